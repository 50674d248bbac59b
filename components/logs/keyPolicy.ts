import { accountRootArn, ownerOfTrail } from "../facts/arns";
import { cloudTrailService, type PolicyDocument, type Statement } from "../iam/document";

/**
 * What a key has to grant for one trail to encrypt its logs with it. An organization's trail is its management
 * account's, for every member account: nothing is added for the members.
 *
 * Source: "Configure AWS KMS key policies for CloudTrail". Its decrypt example bears no condition; `aws:SourceArn` is
 * added here, as that page advises for the key's other statements.
 *
 * @param trailArn the one trail that may use the key
 */
export function trailKeyStatements(trailArn: string): Statement[] {
    const { partition, accountId } = ownerOfTrail(trailArn);
    const cloudTrail = { Service: cloudTrailService };
    const forThisTrail = { "aws:SourceArn": trailArn };
    return [
        {
            Sid: "CloudTrailEncryptsLogs",
            Effect: "Allow",
            Principal: cloudTrail,
            Action: "kms:GenerateDataKey*",
            Resource: "*",
            Condition: {
                StringEquals: forThisTrail,
                StringLike: {
                    "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partition}:cloudtrail:*:${accountId}:trail/*`,
                },
            },
        },
        {
            // Needed to create or update a trail whose bucket uses an S3 Bucket Key.
            Sid: "CloudTrailDecryptsForBucketKey",
            Effect: "Allow",
            Principal: cloudTrail,
            Action: "kms:Decrypt",
            Resource: "*",
            Condition: { StringEquals: forThisTrail },
        },
        {
            Sid: "CloudTrailDescribesKey",
            Effect: "Allow",
            Principal: cloudTrail,
            Action: "kms:DescribeKey",
            Resource: "*",
            Condition: { StringEquals: forThisTrail },
        },
    ];
}

/**
 * The key policy of a log key: CloudTrail encrypts for one trail, the account administers, and nobody
 * else gets in but by an identity policy of the same account. Source: "Default key policy" for the account's statement.
 *
 * @param trailArn the one trail that may use the key
 */
export function keyPolicy(trailArn: string): PolicyDocument {
    const { partition, accountId } = ownerOfTrail(trailArn);
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AccountAdministersByIdentityPolicy",
                Effect: "Allow",
                Principal: { AWS: accountRootArn(partition, accountId) },
                Action: "kms:*",
                Resource: "*",
            },
            ...trailKeyStatements(trailArn),
        ],
    };
}
