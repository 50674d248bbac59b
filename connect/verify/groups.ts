import type { StackOutputs } from "../outputs";
import type { AwsAccess } from "./aws";
import type { Verdict } from "./verdict";

/** What a check gets besides the outputs. */
export interface CheckOptions {
    /** Microsoft's AWS account, which Sentinel's API connector comes from. */
    microsoftAccount: string;
}

/** Looks at AWS, then judges. */
export type Check = (access: AwsAccess, outputs: StackOutputs, options: CheckOptions) => Promise<Verdict[]>;

/** Checks that belong together, in a folder of their own. */
interface CheckGroup {
    /** What is looked at, as it reads after "Checking". */
    title: string;
    /** The output without which there is nothing to look at; absent: there always is. */
    output?: keyof StackOutputs;
    /** Loads the checks, with what they need of AWS's SDK. */
    load: () => Promise<{ check: Check }>;
}

/** Every group of checks, in the order of the report. */
const groups: readonly CheckGroup[] = [
    { title: "the trail", load: () => import("./trail/check.js") },
    { title: "Defender's access key", output: "userName", load: () => import("./defender/check.js") },
    { title: "Sentinel's role", output: "roleArn", load: () => import("./sentinelApi/check.js") },
    { title: "Sentinel's S3 connector", output: "sentinelS3RoleArn", load: () => import("./sentinelS3/check.js") },
    { title: "what must not work", load: () => import("./refusals/check.js") },
];

/** The groups that a stack's outputs call for. */
export function groupsOf(outputs: StackOutputs): CheckGroup[] {
    return groups.filter(({ output }) => output === undefined || outputs[output] !== undefined);
}
