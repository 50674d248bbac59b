import { tmpdir } from "node:os";
import type { StackOutputs } from "../../../connect/outputs";
import type { Verdict } from "../../../connect/verify/verdict";
import { type Printed, printedBy } from "../../support/spawned";

/** Where and as whom the command runs. */
export interface Surroundings {
    /** Where AWS is. */
    endpoint: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** Runs `npm run --silent connect -- verify`, the outputs on standard input, everything in pipes. */
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
    const command = ["--import", "tsx", "connect/main.ts", "verify", ...args];
    return printedBy(command, { env }, JSON.stringify(outputs));
}

/** The verdicts in what `--json` printed. */
export function verdictsIn({ out, err }: Printed): Verdict[] {
    try {
        return JSON.parse(out);
    } catch {
        throw new Error(`No verdicts on standard output: ${out}\n${err}`);
    }
}
