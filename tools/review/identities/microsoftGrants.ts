/**
 * What Microsoft's own instructions grant, as policy documents, to compare this program's documents
 * with. Read in November 2026; Microsoft and AWS may change them.
 */

import { oidcIssuer } from "../../../components/facts/arns";
import { cloudTrailReadOnlyActions, cloudTrailReadOnlyPolicy } from "../../../components/facts/cloudTrailReadOnly";
import { securityAuditingActions } from "../../../components/facts/defender";
import { type OidcIdentity, sentinelSessionName } from "../../../components/facts/microsoft";
import type { Statement } from "../../../components/iam/document";
import type { NamedDocument } from "./difference";

/** What Microsoft's instructions would have granted, and where they stand. */
export interface MicrosoftGrants {
    /** The title of the page, and what of it. */
    source: string;
    /** Microsoft's other instructions, if any. */
    others?: string;
    documents: NamedDocument[];
}

function allowing(title: string, statement: Omit<Statement, "Effect">): NamedDocument {
    return {
        title,
        document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] },
        isTrust: statement.Principal !== undefined,
    };
}

/** "How Defender for Cloud Apps helps protect your Amazon Web Services (AWS) environment", "Security auditing". */
export const defenderInstructions: MicrosoftGrants = {
    source: 'Microsoft\'s page "How Defender for Cloud Apps helps protect your Amazon Web Services (AWS) environment", policy for "Security auditing"',
    documents: [
        allowing("Security auditing", {
            Action: [...securityAuditingActions],
            Resource: "*",
        }),
    ],
};

/** Whom the API connector's role trusts, as Microsoft's instructions name it. */
export interface SentinelTrust {
    /** `arn:aws:iam::197857026523:root`, say. */
    microsoftAccountArn: string;
    workspaceId: string;
}

/** "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data", the legacy connector. */
export function sentinelInstructions({ microsoftAccountArn, workspaceId }: SentinelTrust): MicrosoftGrants {
    return {
        source: 'Microsoft\'s page "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data", tab "CloudTrail connector (legacy)"',
        documents: [
            allowing("trust policy", {
                Principal: { AWS: microsoftAccountArn },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": workspaceId } },
            }),
            allowing(cloudTrailReadOnlyPolicy, {
                Action: [...cloudTrailReadOnlyActions],
                Resource: "*",
            }),
        ],
    };
}

/** What the S3 connector reads and whom its role trusts, as Microsoft's instructions name it. */
export interface SentinelS3Resources {
    /** The OIDC provider. */
    providerArn: string;
    /** Microsoft's identity in the workspace's Azure cloud. */
    identity: OidcIdentity;
    workspaceId: string;
    bucketArn: string;
    queueArn: string;
    /** Absent if Amazon S3's own keys encrypt the logs: there is no statement for them. */
    kmsKeyArn?: string;
}

/**
 * "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel": four AWS managed policies on
 * the role, and statements for the role in the policies of bucket, queue and key, as Azure/Azure-Sentinel's
 * AwsRequiredPolicies.md has them. The four as "AWS Managed Policy Reference Guide" gives them: AmazonS3ReadOnlyAccess
 * version 3, AmazonSQSReadOnlyAccess version 4, AWSLambdaSQSQueueExecutionRole and ROSAKMSProviderPolicy version 1.
 */
export function sentinelS3Instructions(named: SentinelS3Resources): MicrosoftGrants {
    const { providerArn, identity, workspaceId, bucketArn, queueArn, kmsKeyArn } = named;
    return {
        source: 'Microsoft\'s page "Set up your Amazon Web Services environment to collect AWS logs to Microsoft Sentinel", manual set-up, with AwsRequiredPolicies.md',
        others: "This is the broadest of Microsoft's three ways. Its set-up script grants by the policies of bucket, queue and key alone; its CloudFormation templates of 2026 add AWSCloudTrail_ReadOnlyAccess, sqs:GetQueueAttributes and s3:ListBucket to them.",
        documents: [
            allowing("trust policy", {
                Principal: { Federated: providerArn },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        [`${oidcIssuer(identity.url)}:aud`]: identity.audience,
                        "sts:RoleSessionName": sentinelSessionName(workspaceId),
                    },
                },
            }),
            allowing("AmazonS3ReadOnlyAccess", {
                Action: ["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"],
                Resource: "*",
            }),
            allowing("AmazonSQSReadOnlyAccess", {
                Action: [
                    "sqs:GetQueueAttributes",
                    "sqs:GetQueueUrl",
                    "sqs:ListDeadLetterSourceQueues",
                    "sqs:ListQueues",
                    "sqs:ListMessageMoveTasks",
                    "sqs:ListQueueTags",
                ],
                Resource: "*",
            }),
            allowing("AWSLambdaSQSQueueExecutionRole", {
                Action: [
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                    "logs:CreateLogGroup",
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                ],
                Resource: "*",
            }),
            allowing("ROSAKMSProviderPolicy", {
                Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"],
                Resource: "*",
                Condition: { StringEquals: { "aws:ResourceTag/red-hat": "true" } },
            }),
            allowing("statement in the bucket's policy", { Action: "s3:GetObject", Resource: `${bucketArn}/*` }),
            allowing("statement in the queue's policy", {
                Action: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:GetQueueUrl"],
                Resource: queueArn,
            }),
            ...(kmsKeyArn
                ? [allowing("statement in the key's policy", { Action: "kms:Decrypt", Resource: kmsKeyArn })]
                : []),
        ],
    };
}
