import { regionOfIamEvents } from "../../components/facts/eventBridge";
import { ofType, parentOf } from "../registered/resources";
import type { Registration } from "./engine";
import type { Note } from "./notes";

const regionsOfIamEvents = ["aws", "aws-us-gov"].map(regionOfIamEvents);

/** What no rule of EventBridge reports, because it is disabled: the readers' identities where their calls don't arrive, and any other. */
export function disabledRuleNotes(registrations: readonly Registration[], region: string): Note[] {
    const has = (type: string) => ofType(registrations, type).length > 0;
    const disabled = ofType(registrations, "aws:cloudwatch/eventRule:EventRule").filter(
        ({ inputs }) => inputs.state === "DISABLED",
    );
    const isUnheard = (rule: Registration) =>
        parentOf(registrations, rule)?.type === "trailconnect:index:TamperAlarms" &&
        rule.name.endsWith("-identities") &&
        !regionsOfIamEvents.includes(region);
    const isFiltered = (rule: Registration) =>
        ofType(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter").some(
            ({ parent }) => parent === rule.parent,
        );
    const unreported = disabled.some((rule) => isUnheard(rule) && !isFiltered(rule));
    const remedy = has("aws:cloudtrail/trail:Trail") ? " To be alerted, set trail.cloudWatchLogsRetentionDays." : "";
    return [
        ...(unreported
            ? [
                  {
                      text: `Changes to the readers' IAM users and roles set off no alarm in ${region}: EventBridge receives IAM API calls only in us-east-1 (AWS GovCloud (US): us-gov-west-1).${remedy}`,
                  },
              ]
            : []),
        ...disabled
            .filter((rule) => !isUnheard(rule))
            .map(({ name }) => ({ text: `EventBridge rule ${name} is disabled: nothing reports what it matches.` })),
    ];
}
