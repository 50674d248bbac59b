import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import { UserError } from "../errors";

/** The credentials as the AWS console's file has them. */
export function credentialsCsv(accessKeyId: string, secretAccessKey: string): string {
    return stringify([
        ["Access key ID", "Secret access key"],
        [accessKeyId, secretAccessKey],
    ]);
}

/**
 * Writes a file that only its owner can read, whole or not at all.
 * @param force whether a file that is there may be replaced
 * @throws UserError if it is there, or can't be written
 */
export async function writePrivately(file: string, content: string, force: boolean): Promise<void> {
    if (!force) {
        return writeNew(file, file, content);
    }
    // Replaced, not rewritten: an old file may be readable by others, and is kept if the new one can't be written.
    // Not by write-file-atomic: it opens its temporary file whether or not somebody else has put one there.
    const present = await lstat(file).catch(() => undefined);
    if (present && !present.isFile() && !present.isSymbolicLink()) {
        throw new UserError(`${file} can't be replaced: it isn't a file.`);
    }
    const written = `${file}.${process.pid}`;
    await writeNew(file, written, content);
    try {
        await rename(written, file);
    } catch (error) {
        await rm(written, { force: true });
        throw new UserError(`${file} can't be replaced: ${(error as Error).message}`);
    }
}

async function writeNew(named: string, file: string, content: string): Promise<void> {
    let handle: FileHandle;
    try {
        handle = await open(file, "wx", 0o600);
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        throw new UserError(
            code === "EEXIST"
                ? `${file} already exists, and may hold another account's key. Choose another name, or replace it with --force.`
                : `${named} can't be written: ${message}`,
        );
    }
    try {
        await handle.writeFile(content);
        await handle.close();
    } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(file, { force: true });
        throw new UserError(`${named} can't be written; the incomplete file was removed: ${(error as Error).message}`);
    }
}
