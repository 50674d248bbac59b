import { readPolicy } from "../../../components/iam/policyText";
import { allowing, denies, isMet, otherDemands } from "../../../components/iam/questions";
import { demanded } from "../../../components/iam/statements";
import { covers } from "../../../components/iam/wildcards";
import type { StackOutputs } from "../../outputs";
import { fails, holds, judge, type Verdict } from "../verdict";
import { arnOfQueue, nameOfQueue } from "./names";
import type { SentinelS3Observations } from "./observations";

/** Judges who may send to the queue. */
export function judgeQueuePolicy(seen: SentinelS3Observations, outputs: StackOutputs): Verdict {
    const check = "The queue accepts notifications of new logs";
    const { accountId, bucketName, partition, sentinelTopicArn } = outputs;
    const source = sentinelTopicArn ?? `arn:${partition}:s3:::${bucketName}`;
    const sender = sentinelTopicArn === undefined ? "s3.amazonaws.com" : "sns.amazonaws.com";
    return judge(
        check,
        seen.queue,
        `There is no queue ${nameOfQueue(outputs.sentinelQueueUrl ?? "")}: run pulumi refresh, then pulumi up.`,
        ({ policy }) => {
            const statements = readPolicy(policy);
            const allows = denies(statements, "sqs:SendMessage", [sender])
                ? []
                : allowing(statements, "sqs:SendMessage");
            const open = allows.filter(
                ({ principals, conditions }) =>
                    principals.some(({ kind }) => kind === "everyone") && conditions.length === 0,
            );
            const ofSender = allows.filter(
                (statement) =>
                    statement.principals.some(
                        ({ kind, id }) => kind === "everyone" || (kind === "service" && id === sender),
                    ) &&
                    statement.resources.some((pattern) => covers(pattern, arnOfQueue(outputs))) &&
                    isMet(statement, "aws:SourceAccount", accountId) &&
                    otherDemands(statement, ["aws:SourceArn", "aws:SourceAccount"]).length === 0,
            );
            const sources = ofSender.map((statement) => demanded(statement, "aws:SourceArn").join(", ") || sender);
            const back = "The queue's policy was changed outside of Pulumi: run pulumi up.";
            if (open.length > 0) {
                return fails(check, "Its policy allows everyone.", back);
            }
            return ofSender.some(
                (statement) =>
                    demanded(statement, "aws:SourceArn").length > 0 && isMet(statement, "aws:SourceArn", source),
            )
                ? holds(check, `Its policy allows ${source}.`)
                : fails(
                      check,
                      `Its policy allows ${sources.join(", ") || "no one"}; the messages come from ${source}.`,
                      back,
                  );
        },
    );
}
