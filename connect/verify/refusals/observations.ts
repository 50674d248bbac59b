import type { StackOutputs } from "../../outputs";
import { type AwsAccess, clientOptions, look } from "../aws";
import type { Seen } from "../verdict";
import { forbidden } from "./forbidden";

/** The IAM policy simulator's decisions about one identity, by action. */
export interface RefusalObservations {
    /** Whose identity it is, in words. */
    who: string;
    arn: string;
    decisions: Seen<Record<string, string>>;
}

export async function observeRefusals(access: AwsAccess, outputs: StackOutputs): Promise<RefusalObservations[]> {
    const api = await import("@aws-sdk/client-iam");
    const iam = new api.IAMClient(clientOptions(access));
    const { partition, accountId, userName, roleArn, sentinelS3RoleArn, trailArn, bucketName, kmsKeyArn } = outputs;
    const bucketArn = `arn:${partition}:s3:::${bucketName}`;
    // A simulation for "*" doesn't show a grant on only one of these.
    const ResourceArns = [
        "*",
        trailArn,
        ...(bucketName === undefined ? [] : [bucketArn, `${bucketArn}/AWSLogs/${accountId}/CloudTrail/log.json.gz`]),
        ...(kmsKeyArn === undefined ? [] : [kmsKeyArn]),
        ...(userName === undefined ? [] : [`arn:${partition}:iam::${accountId}:user/${userName}`]),
    ];
    const identities: [who: string, arn: string | undefined][] = [
        ["Defender's user", userName && `arn:${partition}:iam::${accountId}:user/${userName}`],
        ["Sentinel's role", roleArn],
        ["The S3 connector's role", sentinelS3RoleArn],
    ];
    return Promise.all(
        identities
            .filter((identity): identity is [string, string] => identity[1] !== undefined)
            .map(async ([who, arn]) => ({
                who,
                arn,
                decisions: await look(async () => {
                    const { EvaluationResults } = await iam.send(
                        new api.SimulatePrincipalPolicyCommand({
                            PolicySourceArn: arn,
                            ActionNames: forbidden,
                            ResourceArns,
                        }),
                    );
                    return decisionsOf(EvaluationResults ?? []);
                }),
            })),
    );
}

/** The simulator's result for one action. */
interface Evaluation {
    EvalActionName: string | undefined;
    EvalDecision: string | undefined;
    ResourceSpecificResults?: { EvalResourceDecision: string | undefined }[];
}

/** The decision by action: allowed if it is allowed on any of the resources. */
export function decisionsOf(evaluations: readonly Evaluation[]): Record<string, string> {
    const decisions: Record<string, string> = {};
    for (const { EvalActionName = "", EvalDecision = "", ResourceSpecificResults = [] } of evaluations) {
        const all = [EvalDecision, ...ResourceSpecificResults.map((result) => result.EvalResourceDecision ?? "")];
        decisions[EvalActionName] = [decisions[EvalActionName], ...all].includes("allowed") ? "allowed" : EvalDecision;
    }
    return decisions;
}
