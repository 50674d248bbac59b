import path from "node:path";

/** A file as the user means it: `npm run` changes to the project's folder, and passes on where it was called. */
export function fromUser(file: string): string {
    return path.resolve(process.env.INIT_CWD ?? ".", file);
}
