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

/** The stack outputs of trailconnect's program. What belongs to a connector that is off is absent. */
const schema = z.object({
    accountId: z.string().check(z.regex(/^\d{12}$/, "12 digits")),
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

/** The stack outputs, checked. */
export type StackOutputs = z.infer<typeof schema>;

/** Where the stack outputs come from; standard input, if neither is given. */
export interface OutputsSource {
    /** A file that holds them. */
    outputs?: string;
    /** A stack whose outputs the Pulumi CLI is to give. */
    stack?: string;
}

/** What Pulumi prints in place of a secret. */
const mask = "[secret]";
const unmask = "Add --show-secrets: pulumi stack output --json --show-secrets | …";

/** The outputs that are secrets by nature; any other is masked only if its configuration is. */
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
                : `pulumi stack output --stack ${stack} failed: ${stderr?.trim() || "it gave no reason"}`,
        );
    }
}

async function readText({ outputs, stack }: OutputsSource, showSecrets: boolean, stdin: NodeJS.ReadStream) {
    if (outputs !== undefined && stack !== undefined) {
        throw new UserError("--outputs and --stack are mutually exclusive. Give one of them.");
    }
    if (stack !== undefined) {
        return fromPulumi(stack, showSecrets);
    }
    if (outputs !== undefined) {
        try {
            return await readFile(fromUser(outputs), "utf8");
        } catch (error) {
            throw new UserError(`The outputs can't be read: ${(error as Error).message}`);
        }
    }
    if (stdin.isTTY) {
        throw new UserError(
            `There are no stack outputs. Give them on standard input, or with --outputs FILE or --stack NAME. Example: ${example}`,
        );
    }
    return text(stdin);
}

function isMissing(document: unknown, [name]: readonly PropertyKey[]): boolean {
    return name !== undefined && (document as Record<PropertyKey, unknown>)[name] === undefined;
}

/**
 * The outputs in a text.
 * @throws UserError that repeats no value of the text: it may hold secrets
 */
export function parseOutputs(raw: string): StackOutputs {
    if (raw.trim() === "") {
        throw new UserError(`The stack outputs are empty. Did pulumi stack output print an error? Example: ${example}`);
    }
    let document: unknown;
    try {
        // Windows' editors and shells put a byte order mark before it.
        document = JSON.parse(raw.replace(/^\uFEFF/, ""));
    } catch {
        throw new UserError(`The stack outputs are not JSON: the flag --json is missing. Example: ${example}`);
    }
    // In so many words: without a language the small build of Zod says "Invalid input" of everything.
    const parsed = schema.safeParse(document, { error: english });
    if (!parsed.success) {
        const problems = parsed.error.issues.map(
            ({ path, message }) =>
                `  ${path.join(".") || "the whole"}: ${isMissing(document, path) ? "missing" : message}`,
        );
        throw new UserError(
            `These aren't the outputs of a trailconnect stack.\n${problems.join("\n")}\nIs another stack selected? pulumi stack ls shows them, --stack NAME names one.`,
        );
    }
    const masked = Object.entries(parsed.data).find(([name, value]) => value === mask && !secretOutputs.includes(name));
    if (masked) {
        throw new UserError(`${masked[0]} is masked. ${unmask}`);
    }
    return parsed.data;
}

/** Reads and checks the stack outputs. `showSecrets` matters to --stack only. */
export async function readOutputs(
    source: OutputsSource,
    showSecrets: boolean,
    stdin: NodeJS.ReadStream = process.stdin,
): Promise<StackOutputs> {
    return parseOutputs(await readText(source, showSecrets, stdin));
}

/**
 * An output that a command can't do without.
 * @throws UserError that says which connector makes it, or which flag shows it
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
