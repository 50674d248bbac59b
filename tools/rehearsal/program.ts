import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadAll } from "js-yaml";

/** A stack's configuration as the engine hands it to a program. */
interface StackConfiguration {
    /** Every key with its namespace, and its value as text; lists and maps as JSON. */
    values: Record<string, string>;
    /** The keys whose values are secret. */
    secretKeys: string[];
}

/** Where a program is, and how the language runtime is to load it. */
export interface Program {
    /** The folder with Pulumi.yaml. */
    directory: string;
    /** Where the program is, seen from there: Pulumi.yaml's `main`. */
    main: string;
    project: string;
    stack: string;
    configuration: StackConfiguration;
    /** The keys that the stack's own file sets; the others have the project's defaults. */
    stackKeys: string[];
    /** `runtime.options` of Pulumi.yaml. */
    runtimeOptions: { typescript?: boolean; tsconfig?: string; nodeargs?: string };
}

/**
 * The account that a stack's settings name: the one that the AWS provider may work in (`aws:allowedAccountIds`), or that of
 * the role that deploys (`deployRoleArn`), which has to be in the same.
 */
export function onlyAccountOf({ project, configuration: { values } }: Program): string | undefined {
    return (
        /^\["?(\d{12})"?\]$/.exec(values["aws:allowedAccountIds"] ?? "")?.[1] ??
        /^arn:[^:]*:iam::(\d{12}):/.exec(values[`${project}:deployRoleArn`] ?? "")?.[1]
    );
}

/** An error that the user can fix; its message says how. */
export class RehearsalError extends Error {}

interface ProjectFile {
    name: string;
    main?: string;
    runtime: string | { name: string; options?: Program["runtimeOptions"] };
    config?: Record<string, unknown>;
}

function readYaml(file: string): unknown {
    try {
        // `load` refuses a file without a document, such as a stack without settings.
        return loadAll(readFileSync(file, "utf8"))[0];
    } catch (error) {
        throw new RehearsalError(`${path.basename(file)} can't be read: ${(error as Error).message}`);
    }
}

function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The settings in a stack file.
 * @throws RehearsalError if they aren't under `config:`
 */
function settingsIn(file: string): Record<string, unknown> {
    const content = readYaml(file) ?? {};
    const config = isMap(content) ? (content.config ?? {}) : undefined;
    if (!isMap(content) || !isMap(config) || Object.keys(content).some((key) => key.includes(":"))) {
        throw new RehearsalError(
            `${path.basename(file)} has no settings where Pulumi looks for them. They belong under config:, one per line. Example:\nconfig:\n  aws:region: eu-central-1`,
        );
    }
    return config;
}

/** The value that Pulumi.yaml gives a key: directly, as `value`, or as the `default` of its type. */
function projectValue(entry: unknown): unknown {
    return isMap(entry) ? (entry.value ?? entry.default) : entry;
}

function stackFiles(directory: string): string[] {
    return readdirSync(directory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

/** Whether a value is encrypted, or has something encrypted in it. */
function isEncrypted(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(isEncrypted);
    }
    return isMap(value) && ("secure" in value || Object.values(value).some(isEncrypted));
}

/**
 * Reads what the Pulumi CLI would read before it runs a program: Pulumi.yaml and Pulumi.STACK.yaml.
 * @throws RehearsalError if there is no such stack, or it holds an encrypted value of the program's
 */
export function readProgram(directory: string, stack: string): Program {
    if (!existsSync(path.join(directory, "Pulumi.yaml"))) {
        throw new RehearsalError(`There is no Pulumi.yaml in ${directory}.`);
    }
    const project = readYaml(path.join(directory, "Pulumi.yaml")) as ProjectFile;
    const runtime = typeof project.runtime === "string" ? project.runtime : project.runtime.name;
    if (runtime !== "nodejs") {
        throw new RehearsalError(
            `The program in ${directory} uses Pulumi's runtime ${runtime}; the rehearsal runs only nodejs.`,
        );
    }
    const stackFile = path.join(directory, `Pulumi.${stack}.yaml`);
    // A stack's name is no path. Source: "Stacks" (Pulumi documentation), section "Stack naming".
    if (!/^[A-Za-z0-9_.-]+$/.test(stack) || !existsSync(stackFile)) {
        throw new RehearsalError(
            `There is no stack ${JSON.stringify(stack)}: Pulumi.${stack}.yaml is missing. Stacks here: ${stackFiles(directory).join(", ")}. Example: --stack ${stackFiles(directory)[0]}`,
        );
    }
    const qualified = (key: string) => (key.includes(":") ? key : `${project.name}:${key}`);
    const values: Record<string, string> = {};
    for (const [key, entry] of Object.entries(project.config ?? {})) {
        const value = projectValue(entry);
        if (value !== undefined) {
            values[qualified(key)] = asText(value);
        }
    }
    const settings = settingsIn(stackFile);
    for (const [key, value] of Object.entries(settings)) {
        if (!isEncrypted(value)) {
            // The Pulumi CLI warns of a key without a value, and takes it for an empty text.
            values[qualified(key)] = asText(value ?? "");
        } else if (qualified(key).startsWith(`${project.name}:`)) {
            throw new RehearsalError(
                `${qualified(key)} is encrypted in Pulumi.${stack}.yaml, which a rehearsal can't decrypt. None of this program's settings are secret: set it without --secret.`,
            );
        }
        // A rehearsal doesn't need a provider's secret, such as aws:secretKey.
    }
    return {
        directory,
        main: project.main ?? ".",
        project: project.name,
        stack,
        configuration: { values, secretKeys: [] },
        stackKeys: Object.keys(settings).map(qualified),
        runtimeOptions: typeof project.runtime === "string" ? {} : (project.runtime.options ?? {}),
    };
}
