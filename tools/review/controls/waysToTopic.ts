/** How what an EventBridge rule matches reaches the alarm topic. */
import { accountIn } from "../../../components/iam/arns";
import { policiesOfHolder } from "../../registered/identityPolicies";
import type { Registration } from "../../rehearsal/engine";
import { admits } from "./admits";
import { admitsPublisher, isAlarmTopic } from "./alarmTopics";
import { statementsOf } from "./documents";
import type { Evidence } from "./evidence";
import type { RegisteredStack } from "./registeredStack";

const eventBridge = "events.amazonaws.com";

/** A resource, and the account that it belongs to, as AWS tells them of a service that acts on its behalf. */
function asSource({ state }: Registration): { arn: string; accountId: string } {
    const arn = String(state.arn);
    return { arn, accountId: accountIn(arn) ?? "" };
}

/** Whether a target's role may be assumed for the rule, and may publish to the target. */
function publishesByRole(role: Registration, rule: Registration, topicArn: string, stack: RegisteredStack): boolean {
    const permissions = policiesOfHolder({ kind: "role", name: String(role.state.name) }, stack.all).flatMap(
        ({ statements }) => statements,
    );
    return (
        admits(statementsOf(role), { service: eventBridge, action: "sts:AssumeRole", source: asSource(rule) }) &&
        admits(permissions, { action: "sns:Publish", resource: topicArn })
    );
}

/**
 * That EventBridge sends what a rule matches to the alarm topic, and is allowed to: by a role, or by the topic's policy,
 * which may then have no condition ("Using resource-based policies for Amazon EventBridge", section "Amazon SNS
 * permissions").
 */
export function sendsToTopic(rule: Registration, stack: RegisteredStack): Evidence {
    const targets = stack
        .of("cloudwatch", "EventTarget")
        .filter(({ inputs }) => inputs.rule === rule.state.name && isAlarmTopic(inputs.arn, stack))
        .filter(({ inputs: { arn, roleArn } }) => {
            const role = stack.of("iam", "Role").find(({ state }) => state.arn === roleArn);
            return roleArn === undefined
                ? admitsPublisher(String(arn), { service: eventBridge }, stack)
                : role !== undefined && publishesByRole(role, rule, String(arn), stack);
        });
    return targets.length > 0 ? targets : `EventBridge doesn't send what ${rule.name} matches to the alarm topic`;
}

/** Whether an alarm goes off at the first event, and again at the next one after a pause. */
function goesOffAtOnce({ inputs }: Registration): boolean {
    const { statistic, comparisonOperator, threshold, unit, treatMissingData } = inputs;
    return (
        ["Sum", "Maximum", "SampleCount"].includes(String(statistic)) &&
        ((comparisonOperator === "GreaterThanThreshold" && threshold === 0) ||
            (comparisonOperator === "GreaterThanOrEqualToThreshold" && threshold === 1)) &&
        (inputs.datapointsToAlarm ?? inputs.evaluationPeriods) === 1 &&
        [undefined, "Count"].includes(unit as string | undefined) &&
        [undefined, "missing", "notBreaching"].includes(treatMissingData as string | undefined)
    );
}

/** Whether an alarm may notify the alarm topic. */
function notifies(alarm: Registration, stack: RegisteredStack): boolean {
    const { actionsEnabled, alarmActions } = alarm.inputs;
    return (
        actionsEnabled !== false &&
        ((alarmActions ?? []) as unknown[]).some(
            (arn) =>
                isAlarmTopic(arn, stack) &&
                admitsPublisher(String(arn), { service: "cloudwatch.amazonaws.com", source: asSource(alarm) }, stack),
        )
    );
}

/** That a CloudWatch alarm on one of a rule's own metrics notifies the alarm topic of each event. */
export function alarmsOn(metricName: string, rule: Registration, stack: RegisteredStack): Evidence {
    const watching = stack.of("cloudwatch", "MetricAlarm").filter((alarm) => {
        const dimensions = (alarm.inputs.dimensions ?? {}) as Record<string, unknown>;
        return (
            alarm.inputs.namespace === "AWS/Events" &&
            alarm.inputs.metricName === metricName &&
            Object.keys(dimensions).length === 1 &&
            dimensions.RuleName === rule.state.name
        );
    });
    const prompt = watching.filter(goesOffAtOnce);
    const notifying = prompt.filter((alarm) => notifies(alarm, stack));
    if (notifying.length > 0) {
        return notifying;
    }
    return watching.length === 0
        ? `no alarm watches ${metricName} of ${rule.name}`
        : prompt.length === 0
          ? `no alarm goes off as soon as ${metricName} of ${rule.name} counts an event`
          : `no alarm on ${metricName} of ${rule.name} notifies the alarm topic`;
}
