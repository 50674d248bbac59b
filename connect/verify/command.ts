import { exitCodes, UserError } from "../errors";
import { type OutputsSource, readOutputs, required, type StackOutputs } from "../outputs";
import { startProgress } from "../progress";
import { type AwsAccess, clientOptions, look } from "./aws";
import { type CheckOptions, groupsOf } from "./groups";

/** The options of `trailconnect verify`. */
export interface VerifyOptions extends OutputsSource, CheckOptions {
    json?: boolean;
    profile?: string;
}

/**
 * Makes sure that there are working credentials, and that they are for the stack's account.
 * @throws UserError if not
 */
async function signIn(access: AwsAccess, { accountId }: StackOutputs): Promise<void> {
    const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
    const who = await look(() => new STSClient(clientOptions(access)).send(new GetCallerIdentityCommand({})));
    if ("error" in who) {
        const { name, message } = who.error;
        const isRefused = /Credentials|Token|Signature|AccessDenied|Unauthorized/i.test(name);
        throw new UserError(
            isRefused
                ? `No working AWS credentials (${name}: ${message}). Sign in, for example with aws sso login, or choose a profile with --profile; aws configure list-profiles lists them.`
                : `AWS can't be reached (${name}: ${message}).`,
        );
    }
    if (who.value.Account !== accountId) {
        throw new UserError(
            `You are signed in to account ${who.value.Account}, but the stack belongs to account ${accountId}. Sign in there, or choose its profile with --profile.`,
        );
    }
}

const concurrency = 3;

/** Checks the stack's resources in AWS as they are now. It only reads. */
export async function verify(options: VerifyOptions): Promise<number> {
    const outputs = await readOutputs(options, true);
    if (outputs.userName !== undefined && outputs.encryptedSecretAccessKey === undefined) {
        required(outputs, "secretAccessKey", "defender");
    }
    const access = { region: outputs.region, profile: options.profile };
    const progress = await startProgress();
    try {
        await signIn(access, outputs);
        const { default: pLimit } = await import("p-limit");
        const limit = pLimit(concurrency);
        const verdicts = (
            await Promise.all(
                groupsOf(outputs).map(({ title, load }) =>
                    limit(async () => {
                        progress.now(`Checking ${title}`);
                        const { runChecks } = await load();
                        return runChecks(access, outputs, options);
                    }),
                ),
            )
        ).flat();
        progress.stop();
        if (options.json) {
            process.stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`);
        } else {
            const { lines, table } = await import("./report.js");
            process.stdout.write(
                process.stdout.isTTY ? table(verdicts, process.stdout.columns ?? 100) : lines(verdicts),
            );
        }
        return verdicts.some(({ result }) => result === "fails") ? exitCodes.someFailed : exitCodes.done;
    } finally {
        progress.stop();
    }
}
