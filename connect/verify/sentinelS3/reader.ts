import { readPolicy } from "../../../components/iam/policyText";
import { allowing, denies, isMet, otherDemands } from "../../../components/iam/questions";
import type { ReadStatement } from "../../../components/iam/statements";
import { covers } from "../../../components/iam/wildcards";
import type { StackOutputs } from "../../outputs";
import { nameOfRole, type RoleObservations } from "../role";
import { fails, judge, judgeOthers, type Verdict } from "../verdict";
import { arnOfQueue, logPatterns } from "./names";

/** Sentinel's actions on the queue. */
const queueActions = [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
];

/** Each action of a statement on each of its resources. */
function grantsOf({ actions, resources }: ReadStatement): [action: string, resource: string][] {
    return actions.flatMap((action) => resources.map((resource): [string, string] => [action, resource]));
}

/** Judges what the S3 connector's role may do. */
export function judgeReader({ own, attached }: RoleObservations, outputs: StackOutputs): Verdict {
    const check = "The S3 connector's role can read the logs and the queue, and nothing else";
    const gone = `There is no role ${nameOfRole(outputs.sentinelS3RoleArn ?? "")}: run pulumi refresh, then pulumi up.`;
    const bucketArn = `arn:${outputs.partition}:s3:::${outputs.bucketName}`;
    const queueArn = arnOfQueue(outputs);
    const patterns = logPatterns(outputs);
    const isLogs = (resource: string) =>
        resource.startsWith(`${bucketArn}/`) &&
        resource.endsWith("*") &&
        patterns.some(([, pattern]) => pattern.test(resource.slice(bucketArn.length + 1, -1)));
    const isIts = (action: string, resource: string) => {
        const known = action.toLowerCase();
        return known === "s3:getobject"
            ? isLogs(resource)
            : known === "kms:decrypt"
              ? resource === outputs.kmsKeyArn
              : resource === queueArn && queueActions.some((one) => one.toLowerCase() === known);
    };
    return judge(check, own, gone, (texts) => {
        const all = Object.values(texts).flatMap((text) => readPolicy(text));
        // A statement with any condition other than kms:ViaService may not apply to Sentinel's requests.
        const statements = all.filter(
            (statement) =>
                otherDemands(statement, ["kms:ViaService"]).length === 0 &&
                isMet(statement, "kms:ViaService", `s3.${outputs.region}.amazonaws.com`),
        );
        const resourcesOf = (action: string) =>
            denies(all, action) ? [] : allowing(statements, action).flatMap(({ resources }) => resources);
        const reads = resourcesOf("s3:GetObject");
        const takes = queueActions.every((action) => resourcesOf(action).some((arn) => covers(arn, queueArn)));
        const decrypts = resourcesOf("kms:Decrypt");
        const { kmsKeyArn } = outputs;
        const left = reads.every(isLogs)
            ? patterns.filter(([, pattern]) => !reads.some((arn) => pattern.test(arn.slice(bucketArn.length + 1, -1))))
            : [];
        const missing = [
            ...(reads.some((arn) => covers(arn.slice(0, bucketArn.length + 1), `${bucketArn}/`))
                ? left.map(([id]) => `the logs of ${id}`)
                : ["the log bucket"]),
            ...(takes ? [] : ["the queue"]),
            ...(kmsKeyArn === undefined || decrypts.some((arn) => covers(arn, kmsKeyArn)) ? [] : ["the KMS key"]),
        ];
        if (missing.length > 0) {
            return fails(
                check,
                `Its policy doesn't cover ${missing.join(", ")}.`,
                "It was changed outside of Pulumi: run pulumi refresh, then pulumi up. Sentinel reports this as S3B40011 or it reads nothing.",
            );
        }
        const more = all
            .filter(({ effect }) => effect === "Allow")
            .flatMap(grantsOf)
            .filter(([action, resource]) => !isIts(action, resource))
            .map(([action, resource]) => `${action} on ${resource}`);
        return judgeOthers(
            check,
            [...("value" in attached ? attached.value : []), ...more],
            [attached],
            gone,
            "Its permissions were widened: detach these, then run pulumi up.",
            `It can read ${reads.join(", ")}.`,
        );
    });
}
