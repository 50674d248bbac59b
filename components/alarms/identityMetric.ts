import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import * as pulumi from "@pulumi/pulumi";
import { madeBeforeDeleted } from "../resources/replacement";
import { identityFilterPattern } from "./tampering";
import { atFirstEvent, type Common } from "./tamperRule";

/** Where the metric filter counts. */
const namespace = "trailconnect";

/**
 * A metric filter that counts calls on identities in the trail's log group, and its alarm: the log group has the calls of
 * every region and of the global services.
 *
 * Source: "Creating CloudWatch alarms for CloudTrail events: examples" (AWS CloudTrail User Guide).
 */
export function countIdentityChanges(
    { parent, name, namePrefix, tags }: Common,
    logGroupName: pulumi.Input<string>,
    identityArns: pulumi.Output<string[]>,
    topicArn: pulumi.Input<string>,
): MetricAlarm {
    const metricName = pulumi.interpolate`${namePrefix}-identities`;
    const filter = new LogMetricFilter(
        `${name}-identities-filter`,
        {
            name: metricName,
            logGroupName,
            pattern: identityArns.apply(identityFilterPattern),
            metricTransformation: { name: metricName, namespace, value: "1" },
        },
        { parent, ...madeBeforeDeleted },
    );
    return new MetricAlarm(
        `${name}-identities-logged`,
        {
            ...atFirstEvent,
            name: pulumi.interpolate`${namePrefix}-identities-logged`,
            alarmDescription:
                "An API call that can change what the readers may do was made. See the trail's log group.",
            namespace,
            metricName: filter.metricTransformation.name,
            alarmActions: [topicArn],
            tags,
        },
        { parent, ...madeBeforeDeleted },
    );
}

/** Warns that changes to identities aren't reported, if EventBridge doesn't receive them here. */
export function warnWhereUnheard(component: pulumi.ComponentResource, isHeardHere: pulumi.Output<boolean>): void {
    isHeardHere.apply((heard) =>
        heard
            ? undefined
            : pulumi.log.warn(
                  "Changes to the readers' IAM users and roles raise no alarm in this region: EventBridge receives IAM API calls only in us-east-1 (AWS GovCloud (US): us-gov-west-1). To be alerted, send a trail that is created here to CloudWatch Logs as well: trail.cloudWatchLogsRetentionDays.",
                  component,
              ),
    );
}
