import { RehearsalError } from "../rehearsal/program";

/** Management events a day, if nothing else is said. */
export const defaultEventsPerDay = 100_000;

/**
 * A number of events a day, from a text.
 * @throws RehearsalError if it is no whole number from 1
 */
export function parseEventsPerDay(text: string): number {
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1) {
        throw new RehearsalError(
            `${JSON.stringify(text)} is no number of events a day.\nAllowed: a whole number from 1, without separators. Example: --events-per-day ${defaultEventsPerDay}`,
        );
    }
    return number;
}
