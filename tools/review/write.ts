import { randomUUID } from "node:crypto";
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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

/** Where a file really is, if something stands in its place that leads there. */
function behindLinks(file: string): string {
    return existsSync(file) ? realpathSync(file) : file;
}

/** Writes a file whole or not at all; into what is no file, such as a pipe, as it comes. */
function writeWhole(file: string, content: string): void {
    const target = behindLinks(file);
    if (existsSync(target) && !statSync(target).isFile() && !statSync(target).isDirectory()) {
        writeFileSync(target, content);
        return;
    }
    const partial = `${target}.${randomUUID()}.partial`;
    try {
        writeFileSync(partial, content, { flag: "wx" });
        renameSync(partial, target);
    } catch (error) {
        rmSync(partial, { force: true });
        throw error;
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
        return;
    }
    try {
        writeWhole(file, content);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new RehearsalError(
            `${JSON.stringify(file)} can't be written (${code}).\nAllowed: a file in a folder that exists, or - for standard output. Example: review.html`,
        );
    }
}
