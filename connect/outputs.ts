import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import * as z from "zod/mini";
import { UserError } from "./errors";
import { invocation } from "./invocation";
import { fromUser } from "./paths";

const english = z.locales.en().localeError;

const nonEmpty = z.string().check(z.minLength(1));
const optionalText = z.optional(nonEmpty);

/** The outputs of a trailconnect stack. Those of a connector that is off are absent. */
export const schema = z.object({
    accountId: z.string().check(z.regex(/^\d{12}$/, "must be 12 digits")),
    region: nonEmpty,
    partition: nonEmpty,
    trailName: nonEmpty,
    trailArn: nonEmpty,
    bucketName: optionalText,
    kmsKeyArn: optionalText,
    sentinelWorkspaceId: optionalText,
    roleArn: optionalText,
    externalId: optionalText,
    sentinelS3RoleArn: optionalText,
    sentinelQueueUrl: optionalText,
    sentinelDeadLetterQueueUrl: optionalText,
    sentinelOidcProviderArn: optionalText,
    sentinelTopicArn: optionalText,
    sentinelS3Accounts: z.optional(z.array(z.string())),
    userName: optionalText,
    accessKeyId: optionalText,
    secretAccessKey: optionalText,
    encryptedSecretAccessKey: optionalText,
    previousAccessKeyId: optionalText,
});

/** Validated stack outputs. */
export type StackOutputs = z.infer<typeof schema>;

/** Where the stack outputs come from; standard input, if neither is given. */
export interface OutputsSource {
    /** A file that contains them. */
    outputs?: string;
    /** The stack whose outputs the Pulumi CLI prints. */
    stack?: string;
}

/** What Pulumi prints in place of a secret. */
const mask = "[secret]";
const unmask = "Add --show-secrets: pulumi stack output --json --show-secrets | …";

/** Outputs that are always secret; any other is masked only if it depends on secret configuration. */
const secretOutputs = ["secretAccessKey", "encryptedSecretAccessKey"];

const example = `pulumi stack output --json | ${invocation} sentinel --workspace ID`;

async function fromPulumi(stack: string, showSecrets: boolean): Promise<string> {
    const args = ["stack", "output", "--json", "--stack", stack, ...(showSecrets ? ["--show-secrets"] : [])];
    try {
        return (await promisify(execFile)("pulumi", args, { maxBuffer: 1 << 24 })).stdout;
    } catch (error) {
        const { code, stderr } = error as { code?: unknown; stderr?: string };
        throw new UserError(
            code === "ENOENT"
                ? `--stack runs the Pulumi CLI, which isn't on the PATH. Use --outputs FILE or standard input instead. Example: ${example}`
                : `pulumi stack output --stack ${stack} failed: ${stderr?.trim() || "no reason given"}`,
        );
    }
}

async function readText({ outputs, stack }: OutputsSource, showSecrets: boolean, stdin: NodeJS.ReadStream) {
    if (outputs !== undefined && stack !== undefined) {
        throw new UserError("--outputs and --stack are mutually exclusive.");
    }
    if (stack !== undefined) {
        return fromPulumi(stack, showSecrets);
    }
    if (outputs !== undefined) {
        try {
            return await readFile(fromUser(outputs), "utf8");
        } catch (error) {
            throw new UserError(`Can't read the stack outputs: ${(error as Error).message}`);
        }
    }
    if (stdin.isTTY) {
        throw new UserError(
            `No stack outputs. Pipe them to standard input, or use --outputs FILE or --stack NAME. Example: ${example}`,
        );
    }
    return text(stdin);
}

function isMissing(document: unknown, [name]: readonly PropertyKey[]): boolean {
    return name !== undefined && (document as Record<PropertyKey, unknown>)[name] === undefined;
}

/**
 * Parses stack outputs.
 * @throws UserError that repeats none of the values: they may be secrets
 */
export function parseOutputs(raw: string): StackOutputs {
    if (raw.trim() === "") {
        throw new UserError(`The stack outputs are empty. Did pulumi stack output print an error? Example: ${example}`);
    }
    let document: unknown;
    try {
        // Editors and shells on Windows may prepend a byte order mark.
        document = JSON.parse(raw.replace(/^\uFEFF/, ""));
    } catch {
        throw new UserError(`The stack outputs are not JSON. Did you forget --json? Example: ${example}`);
    }
    // Without a locale, zod/mini reports every problem as "Invalid input" only.
    const parsed = schema.safeParse(document, { error: english });
    if (!parsed.success) {
        const problems = parsed.error.issues.map(
            ({ path, message }) =>
                `  ${path.join(".") || "top level"}: ${isMissing(document, path) ? "missing" : message}`,
        );
        throw new UserError(
            `These aren't the outputs of a trailconnect stack.\n${problems.join("\n")}\nIs another stack selected? pulumi stack ls lists them; --stack NAME selects one.`,
        );
    }
    const masked = Object.entries(parsed.data).find(([name, value]) => value === mask && !secretOutputs.includes(name));
    if (masked) {
        throw new UserError(`${masked[0]} is masked. ${unmask}`);
    }
    return parsed.data;
}

/** Reads and checks the stack outputs. `showSecrets` applies only to --stack. */
export async function readOutputs(
    source: OutputsSource,
    showSecrets: boolean,
    stdin: NodeJS.ReadStream = process.stdin,
): Promise<StackOutputs> {
    return parseOutputs(await readText(source, showSecrets, stdin));
}

/**
 * An output that a command requires.
 * @throws UserError that names the connector that provides it, or the flag that reveals it
 */
export function required(outputs: StackOutputs, name: keyof StackOutputs, connector: string): string {
    const value = outputs[name];
    if (value === undefined) {
        throw new UserError(
            `The stack has no output ${name}: its connectors don't include ${connector}. Add it in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [${connector}, sentinelS3]`,
        );
    }
    if (value === mask) {
        throw new UserError(`${name} is masked. ${unmask}`);
    }
    return value as string;
}
