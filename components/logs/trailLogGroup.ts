import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { optionalCheckedLater, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { checkOrganizationId } from "../checks/organization";
import { problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { accountIdOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "./logDeliveryPolicy";
import { checkLogGroupRetention } from "./logRetention";

/** Arguments for `TrailLogGroup`. */
export interface TrailLogGroupArgs {
    /**
     * Days that CloudWatch Logs keeps an event: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
     * 1827, 2192, 2557, 2922, 3288 or 3653. Source: "PutRetentionPolicy", Amazon CloudWatch Logs API Reference.
     * @example 90
     */
    cloudWatchLogsRetentionDays: number;
    /**
     * The ID of the organization whose accounts the trail records, `o-` followed by 10 to 32 lowercase letters and
     * digits. Source: "Organization", AWS Organizations API Reference.
     * @default none; only the trail's own account
     * @example "o-exampleorgid"
     */
    organizationId?: pulumi.Input<string>;
    /**
     * The log group's name, up to 512 letters, digits and `._-/#`. Source: "CreateLogGroup", Amazon CloudWatch Logs API
     * Reference.
     * @default a name that Pulumi generates
     * @example "audit-trail"
     */
    logGroupName?: pulumi.Input<string>;
    /**
     * The name of the role that CloudTrail assumes, up to 64 characters. Source: "IAM and AWS STS quotas".
     * @default a name that Pulumi generates
     * @example "audit-trail-delivery"
     */
    roleName?: pulumi.Input<string>;
    /**
     * Whether Pulumi refuses to delete the log group, and the events in it.
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

/**
 * A CloudWatch Logs log group to which a trail in this account delivers its events, and the role that CloudTrail
 * assumes to write to it. CloudWatch Logs encrypts it with its own key.
 *
 * Source: "Sending events to CloudWatch Logs" (AWS CloudTrail User Guide).
 */
export class TrailLogGroup extends pulumi.ComponentResource {
    /** The ARN of the log group. */
    public readonly logGroupArn: pulumi.Output<string>;
    /** The name of the log group. */
    public readonly logGroupName: pulumi.Output<string>;
    /**
     * The ARN of the role, which resolves once the role may write, so that a trail that uses it is never created too
     * early.
     */
    public readonly roleArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: TrailLogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOf("cloudWatchLogsRetentionDays", args.cloudWatchLogsRetentionDays, checkLogGroupRetention),
            ...problemsOfOptional("organizationId", args.organizationId, checkOrganizationId),
            ...problemsOfOptional("logGroupName", args.logGroupName, checkName("logGroupName", "audit-trail")),
            ...problemsOfOptional("roleName", args.roleName, checkName("deliveryRoleName", "audit-trail-delivery")),
        ]);
        super("trailconnect:index:TrailLogGroup", name, args, opts);
        const { tags } = args;

        const logGroup = new LogGroup(
            name,
            { name: args.logGroupName, retentionInDays: args.cloudWatchLogsRetentionDays, tags },
            { parent: this, protect: args.protectLogs ?? defaults.protectLogs, ...madeBeforeDeleted },
        );
        const role = new iam.Role(
            `${name}-role`,
            {
                name: args.roleName,
                description: "CloudTrail writes events to CloudWatch Logs",
                assumeRolePolicy: JSON.stringify(logDeliveryTrustPolicy),
                tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const accountId = accountIdOf(this);
        const organizationId = optionalCheckedLater("organizationId", args.organizationId, checkOrganizationId);
        const policy = new iam.RolePolicy(
            `${name}-policy`,
            {
                name: "write-events",
                role: role.name,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([logGroup.arn, accountId, organizationId])
                        .apply(([arn, account, organization]) => logDeliveryPolicy(arn, account, organization)),
                ),
            },
            { parent: this, ...madeBeforeDeleted },
        );

        this.logGroupArn = logGroup.arn;
        this.logGroupName = logGroup.name;
        this.roleArn = pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
        this.registerOutputs({
            logGroupArn: this.logGroupArn,
            logGroupName: this.logGroupName,
            roleArn: this.roleArn,
        });
    }
}
