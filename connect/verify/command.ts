import { exitCodes, UserError } from "../errors";
import { type OutputsSource, readOutputs, required, type StackOutputs } from "../outputs";
import { startProgress } from "../progress";
import { type AwsAccess, clientOptions, look } from "./aws";
import type { Verdict } from "./verdict";

/** The options of `trailconnect verify`. */
export interface VerifyOptions extends OutputsSource {
    json?: boolean;
    profile?: string;
    microsoftAccount: string;
}

/** A family of checks: looks, then judges. */
interface Family {
    title: string;
    run: () => Promise<Verdict[]>;
}

function familiesOf(access: AwsAccess, outputs: StackOutputs, microsoftAccount: string): Family[] {
    return [
        {
            title: "the trail",
            run: async () => {
                const { judgeTrail, observeTrail } = await import("./trail.js");
                return judgeTrail(await observeTrail(access, outputs), outputs, new Date());
            },
        },
        ...(outputs.userName === undefined
            ? []
            : [
                  {
                      title: "Defender's access key",
                      run: async () => {
                          const { judgeAccessKey, observeAccessKey } = await import("./accessKey.js");
                          return judgeAccessKey(await observeAccessKey(access, outputs), outputs);
                      },
                  },
              ]),
        ...(outputs.roleArn === undefined
            ? []
            : [
                  {
                      title: "Sentinel's role",
                      run: async () => {
                          const { judgeRole, observeRole } = await import("./role.js");
                          const seen = await observeRole(access, outputs.roleArn as string);
                          return judgeRole(seen, outputs, microsoftAccount);
                      },
                  },
              ]),
        ...(outputs.sentinelS3RoleArn === undefined
            ? []
            : [
                  {
                      title: "Sentinel's feed",
                      run: async () => {
                          const [{ judgeFeed }, { observeFeed }] = await Promise.all([
                              import("./feed.js"),
                              import("./feedObservations.js"),
                          ]);
                          return judgeFeed(await observeFeed(access, outputs), outputs);
                      },
                  },
              ]),
        {
            title: "what must not work",
            run: async () => {
                const { judgeRefusals, observeRefusals } = await import("./refusals.js");
                return judgeRefusals(await observeRefusals(access, outputs));
            },
        },
    ];
}

/**
 * Makes sure that somebody is signed in, to the account that the stack is of.
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
                ? `There are no AWS credentials that work (${name}: ${message}). Sign in, for example aws sso login, or name a profile with --profile; aws configure list-profiles shows them.`
                : `AWS can't be asked (${name}: ${message}).`,
        );
    }
    if (who.value.Account !== accountId) {
        throw new UserError(
            `You are signed in to account ${who.value.Account}, and the stack is account ${accountId}'s. Sign in there, or name its profile with --profile.`,
        );
    }
}

const atOnce = 3;

/** Checks that what the stack made still is as it should be. It reads, and changes nothing. */
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
        const limit = pLimit(atOnce);
        const families = familiesOf(access, outputs, options.microsoftAccount);
        const verdicts = (
            await Promise.all(
                families.map(({ title, run }) =>
                    limit(async () => {
                        progress.now(`Looking at ${title}`);
                        return run();
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
