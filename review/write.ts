import { renameSync, rmSync, writeFileSync } from "node:fs";
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

/** Writes a file whole or not at all. */
function writeWhole(file: string, content: string): void {
    const partial = `${file}.partial`;
    try {
        writeFileSync(partial, content);
        renameSync(partial, file);
    } catch (error) {
        rmSync(partial, { force: true });
        throw new RehearsalError(
            `${file} can't be written: ${(error as Error).message}\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html`,
        );
    }
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
    } else {
        writeWhole(file, content);
    }
}
