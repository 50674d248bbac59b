import * as pulumi from "@pulumi/pulumi";
import { SecurityBaseline } from "./securityBaseline";
import { protect, tag } from "./transforms";

const config = new pulumi.Config();

// Every resource in the stack that supports tags gets this one, including those inside the connection. The transform
// must be registered before the first resource.
pulumi.runtime.registerResourceTransform(tag({ CostCenter: config.require("costCenter") }));

const baseline = new SecurityBaseline(
    "baseline",
    { sentinelWorkspaceId: config.require("sentinelWorkspaceId") },
    // The connection protects the bucket and the key itself. Here the trail is just as important, and so are the role
    // and the user, because Microsoft holds the role's ARN and the user's access key.
    {
        transforms: [
            protect(
                "aws:cloudtrail/trail:Trail",
                "aws:iam/role:Role",
                "aws:iam/user:User",
                "aws:iam/accessKey:AccessKey",
            ),
        ],
    },
);

export const { accessLogBucketName } = baseline;
// The names that the command `trailconnect` reads.
export const { accountId, region, partition, trailName, trailArn, bucketName, kmsKeyArn } = baseline.connection;
export const { sentinelWorkspaceId, roleArn, externalId } = baseline.connection;
export const { userName, accessKeyId, secretAccessKey } = baseline.connection;
