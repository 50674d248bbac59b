import type { StackOutputs } from "../../outputs";
import { fails, holds, judge, judgeError, unknown, type Verdict } from "../verdict";
import type { StatusSeen, TrailObservations, TrailSeen } from "./observations";

const day = 24 * 60 * 60 * 1000;

function judgeStatus({ isLogging, lastDelivery, lastError }: StatusSeen, trailName: string, now: Date): Verdict[] {
    const logging = "The trail is logging";
    const delivers = "The trail delivers its logs";
    return [
        isLogging
            ? holds(logging, "IsLogging is true.")
            : fails(
                  logging,
                  "Logging is stopped.",
                  `aws cloudtrail start-logging --name ${trailName}. To see who stopped it: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopLogging`,
              ),
        lastError !== undefined
            ? fails(
                  delivers,
                  `The last delivery failed: ${lastError}.`,
                  "AccessDenied: the bucket policy or the key policy no longer allows this trail; pulumi up restores them. NoSuchBucket: the bucket was deleted.",
              )
            : lastDelivery === undefined
              ? unknown(delivers, "It hasn't delivered any yet; a new trail takes about five minutes.")
              : now.getTime() - lastDelivery.getTime() < day
                ? holds(delivers, `The last delivery was at ${lastDelivery.toISOString()}.`)
                : fails(
                      delivers,
                      `The last delivery was at ${lastDelivery.toISOString()}, more than a day ago.`,
                      "Check that the trail is logging, and that the bucket policy and the key policy allow it.",
                  ),
    ];
}

/** Judges the trail. */
export function judgeTrail(seen: TrailObservations, outputs: StackOutputs, now: Date): Verdict[] {
    const { trailArn, trailName } = outputs;
    const gone = "The stack's trail has been deleted: run pulumi refresh, then pulumi up, which recreates it.";
    const property = (check: string, verdict: (trail: TrailSeen) => Verdict) => judge(check, seen.trail, gone, verdict);
    const everyRegion = "The trail records all regions";
    const validates = "The trail has log file validation enabled";
    const records = "The trail records management events";
    const bucket = "The trail writes to the stack's bucket";
    const key = "The trail encrypts with the stack's key";
    const noKey = "The trail encrypts with a key that Sentinel can use";
    const single = "No second trail doubles the bill";
    const log = "The last delivered log is in the bucket";
    return [
        ...("value" in seen.status
            ? judgeStatus(seen.status.value, trailName, now)
            : [judgeError("The trail is logging", seen.status.error, gone)]),
        judge(records, seen.selectors, gone, ({ reads, writes, leftOut }) =>
            !writes
                ? fails(
                      records,
                      reads ? "It records reads only." : "It records no management events.",
                      "Its event selectors were changed outside of Pulumi: run pulumi up. With trail.managementEvents: ReadOnly, it is what you set.",
                  )
                : leftOut.length > 0
                  ? fails(
                        records,
                        `It excludes ${leftOut.join(", ")}.`,
                        "Its event selectors were changed outside of Pulumi: run pulumi up.",
                    )
                  : holds(records, reads ? "Reads and writes." : "Writes only, as trail.managementEvents can set it."),
        ),
        property(everyRegion, ({ isMultiRegion }) =>
            isMultiRegion
                ? holds(everyRegion, "IsMultiRegionTrail is true.")
                : fails(
                      everyRegion,
                      "It records only its home region.",
                      "It was changed outside of Pulumi: run pulumi up.",
                  ),
        ),
        property(validates, (trail) =>
            trail.validates
                ? holds(validates, "LogFileValidationEnabled is true.")
                : fails(validates, "It writes no digest files.", "It was changed outside of Pulumi: run pulumi up."),
        ),
        ...(outputs.bucketName === undefined
            ? []
            : [
                  property(bucket, ({ bucketName }) =>
                      bucketName === outputs.bucketName
                          ? holds(bucket, `It writes to ${bucketName}.`)
                          : fails(
                                bucket,
                                `It writes to ${bucketName ?? "no bucket"}; the stack's bucket is ${outputs.bucketName}.`,
                                "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingBucket.name names the wrong bucket.",
                            ),
                  ),
              ]),
        ...(outputs.kmsKeyArn === undefined
            ? outputs.sentinelS3RoleArn === undefined
                ? []
                : [
                      property(noKey, ({ kmsKeyArn }) =>
                          kmsKeyArn === undefined
                              ? holds(noKey, "It encrypts with Amazon S3 managed keys.")
                              : fails(
                                    noKey,
                                    `It encrypts with ${kmsKeyArn}, with which the S3 connector's role may not decrypt.`,
                                    "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingKmsKeyArn must name the key.",
                                ),
                      ),
                  ]
            : [
                  property(key, ({ kmsKeyArn }) =>
                      kmsKeyArn === outputs.kmsKeyArn
                          ? holds(key, `It encrypts with ${kmsKeyArn}.`)
                          : fails(
                                key,
                                `It encrypts with ${kmsKeyArn ?? "Amazon S3 managed keys"}.`,
                                "It was changed outside of Pulumi: run pulumi up. If the trail is an existing one, existingKmsKeyArn names the wrong key.",
                            ),
                  ),
              ]),
        judge(single, seen.trails, gone, (all) => {
            const others = all.filter((arn) => arn !== trailArn);
            return others.length === 0
                ? holds(single, all.length === 0 ? "There is no trail." : "There is one trail.")
                : fails(
                      single,
                      `There ${others.length === 1 ? "is" : "are"} also ${others.join(", ")}.`,
                      "If two trails record management events, the second copy costs 2.00 USD per 100,000 events. Connect the existing trail (existingTrail), or stop the other one.",
                  );
        }),
        ...(outputs.bucketName === undefined
            ? []
            : [
                  judge(
                      log,
                      seen.newestLog,
                      `There is no bucket ${outputs.bucketName}: run pulumi refresh, then pulumi up.`,
                      (newest) =>
                          newest === undefined
                              ? unknown(
                                    log,
                                    "There is no log from that day under the home region's prefix. An organization's logs, and those of an existing trail with a key prefix, are elsewhere.",
                                )
                              : holds(log, newest),
                  ),
              ]),
    ];
}
