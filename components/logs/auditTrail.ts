import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../checks/arnPlace";
import { isPlain, problemsOfInput, problemsOfOptional, refusedLater } from "../checks/input";
import { checkName } from "../checks/names";
import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { bucketArn } from "../facts/arns";
import { partitionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { problemsOfEventPartition } from "./eventPartition";
import { advancedEventSelectors, needsSelectors, problemsOfEvents, type RecordedEventsArgs } from "./eventSelectors";

/** Arguments for `AuditTrail`. */
export interface AuditTrailArgs extends RecordedEventsArgs {
    /**
     * The trail's name: 3 to 128 letters, digits, and single dots, underscores and hyphens between them. The policies
     * of the bucket and the key name the trail by its ARN, so this must be the name in that ARN. Source: "Naming
     * requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys".
     * @example "audit-trail"
     */
    trailName: pulumi.Input<string>;
    /**
     * The name of the log bucket. Its policy must be in place, or AWS rejects the trail; `LogBucket.bucketName`
     * resolves only once it is.
     * @example "central-audit-logs"
     */
    bucketName: pulumi.Input<string>;
    /**
     * The ARN of the KMS key that encrypts the logs, `arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID`, not an alias.
     * @default none; the bucket's default encryption applies
     * @example "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether the trail records every account in the organization. Such a trail must be created in the management
     * account, which owns an organization's trails whoever creates them. Source: "Creating a trail for an
     * organization".
     * @default false
     * @example true
     */
    isOrganizationTrail?: boolean;
    /**
     * The ARN of a CloudWatch Logs log group that also receives the events,
     * `arn:PARTITION:logs:REGION:ACCOUNT_ID:log-group:NAME`. `TrailLogGroup` creates one.
     * @default none
     * @example "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail"
     */
    logGroupArn?: pulumi.Input<string>;
    /**
     * The ARN of the role that CloudTrail assumes to write to the log group, `arn:PARTITION:iam::ACCOUNT_ID:role/NAME`.
     * Required with `logGroupArn`.
     * @default none
     * @example "arn:aws:iam::111122223333:role/audit-trail-delivery"
     */
    logGroupRoleArn?: pulumi.Input<string>;
    /**
     * Whether Pulumi refuses to delete the trail.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const checkLogGroupArn = checkPattern(/^arn:[^:\s]+:logs:[^:\s]+:[^:\s]+:log-group:[^:*?\s]+$/, {
    code: "log-group-arn",
    reason: "Not the ARN of a log group.",
    allowed: "arn:PARTITION:logs:REGION:ACCOUNT_ID:log-group:NAME, without :* at the end",
    example: "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail",
});

function problemsOfLogGroup({ logGroupArn, logGroupRoleArn }: AuditTrailArgs): Problem[] {
    return [
        ...problemsOfOptional("logGroupArn", logGroupArn, checkLogGroupArn),
        ...problemsOf("logGroupRoleArn", logGroupRoleArn, (role) =>
            (role === undefined) === (logGroupArn === undefined)
                ? undefined
                : {
                      code: "log-group-and-role",
                      reason: "CloudTrail needs both a log group and a role that may write to it.",
                      allowed: "logGroupArn and logGroupRoleArn, or neither",
                      example: "arn:aws:iam::111122223333:role/audit-trail-delivery",
                  },
        ),
    ];
}

/** The partition, as far as an ARN that is already known tells it. */
function knownPartition({ kmsKeyArn, logGroupArn, logGroupRoleArn }: AuditTrailArgs): string | undefined {
    return [kmsKeyArn, logGroupArn, logGroupRoleArn]
        .map((arn) => (arn !== undefined && isPlain(arn) ? placeOf(arn).partition : undefined))
        .find((partition) => partition !== undefined);
}

/**
 * A trail that records management events (by default both read and write) in every region and from global services,
 * with log file validation.
 */
export class AuditTrail extends pulumi.ComponentResource {
    /** The trail's name. */
    public readonly trailName: pulumi.Output<string>;
    /** The trail's ARN. */
    public readonly trailArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfInput("trailName", args.trailName, checkName("trailName", "audit-trail")),
            ...problemsOfEvents(args),
            ...problemsOfLogGroup(args),
        ]);
        const early = knownPartition(args);
        refuse(early === undefined ? [] : problemsOfEventPartition(args.dataEvents, early));
        super("trailconnect:index:AuditTrail", name, args, opts);

        const trail = new cloudtrail.Trail(
            name,
            {
                name: args.trailName,
                s3BucketName: args.bucketName,
                kmsKeyId: args.kmsKeyArn,
                enableLogging: true,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                enableLogFileValidation: true,
                isOrganizationTrail: args.isOrganizationTrail,
                advancedEventSelectors: needsSelectors(args)
                    ? refusedLater(
                          // A connection gives its trail a name only once it has checked the partition itself.
                          pulumi.all([partitionOf(this), args.bucketName, args.trailName]),
                          ([partition]) => problemsOfEventPartition(args.dataEvents, partition),
                      ).apply(([partition, bucket]) => advancedEventSelectors(args, bucketArn(partition, bucket)))
                    : undefined,
                insightSelectors: args.insights?.length
                    ? args.insights.map((insightType) => ({ insightType }))
                    : undefined,
                // The provider's documentation requires this ending.
                cloudWatchLogsGroupArn: args.logGroupArn && pulumi.interpolate`${args.logGroupArn}:*`,
                cloudWatchLogsRoleArn: args.logGroupRoleArn,
                tags: args.tags,
            },
            { parent: this, protect: args.protectLogs ?? defaults.protectLogs, ...madeBeforeDeleted },
        );

        this.trailName = trail.name;
        this.trailArn = trail.arn;
        this.registerOutputs({ trailName: this.trailName, trailArn: this.trailArn });
    }
}
