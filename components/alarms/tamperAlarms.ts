import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import * as pulumi from "@pulumi/pulumi";
import { checkKmsKeyArn, checkOneKmsKey } from "../checks/existing";
import { checkedLater, optionalCheckedLater, problemsOfInput, problemsOfOptional } from "../checks/input";
import { type Check, problemsOf, refuse } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { accountIdOf, regionOf } from "../resources/place";
import { bucketTampering, keyTampering, trailTampering } from "./tampering";

/** Arguments for `TamperAlarms`. */
export interface TamperAlarmsArgs {
    /**
     * The ARN of the trail to watch, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`: it must belong to this
     * account and have this home region.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The name of the log bucket to watch.
     * @default none
     * @example "central-audit-logs"
     */
    bucketName?: pulumi.Input<string>;
    /**
     * The ARN of the KMS key to watch, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * The ARN of the SNS topic that receives the alarms, `arn:PARTITION:sns:REGION:ACCOUNT_ID:NAME`. Its policy must
     * allow EventBridge to publish.
     * @example "arn:aws:sns:eu-central-1:111122223333:audit-alarms"
     */
    topicArn: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Checks that the rules are where calls that affect the trail are recorded: in its home region and its owner's account.
 */
function checkIsHere(region: string, accountId: string): Check<string> {
    return (trailArn) => {
        const [, , , itsRegion = "", itsAccount = ""] = trailArn.split(":");
        const isElsewhere =
            (/^\d{12}$/.test(itsAccount) && /^\d{12}$/.test(accountId) && itsAccount !== accountId) ||
            (/^[a-z0-9-]+$/.test(itsRegion) && /^[a-z0-9-]+$/.test(region) && itsRegion !== region);
        return isElsewhere
            ? {
                  code: "trail-elsewhere",
                  reason: `The trail is in region ${itsRegion} of account ${itsAccount}: alarms in region ${region} of account ${accountId} wouldn't detect tampering with it.`,
                  reasonRepeatsValue: true,
                  allowed: "a trail that belongs to this account and has this home region",
                  example: `arn:aws:cloudtrail:${region}:${accountId}:trail/audit-trail`,
              }
            : undefined;
    };
}

/**
 * Alarms on tampering with the pipeline itself: stopping, changing or deleting the trail; disabling the key or
 * scheduling its deletion; changing the log bucket's policy, retention, notifications or public access. The stack's own
 * updates trigger them too. They cover the stack's region, where all of these resources are, and work only while a
 * trail in the account records management events: once the only trail is stopped, they report at most the stop itself.
 *
 * Source: "AWS service events delivered via AWS CloudTrail" (Amazon EventBridge User Guide).
 */
export class TamperAlarms extends pulumi.ComponentResource {
    /** The names of the EventBridge rules. */
    public readonly ruleNames: pulumi.Output<string[]>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: TamperAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfInput("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfOptional("kmsKeyArn", args.kmsKeyArn, checkKmsKeyArn),
        ]);
        super("trailconnect:index:TamperAlarms", name, args, opts);
        const kmsKeyArn = optionalCheckedLater("kmsKeyArn", args.kmsKeyArn, checkOneKmsKey);

        const rule = (suffix: string, what: string, pattern: pulumi.Output<unknown>) => {
            const made = new EventRule(
                `${name}-${suffix}`,
                {
                    description: `Possible tampering with ${what}`,
                    eventPattern: pulumi.jsonStringify(pattern),
                    tags: args.tags,
                },
                { parent: this },
            );
            new EventTarget(`${name}-${suffix}-target`, { rule: made.name, arn: args.topicArn }, { parent: this });
            return made.name;
        };
        this.ruleNames = pulumi.all([
            rule(
                "trail",
                "the trail",
                pulumi
                    .all([checkedLater("trailArn", args.trailArn, checkTrailArn), regionOf(this), accountIdOf(this)])
                    .apply(([trailArn, region, accountId]) => {
                        refuse(problemsOf("trailArn", trailArn, checkIsHere(region, accountId)));
                        return trailTampering(trailArn);
                    }),
            ),
            ...(args.bucketName === undefined
                ? []
                : [rule("bucket", "the log bucket", pulumi.output(args.bucketName).apply(bucketTampering))]),
            ...(kmsKeyArn === undefined ? [] : [rule("key", "the log key", kmsKeyArn.apply(keyTampering))]),
        ]);
        this.registerOutputs({ ruleNames: this.ruleNames });
    }
}
