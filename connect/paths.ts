import path from "node:path";

/** Resolves a path that the user typed: `npm run` changes to the project's folder, and sets INIT_CWD to the user's. */
export function fromUser(file: string): string {
    return path.resolve(process.env.INIT_CWD ?? ".", file);
}
