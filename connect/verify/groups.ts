import type { StackOutputs } from "../outputs";
import type { AwsAccess } from "./aws";
import type { Verdict } from "./verdict";

/** What the checks need besides the outputs. */
export interface CheckOptions {
    /** The ID of Microsoft's AWS account, from which Sentinel assumes the role of its API connector. */
    microsoftAccount: string;
}

/** Runs the checks of a group: observes AWS, then judges. */
export type RunChecks = (access: AwsAccess, outputs: StackOutputs, options: CheckOptions) => Promise<Verdict[]>;

/** Checks that belong together, in their own folder. */
interface CheckGroup {
    /** What is checked, worded to follow "Checking". */
    title: string;
    /** The output without which there is nothing to check; absent if the group always applies. */
    output?: keyof StackOutputs;
    /** Loads the checks, and with them the parts of the AWS SDK that they need. */
    load: () => Promise<{ runChecks: RunChecks }>;
}

/** Every group of checks, in the order of the report. */
const groups: readonly CheckGroup[] = [
    { title: "the trail", load: () => import("./trail/runChecks.js") },
    { title: "Defender's access key", output: "userName", load: () => import("./defender/runChecks.js") },
    { title: "Sentinel's role", output: "roleArn", load: () => import("./sentinelApi/runChecks.js") },
    { title: "Sentinel's S3 connector", output: "sentinelS3RoleArn", load: () => import("./sentinelS3/runChecks.js") },
    { title: "forbidden actions", load: () => import("./refusals/runChecks.js") },
];

/** The groups that apply to a stack, according to its outputs. */
export function groupsOf(outputs: StackOutputs): CheckGroup[] {
    return groups.filter(({ output }) => output === undefined || outputs[output] !== undefined);
}
