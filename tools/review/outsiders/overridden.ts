import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { defaults } from "../../../components/defaults";
import { keys, readText } from "../../../config";
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

const { resources } = JSON.parse(readFileSync(path.join(__dirname, "../../../components/schema.json"), "utf8"));
const schema = resources["trailconnect:index:CloudTrailConnection"] as { inputProperties: Record<string, unknown> };

/** A value of the configuration. Other programs may have keys that this one hasn't. */
function configured(argument: string, text: string | undefined): unknown {
    if (text === undefined) {
        return undefined;
    }
    if (keys.has(argument)) {
        return readText(argument, text);
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function isSame(argument: string, given: unknown, text: string | undefined): boolean {
    const value = configured(argument, text);
    const isNone = (one: unknown) => one === undefined || one === false || (Array.isArray(one) && one.length === 0);
    return isDeepStrictEqual(given, value) || String(given) === text || (isNone(given) && isNone(value));
}

/**
 * The arguments that are the configuration's to give: those that have a key in it. A project that has all the defaults of
 * this program's is this program; there a key that isn't set stands for no value.
 */
function configuredArguments(project: string, values: Readonly<Record<string, string>>): string[] {
    const given = Object.keys(values)
        .filter((key) => key.startsWith(`${project}:`))
        .map((key) => key.slice(project.length + 1))
        // Other keys are for something else that the program makes.
        .filter((argument) => argument in schema.inputProperties);
    // A project's configuration can't declare objects, nor their defaults.
    const declared = Object.entries(defaults).filter(([, value]) => typeof value !== "object" || Array.isArray(value));
    const isThisProgram = declared.every(([argument]) => given.includes(argument));
    return isThisProgram ? [...new Set([...keys.keys(), ...given])] : given;
}

/**
 * Where a program's connections are made from something else than the configuration that the review shows. With today's
 * program nowhere.
 */
export function overriddenIn(
    registrations: readonly Registration[],
    { project, configuration: { values } }: Pick<Program, "project" | "configuration">,
): Overridden[] {
    return ofType(registrations, "trailconnect:index:CloudTrailConnection").flatMap(({ name, inputs }) =>
        configuredArguments(project, values)
            .filter((argument) => !isSame(argument, inputs[argument], values[`${project}:${argument}`]))
            .map((argument) => ({ connection: name, argument, given: inputs[argument] })),
    );
}
