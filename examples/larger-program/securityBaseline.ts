import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection } from "trailconnect";

interface SecurityBaselineArgs {
    sentinelWorkspaceId: string;
}

/** What every account of ours has: a bucket for S3's access logs, and the connection to Microsoft. */
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
                // By way of the policy: the bucket has to admit S3's logging before there are logs.
                accessLogBucketName: policy.bucket,
            },
            {
                parent: this,
                // Before there was this component, the connection was the stack's, under the name "audit". Its children
                // are found by this one alias too; without it, `pulumi up` would make everything anew.
                aliases: [{ name: "audit", parent: pulumi.rootStackResource }],
            },
        );
        this.registerOutputs({ accessLogBucketName: this.accessLogBucketName });
    }
}
