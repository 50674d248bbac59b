import { accountRootArn, ownerOfTrail } from "../facts/arns";
import { cloudTrailService, type PolicyDocument, type Statement } from "../iam/document";

/**
 * The statements that let one trail encrypt its logs with a key. An organization's trail belongs to the management
 * account, for every member account, so the members need no statements.
 *
 * Source: "Configure AWS KMS key policies for CloudTrail". Its kms:Decrypt example has no condition; `aws:SourceArn` is
 * added here, as that page recommends for the other statements.
 *
 * @param trailArn the only trail that may use the key
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
 * The policy of a log key: CloudTrail may encrypt for one trail, the account administers the key, and everyone else
 * needs an identity policy in the same account. Source: "Default key policy" for the account's statement.
 *
 * @param trailArn the only trail that may use the key
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
