import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection } from "trailconnect";

interface SecurityBaselineArgs {
    sentinelWorkspaceId: string;
}

/** What each of our accounts has: a bucket for S3 server access logs, and the connection to Microsoft. */
export class SecurityBaseline extends pulumi.ComponentResource {
    public readonly connection: CloudTrailConnection;
    public readonly accessLogBucketName: pulumi.Output<string>;

    constructor(name: string, args: SecurityBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:index:SecurityBaseline", name, {}, opts);
        const asChild = { parent: this };

        const accessLogs = new aws.s3.Bucket(`${name}-access-logs`, {}, { parent: this, protect: true });
        new aws.s3.BucketPublicAccessBlock(
            `${name}-access-logs`,
            {
                bucket: accessLogs.bucket,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            asChild,
        );
        const policy = new aws.s3.BucketPolicy(
            `${name}-access-logs`,
            {
                bucket: accessLogs.bucket,
                policy: pulumi.jsonStringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: { Service: "logging.s3.amazonaws.com" },
                            Action: "s3:PutObject",
                            Resource: pulumi.interpolate`${accessLogs.arn}/*`,
                            Condition: {
                                StringEquals: {
                                    "aws:SourceAccount": aws.getCallerIdentityOutput({}, asChild).accountId,
                                },
                            },
                        },
                    ],
                }),
            },
            asChild,
        );
        this.accessLogBucketName = accessLogs.bucket;

        this.connection = new CloudTrailConnection(
            `${name}-audit`,
            {
                sentinel: { workspaceId: args.sentinelWorkspaceId },
                // Through the policy resource: S3's log delivery must be allowed before the first log.
                accessLogBucketName: policy.bucket,
            },
            {
                parent: this,
                // Before this component existed, the connection was at the top level of the stack, under the name
                // "audit". This one alias covers its children too; without it, `pulumi up` would recreate everything.
                aliases: [{ name: "audit", parent: pulumi.rootStackResource }],
            },
        );
        this.registerOutputs({ accessLogBucketName: this.accessLogBucketName });
    }
}
