import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Registration } from "../../rehearsal/engine";
import type { Program } from "../../rehearsal/program";
import { ofType } from "../../rehearsal/registrations";

/** An argument that a program gives a connection in place of what the stack's configuration says. */
export interface Overridden {
    /** The connection, by its name in the program. */
    connection: string;
    argument: string;
    /** What the program gives. */
    given: unknown;
}

const { resources } = JSON.parse(readFileSync(path.join(__dirname, "../../components/schema.json"), "utf8"));
const schema = resources["trailconnect:index:CloudTrailConnection"] as { inputProperties: Record<string, unknown> };

/** A value of the configuration; the empty text and 0 stand for none, as the program reads them. */
function configured(text: string): unknown {
    if (text === "" || text === "0") {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function isSame(given: unknown, text: string): boolean {
    const value = configured(text);
    const isNone = (one: unknown) => one === undefined || one === false || (Array.isArray(one) && one.length === 0);
    return isDeepStrictEqual(given, value) || String(given) === text || (isNone(given) && isNone(value));
}

/**
 * Where a program's connections are made from something else than the configuration that the review shows: for keys that
 * the project declares. With today's program nowhere.
 */
export function overriddenIn(
    registrations: readonly Registration[],
    { project, configuration }: Pick<Program, "project" | "configuration">,
): Overridden[] {
    return ofType(registrations, "trailconnect:index:CloudTrailConnection").flatMap(({ name, inputs }) =>
        Object.entries(configuration.values)
            .filter(([key]) => key.startsWith(`${project}:`))
            .map(([key, text]) => ({ argument: key.slice(project.length + 1), text }))
            // Other keys are for something else that the program makes.
            .filter(({ argument }) => argument in schema.inputProperties)
            .filter(({ argument, text }) => !isSame(inputs[argument], text))
            .map(({ argument }) => ({ connection: name, argument, given: inputs[argument] })),
    );
}
