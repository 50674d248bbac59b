import { type FileHandle, lstat, open, rename, rm } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import { UserError } from "../errors";

/** The credentials in the format of the AWS console's CSV file. */
export function credentialsCsv(accessKeyId: string, secretAccessKey: string): string {
    return stringify([
        ["Access key ID", "Secret access key"],
        [accessKeyId, secretAccessKey],
    ]);
}

/**
 * Writes a file that only its owner can read, completely or not at all.
 * @param force whether an existing file may be replaced
 * @throws UserError if the file exists and may not be replaced, or can't be written
 */
export async function writePrivately(file: string, content: string, force: boolean): Promise<void> {
    if (!force) {
        return writeNew(file, file, content);
    }
    // Replaced, not overwritten: the old file may be readable by others, and has to survive if the new one can't be written.
    // Not with write-file-atomic, which opens its temporary file even if another user has created it.
    const present = await lstat(file).catch(() => undefined);
    if (present && !present.isFile() && !present.isSymbolicLink()) {
        throw new UserError(`Can't replace ${file}: it isn't a file.`);
    }
    const written = `${file}.${process.pid}`;
    await writeNew(file, written, content);
    try {
        await rename(written, file);
    } catch (error) {
        await rm(written, { force: true });
        throw new UserError(`Can't replace ${file}: ${(error as Error).message}`);
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
                ? `${file} already exists, and may contain another account's key. Choose another name, or replace it with --force.`
                : `Can't write ${named}: ${message}`,
        );
    }
    try {
        await handle.writeFile(content);
        await handle.close();
    } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(file, { force: true });
        throw new UserError(`Can't write ${named}; the incomplete file was removed: ${(error as Error).message}`);
    }
}
