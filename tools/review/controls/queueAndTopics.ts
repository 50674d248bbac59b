import type { Registration } from "../../rehearsal/engine";
import type { ControlGroup } from "./control";
import { admitsServicesOnly, grantsOnly, refusesPlainHttp } from "./documents";
import { type EvidenceIn, every, fulfils, hasInputs, inEach } from "./evidence";
import { existing } from "./existing";
import { keys } from "./options";
import { allOf, type RegisteredStack } from "./registeredStack";

const queues = allOf("sqs", "Queue");
const topics = allOf("sns", "Topic");
const logGroups = allOf("cloudwatch", "LogGroup");
const inQueuePolicies = (evidence: EvidenceIn) =>
    inEach("sqs", "QueuePolicy", ({ inputs }, queue) => inputs.queueUrl === queue.state.url, evidence);
const inTopicPolicies = (evidence: EvidenceIn) =>
    inEach("sns", "TopicPolicy", ({ inputs }, topic) => inputs.arn === topic.state.arn, evidence);

/** Whether a topic's policy refuses plain HTTP; true for other resources. */
const refusesHttp = ({ state, type }: Registration, stack: RegisteredStack) =>
    !type.endsWith(":Topic") ||
    stack
        .of("sns", "TopicPolicy")
        .some(
            (policy) => policy.inputs.arn === state.arn && refusesPlainHttp(policy, "sns:Publish", [String(state.arn)]),
        );

/** Whether a log group's events expire; true for other resources. */
const expires = ({ inputs, type }: Registration) => !type.endsWith(":LogGroup") || Number(inputs.retentionInDays) > 0;

/** That a policy allows nothing by wildcard. */
const namesActions = grantsOnly(({ actions }) => !actions.some((one) => /[*?]/.test(one)), "allows by wildcard");

/** The controls for Sentinel's queues. */
export const queueControls: ControlGroup = {
    controls: [
        {
            title: "The queues encrypt their messages",
            ids: "SQS.1 sqs_queues_server_side_encryption_enabled CKV_AWS_27 CKV2_AWS_73 AVD-AWS-0096",
            of: queues,
            holds: hasInputs({ sqsManagedSseEnabled: true }),
            met: "Amazon SQS encrypts them with keys that it manages (SSE-SQS).",
        },
        {
            title: "Only AWS services send to the queues, for a named source and by named actions",
            ids: "SQS.3 sqs_queues_not_publicly_accessible CKV_AWS_72 CKV_AWS_168 CKV_AWS_387 AVD-AWS-0097",
            of: queues,
            holds: inQueuePolicies(every(admitsServicesOnly, namesActions)),
            met: "The queue policies admit no account, and each service for one source only. Sentinel's role reads by its own policy.",
        },
    ],
};

/** The controls for the encryption of what doesn't hold log files. */
export const otherKeyControls: ControlGroup = {
    controls: [
        {
            title: "Customer-managed KMS keys encrypt queues, topics and log groups",
            ids: "SNS.1 cloudwatch_log_group_kms_encryption_enabled sns_topics_kms_encryption_at_rest_enabled CKV_AWS_26 CKV_AWS_158 AVD-AWS-0017 AVD-AWS-0095 AVD-AWS-0135 AVD-AWS-0136",
            of: (stack) => [...queues(stack), ...topics(stack), ...logGroups(stack)],
            exception: {
                standsIn: every(
                    fulfils(refusesHttp, "accepts messages over plain HTTP"),
                    fulfils(expires, "keeps events forever"),
                ),
                reason: `A customer-managed key would have to admit CloudWatch, EventBridge, Amazon S3 and Microsoft's role. Messages name log files and alarms, and hold no secret: Amazon SQS encrypts them (SSE-SQS), and the topics refuse plain HTTP. CloudWatch Logs encrypts log groups with its own key, and deletes events after ${keys.logGroupDays}.`,
            },
        },
    ],
};

/** The controls for the topics of logs and of alarms. */
export const topicControls: ControlGroup = {
    existing: existing(
        [keys.existingTopic, "topic", "sns get-topic-attributes --topic-arn"],
        [keys.alarmTopic, "topic", "sns get-topic-attributes --topic-arn"],
    ),
    controls: [
        {
            title: "Only AWS services publish to the topics, for a named source",
            ids: "SNS.4 sns_topics_not_publicly_accessible CKV_AWS_169 CKV_AWS_385",
            of: topics,
            holds: inTopicPolicies(admitsServicesOnly),
            met: "The topic policies admit AWS services, each for the bucket or alarms that they name, and nobody else.",
        },
    ],
};
