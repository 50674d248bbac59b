import { tmpdir } from "node:os";
import type { StackOutputs } from "../../../connect/outputs";
import { groupsOf } from "../../../connect/verify/groups";
import type { Verdict } from "../../../connect/verify/verdict";
import { type Printed, printedBy } from "../../support/spawned";
import { bundle } from "./bundle";

/** Where and as whom the command runs. */
export interface Surroundings {
    /** Where AWS is. */
    endpoint: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** Runs `trailconnect verify`, the outputs on standard input, everything in pipes. */
export function verify(
    outputs: Partial<StackOutputs>,
    { endpoint, credentials }: Surroundings,
    ...args: string[]
): Promise<Printed> {
    const env = {
        PATH: process.env.PATH,
        // Nobody's own profiles.
        HOME: tmpdir(),
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_ENDPOINT_URL: endpoint,
        ...(credentials && {
            AWS_ACCESS_KEY_ID: credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        }),
    };
    return printedBy([bundle(), "verify", ...args], { env }, JSON.stringify(outputs));
}

/** What `trailconnect verify` finds, asked within this process: whoever asks is in `credentials`, AWS at `endpoint`. */
export async function verdictsAt(
    outputs: StackOutputs,
    { endpoint, credentials }: Required<Surroundings>,
    microsoftAccount: string,
): Promise<Verdict[]> {
    process.env.AWS_ENDPOINT_URL = endpoint;
    try {
        const access = { region: outputs.region, credentials };
        const checks = groupsOf(outputs).map(async ({ load }) =>
            (await load()).runChecks(access, outputs, { microsoftAccount }),
        );
        return (await Promise.all(checks)).flat();
    } finally {
        delete process.env.AWS_ENDPOINT_URL;
    }
}

/** The verdicts in what `--json` printed. */
export function verdictsIn({ out, err }: Printed): Verdict[] {
    try {
        return JSON.parse(out);
    } catch {
        throw new Error(`No verdicts on standard output: ${out}\n${err}`);
    }
}
