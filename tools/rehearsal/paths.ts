import path from "node:path";

/** A file as the user means it: npm runs a command in the project's folder, and says where it was typed. */
export function fromUser(file: string): string {
    return path.resolve(process.env.INIT_CWD ?? ".", file);
}
