import { asList } from "../../registered/lists";
import type { Registration } from "../../rehearsal/engine";
import { type Control, ids, tests } from "./control";
import { admitsServicesOnly, grantsOnly, refusePlainHttp, statementsOf } from "./documents";
import { type Check, every, fulfils, hasInputs, inEach, inOwnPolicy } from "./evidence";
import { judged, leftTo } from "./judge";
import { topicOwner } from "./owners";
import type { Stack } from "./stack";

const queues = (stack: Stack) => stack.ofType("aws:sqs/queue:Queue");
const topics = (stack: Stack) => stack.ofType("aws:sns/topic:Topic");

const ofQueue = (check: Check) =>
    every(
        inEach("aws:sqs/queuePolicy:QueuePolicy", ({ inputs }, queue) => inputs.queueUrl === queue.state.url, check),
        inOwnPolicy(check),
    );
const ofTopic = (check: Check) =>
    every(
        inEach("aws:sns/topicPolicy:TopicPolicy", ({ inputs }, topic) => inputs.arn === topic.state.arn, check),
        inOwnPolicy(check),
    );

const queuesRegistered = "registers two queues that the bucket fills, and leaves the bucket's notifications alone";
const topicRegistered = "registers a topic that this account's alarms and rules publish to, and its readers";

const withSqsKeys: Check = hasInputs({ sqsManagedSseEnabled: true });

function hasOwnKey({ inputs }: Registration): boolean {
    return typeof inputs.kmsMasterKeyId === "string" && !inputs.kmsMasterKeyId.startsWith("alias/aws/");
}

/** The resources whose tags Security Hub asks about. */
const tagged = (stack: Stack) =>
    stack.ofType(
        "aws:cloudtrail/trail:Trail",
        "aws:iam/role:Role",
        "aws:iam/user:User",
        "aws:sqs/queue:Queue",
        "aws:sns/topic:Topic",
    );

const hasTags = ({ inputs }: Registration) => Object.keys((inputs.tags ?? {}) as object).length > 0;

/** What is asked of Sentinel's queues, of the topics of logs and of alarms, and of everybody's tags. */
export const queueAndTopicControls: Control[] = [
    {
        title: "The queues encrypt what they hold",
        ids: ids({
            fsbp: ["SQS.1"],
            prowler: ["sqs_queues_server_side_encryption_enabled"],
            checkov: ["CKV_AWS_27", "CKV2_AWS_73"],
            trivy: ["AVD-AWS-0096"],
        }),
        tests: tests({ "components/sentinelS3/logQueue": [queuesRegistered] }),
        judge: judged({
            of: queues,
            holds: (queue, stack) => (hasOwnKey(queue) ? [queue] : withSqsKeys(queue, stack)),
            met: "Each is encrypted, by keys that Amazon SQS holds (SSE-SQS) or by a KMS key of the account's own.",
        }),
    },
    {
        title: "A KMS key of the account's own encrypts the queues",
        ids: ids({ trivy: ["AVD-AWS-0135"] }),
        tests: tests({ "components/sentinelS3/logQueue": [queuesRegistered] }),
        judge: judged({
            of: queues,
            holds: fulfils(hasOwnKey, "names no KMS key of the account's own"),
            met: "The queues have a KMS key of the account's own.",
            exception: {
                standsIn: withSqsKeys,
                reason: "A message holds the name of a log file and nothing of what is in it. A key of the account's own would have to admit Amazon S3 and Microsoft's role besides; SSE-SQS encrypts without.",
            },
        }),
    },
    {
        title: "Only AWS services send to the queues, for a named source",
        ids: ids({
            fsbp: ["SQS.3"],
            prowler: ["sqs_queues_not_publicly_accessible"],
            checkov: ["CKV_AWS_168", "CKV_AWS_387"],
        }),
        tests: tests({
            "components/sentinelS3/logQueue": [queuesRegistered],
            "components/sentinelS3/queuePolicy": ["admits the bucket that it names and no other"],
        }),
        judge: judged({
            of: queues,
            holds: ofQueue(admitsServicesOnly),
            met: "No account and nobody unsigned is named, and each service for one source. Sentinel's role reads by its own policy.",
        }),
    },
    {
        title: "The queue policies name the actions that they allow",
        ids: ids({ checkov: ["CKV_AWS_72"], trivy: ["AVD-AWS-0097"] }),
        tests: tests({ "components/sentinelS3/queuePolicy": ["is this document"] }),
        judge: judged({
            of: queues,
            holds: ofQueue(
                grantsOnly(
                    ({ Action: actions }) => asList(actions).every((action) => !/[*?]/.test(action)),
                    "allows by wildcard",
                ),
            ),
            met: "They allow by name, and nothing by wildcard.",
        }),
    },
    {
        title: "A KMS key encrypts the topics",
        ids: ids({
            securityHub: ["SNS.1"],
            prowler: ["sns_topics_kms_encryption_at_rest_enabled"],
            checkov: ["CKV_AWS_26"],
            trivy: ["AVD-AWS-0095", "AVD-AWS-0136"],
        }),
        tests: tests({
            "components/alarms/alarmTopic": [topicRegistered],
            "components/sentinelS3/logQueue": ["puts a topic between bucket and queue"],
        }),
        judge: judged({
            of: topics,
            holds: fulfils(hasOwnKey, "names no KMS key of the account's own"),
            met: "The topics have a KMS key of the account's own.",
            exception: {
                standsIn: ofTopic(
                    fulfils(
                        (policy) =>
                            refusePlainHttp(statementsOf(policy), "sns:Publish", [(arn) => arn === policy.inputs.arn]),
                        "takes messages over plain HTTP",
                    ),
                ),
                reason: "CloudWatch, EventBridge and S3 can't publish under the key that AWS manages for SNS, and a key of the account's own would have to admit each of them. No message holds a secret: it tells of an alarm, of who changed trail, key or bucket, or of a new log file. SNS takes none without TLS.",
            },
            owner: topicOwner,
        }),
    },
    {
        title: "Only AWS services publish to the topics, for a named source",
        ids: ids({
            fsbp: ["SNS.4"],
            prowler: ["sns_topics_not_publicly_accessible"],
            checkov: ["CKV_AWS_169", "CKV_AWS_385"],
        }),
        tests: tests({
            "components/alarms/alarmTopic": [topicRegistered],
            "components/iam/topicPolicy": [
                "admits the bucket that it names and no other",
                "admits the alarms and rules of its account and region and no other",
            ],
        }),
        judge: judged({
            of: topics,
            holds: ofTopic(admitsServicesOnly),
            met: "AWS's services publish, each for the bucket, the alarms or the rules that the policy names, and nobody else.",
            owner: topicOwner,
        }),
    },
    {
        title: "Resources have tags",
        ids: ids({ securityHub: ["CloudTrail.9", "IAM.24", "IAM.25", "SNS.3", "SQS.2"] }),
        tests: tests({ "components/connection/cloudTrailConnection": ["tags every resource that takes tags"] }),
        judge: (stack) =>
            tagged(stack).every(hasTags)
                ? judged({ of: tagged, holds: fulfils(hasTags, "has no tags"), met: "Each has tags." })(stack)
                : leftTo(tagged, () => ({
                      reason: "Tags come from aws:defaultTags, which the AWS provider adds where the program doesn't see them. IAM's are shown by aws iam list-role-tags and list-user-tags.",
                      command: "aws resourcegroupstaggingapi get-resources --resource-type-filters cloudtrail sqs sns",
                  }))(stack),
    },
];
