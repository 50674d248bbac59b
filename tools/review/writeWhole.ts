import { existsSync, statSync, writeFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";

/** Writes a file whole or not at all; into what is no file, such as a pipe, as it comes. */
export async function writeWhole(file: string, content: string): Promise<void> {
    if (existsSync(file) && !statSync(file).isFile() && !statSync(file).isDirectory()) {
        writeFileSync(file, content);
        return;
    }
    await writeFileAtomic(file, content);
}
