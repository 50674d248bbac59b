/** How what an EventBridge rule matches reaches a topic. */
import { demanded, isGrant, type ReadStatement } from "../../../components/iam/statements";
import { covers, coversAction } from "../../../components/iam/wildcards";
import { policiesOfHolder } from "../../registered/identityPolicies";
import type { Registration } from "../../rehearsal/engine";
import { statementsOf } from "./documents";
import type { Evidence } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

const isForEventBridge = ({ principals }: ReadStatement) =>
    principals.some(({ kind, id }) => kind === "service" && id === "events.amazonaws.com");

/** Whether a target's role may be assumed for the rule, and may publish to the target. */
function publishesByRole(role: Registration, rule: Registration, topicArn: string, stack: RegisteredStack): boolean {
    const assumed = statementsOf(role).some((statement) => {
        const sources = demanded(statement, "aws:SourceArn");
        return (
            isGrant(statement) &&
            isForEventBridge(statement) &&
            (sources.length === 0 || sources.some((source) => covers(source, String(rule.state.arn))))
        );
    });
    const publishes = policiesOfHolder({ kind: "role", name: String(role.state.name) }, stack.all)
        .flatMap(({ statements }) => statements)
        .some(
            (statement) =>
                isGrant(statement) &&
                statement.actions.some((action) => coversAction(action, "sns:Publish")) &&
                statement.resources.some((resource) => covers(resource, topicArn)),
        );
    return assumed && publishes;
}

/**
 * Whether a topic's policy allows EventBridge to publish. With a condition it doesn't: "Using resource-based policies for
 * Amazon EventBridge", section "Amazon SNS permissions".
 */
function publishesByTopicPolicy(topicArn: string, stack: RegisteredStack): boolean {
    return stack
        .of("sns", "TopicPolicy")
        .filter(({ inputs }) => inputs.arn === topicArn)
        .flatMap(statementsOf)
        .some((statement) => isGrant(statement) && isForEventBridge(statement) && statement.conditions.length === 0);
}

/** That EventBridge sends what a rule matches to a topic, and is allowed to. */
export function sendsToTopic(rule: Registration, stack: RegisteredStack): Evidence {
    const targets = stack
        .of("cloudwatch", "EventTarget")
        .filter(({ inputs }) => inputs.rule === rule.state.name && String(inputs.arn).includes(":sns:"))
        .filter(({ inputs: { arn, roleArn } }) => {
            const role = stack.of("iam", "Role").find(({ state }) => state.arn === roleArn);
            return roleArn === undefined
                ? publishesByTopicPolicy(String(arn), stack)
                : role !== undefined && publishesByRole(role, rule, String(arn), stack);
        });
    return targets.length > 0 ? targets : `EventBridge doesn't send what ${rule.name} matches to a topic`;
}

/** That a CloudWatch alarm on one of a rule's own metrics notifies a topic. */
export function alarmsOn(metricName: string, rule: Registration, stack: RegisteredStack): Evidence {
    const alarms = stack.of("cloudwatch", "MetricAlarm").filter(({ inputs }) => {
        const { RuleName } = (inputs.dimensions ?? {}) as { RuleName?: unknown };
        const topics = ((inputs.alarmActions ?? []) as unknown[]).filter((arn) => String(arn).includes(":sns:"));
        return (
            inputs.namespace === "AWS/Events" &&
            inputs.metricName === metricName &&
            RuleName === rule.state.name &&
            inputs.actionsEnabled !== false &&
            topics.length > 0
        );
    });
    return alarms.length > 0 ? alarms : `no alarm watches ${metricName} of ${rule.name}`;
}
