import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import { type CostLine, known, unknown } from "./line";
import { prices } from "./prices";

const ofAlarms = { for: "alarms", assumption: "" } as const;

/** What alarms cost: CloudWatch's, EventBridge's rules on AWS's own events, and the e-mails. */
export function alarmCosts(registrations: readonly Registration[]): CostLine[] {
    const alarms = ofType(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const rules = ofType(registrations, "aws:cloudwatch/eventRule:EventRule");
    const sendsEmails = ofType(registrations, "aws:sns/topicSubscription:TopicSubscription").some(
        ({ inputs }) => inputs.protocol === "email",
    );
    return [
        ...(alarms.length ? [known({ ...ofAlarms, item: "CloudWatch alarms" }, prices.alarms, alarms.length)] : []),
        ...(rules.length ? [known({ ...ofAlarms, item: "EventBridge rules" }, prices.rules, rules.length)] : []),
        ...(sendsEmails
            ? [
                  unknown(
                      { ...ofAlarms, item: "Alarms by e-mail" },
                      prices.emails,
                      "As many as there are alarms, to each address.",
                  ),
              ]
            : []),
    ];
}
