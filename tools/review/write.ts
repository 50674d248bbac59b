import { existsSync, statSync, writeFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import type { Rehearsal } from "../rehearsal/command";
import { RehearsalError } from "../rehearsal/program";
import { defaultEventsPerDay } from "./eventsPerDay";
import { Format, render } from "./format";
import { reviewOf } from "./review";

/** How a review is to be written. */
export interface Writing {
    /** The file; `-` for standard output. */
    file: string;
    /** Default: `Format.Html`. */
    format?: Format;
    /** Management events a day, for the costs. Default: 100,000. */
    eventsPerDay?: number;
}

/** Writes a file whole or not at all; into what is no file, such as a pipe, as it comes. */
async function writeWhole(file: string, content: string): Promise<void> {
    if (existsSync(file) && !statSync(file).isFile() && !statSync(file).isDirectory()) {
        writeFileSync(file, content);
        return;
    }
    await writeFileAtomic(file, content);
}

/**
 * Writes the review of a rehearsal.
 * @throws RehearsalError if the file can't be written
 */
export async function writeReview({ program, run }: Rehearsal, writing: Writing): Promise<void> {
    const { file, format = Format.Html, eventsPerDay = defaultEventsPerDay } = writing;
    const content = await render(await reviewOf(program, run, eventsPerDay), format);
    if (file === "-") {
        process.stdout.write(content);
        return;
    }
    try {
        await writeWhole(file, content);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new RehearsalError(
            `${JSON.stringify(file)} can't be written (${code}).\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html`,
        );
    }
}
