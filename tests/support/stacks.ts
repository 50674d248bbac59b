/** The stacks that the tests of the commands share: each is rehearsed once, through Pulumi's language runtime. */
import { type Rehearsal, rehearse } from "../../tools/rehearsal/command";
import type { Registration } from "../../tools/rehearsal/engine";
import { projectWith, root } from "./project";

export const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const base = { "aws:region": "eu-central-1", "trailconnect:sentinel.workspaceId": workspaceId };
const feed = { ...base, "trailconnect:connectors": ["sentinelS3"] };
const keyId = "key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** An existing bucket whose policy and notifications are left alone. */
const left = { ...feed, "trailconnect:existingBucket.name": "central-logs", "trailconnect:trail.name": "audit-trail" };

const configurations = {
    /** The defaults. */
    plain: base,
    /** All three connectors, and whatever makes an arrow, meets a control or costs something. */
    everything: {
        ...base,
        "aws:allowedAccountIds": ["123456789012"],
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
        "trailconnect:defender.permissions": ["Activity", "Storage", "Governance"],
        "trailconnect:defender.sourceIps": ["203.0.113.0/26", "198.51.100.16/28"],
        "trailconnect:defender.accessKeyPgpKey": "keybase:alice",
        "trailconnect:sentinel.additionalSessionNames": [`MicrosoftDefender_${workspaceId}`],
        "trailconnect:sentinel.snsFanOut": true,
        "trailconnect:organization.id": "o-exampleorgid",
        "trailconnect:organization.memberAccountIds": ["444455556666", "777788889999"],
        "trailconnect:alarms.onTampering": true,
        "trailconnect:alarms.emails": ["security@example.com"],
        "trailconnect:trail.dataEvents": [{ resourceType: "AWS::S3::Object" }],
        "trailconnect:trail.insights": ["ApiCallRateInsight", "ApiErrorRateInsight"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 365,
        "trailconnect:accessLogBucketName": "access-logs",
        "trailconnect:objectLock.days": 90,
    },
    /** Less than the defaults, and an access key in rotation. */
    weaker: {
        ...base,
        "trailconnect:encryption": "s3",
        "trailconnect:trail.managementEvents": "WriteOnly",
        "trailconnect:trail.dataEvents": [
            { resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] },
            { resourceType: "AWS::S3::Object", readWriteType: "WriteOnly" },
        ],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 90,
        "trailconnect:defender.accessKeyGeneration": 3,
        "trailconnect:defender.keepPreviousAccessKey": true,
        "trailconnect:defender.permissions": ["Activity", "Storage", "Governance"],
    },
    "defender-alone": {
        "aws:region": "eu-central-1",
        "trailconnect:connectors": ["defender"],
        "trailconnect:trail.managementEvents": "WriteOnly",
        "trailconnect:trail.insights": ["ApiCallRateInsight"],
    },
    /** The S3 connector alone, with whatever changes its bill. */
    extras: {
        ...feed,
        "trailconnect:encryption": "s3",
        "trailconnect:logRetentionDays": 70,
        "trailconnect:trail.dataEvents": [{ resourceType: "AWS::S3::Object" }],
        "trailconnect:trail.insights": ["ApiCallRateInsight", "ApiErrorRateInsight"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 90,
        "trailconnect:accessLogBucketName": "access-logs",
    },
    /** An organization whose members aren't named, in an opt-in region. */
    organization: {
        "aws:region": "ap-east-1",
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:sentinel.workspaceId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "trailconnect:organization.id": "o-a1b2c3d4e5",
    },
    /** An organization whose trail both of Sentinel's connectors read. */
    polled: {
        ...base,
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
        "trailconnect:organization.id": "o-exampleorgid",
    },
    /** Sentinel in Azure Government reads AWS's commercial partition. */
    "azure-government": {
        ...base,
        "trailconnect:sentinel.azureCloud": "usGovernment",
        "trailconnect:sentinel.microsoftAccountId": "210987654321",
    },
    "us-government": {
        ...feed,
        "aws:region": "us-gov-west-1",
        "trailconnect:sentinel.azureCloud": "usGovernment",
    },
    /** Sentinel in Azure Government reads what exists in AWS GovCloud, whose owners have yet to add statements. */
    existing: {
        ...left,
        "aws:region": "us-gov-west-1",
        "trailconnect:sentinel.azureCloud": "usGovernment",
        "trailconnect:existingKmsKeyArn": `arn:aws-us-gov:kms:us-gov-west-1:111122223333:${keyId}`,
        "trailconnect:alarms.topicArn": "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alarms",
    },
    "existing-trail": {
        ...feed,
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central",
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:existingKmsKeyArn": `arn:aws:kms:eu-central-1:444455556666:${keyId}`,
        "trailconnect:sentinel.existingOidcProviderArn":
            "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
        "trailconnect:alarms.topicArn": "arn:aws:sns:eu-central-1:111122223333:security",
    },
    /** An existing trail of the stack's own account. */
    "own-account": {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit",
        "trailconnect:alarms.onTampering": true,
    },
    /** An existing bucket whose policy is merged. */
    "existing-bucket": {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:trail.name": "audit",
        "trailconnect:existingBucket.policy": JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RefusePlainHttp",
                    Effect: "Deny",
                    Principal: { AWS: "*" },
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::central-logs", "arn:aws:s3:::central-logs/*"],
                    Condition: { Bool: { "aws:SecureTransport": false } },
                },
                {
                    Sid: "AuditorsRead",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111122223333:role/auditors" },
                    Action: "s3:GetObject",
                    Resource: "arn:aws:s3:::central-logs/*",
                },
            ],
        }),
    },
    /** An existing bucket that everybody reads and nobody deletes from; its policy and notifications are merged. */
    guarded: {
        ...left,
        "trailconnect:existingBucket.policy": JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:DeleteObject",
                    Resource: "arn:aws:s3:::central-logs/*",
                },
                {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "s3:GetObject",
                    Resource: "arn:aws:s3:::central-logs/*",
                },
            ],
        }),
        "trailconnect:existingBucket.notification": "{}",
    },
    left,
    "left-owned": { ...left, "aws:allowedAccountIds": ["210987654321"] },
    /** Values of documentation, and an organization whose members are named. */
    samples: {
        ...left,
        "trailconnect:existingKmsKeyArn": `arn:aws:kms:eu-central-1:777788889999:${keyId}`,
        "trailconnect:organization.id": "o-exampleorgid",
        "trailconnect:organization.memberAccountIds": ["444455556666", "777788889999"],
        "trailconnect:alarms.emails": ["security@example.com"],
        "trailconnect:namePrefix": "audit",
    },
};

/** A stack of this repository, or one of the above. */
export type StackName = "dev" | "prod" | keyof typeof configurations;

const rehearsals = new Map<StackName, Promise<Rehearsal>>();

async function rehearseStack(stack: StackName): Promise<Rehearsal> {
    const project =
        stack === "dev" || stack === "prod"
            ? { directory: root, remove: () => undefined }
            : projectWith({ [stack]: configurations[stack] });
    try {
        const rehearsal = await rehearse(project.directory, stack);
        if (!rehearsal) {
            throw new Error(`The program refuses the stack ${stack}.`);
        }
        return rehearsal;
    } finally {
        project.remove();
    }
}

/** What a rehearsal of a stack left behind. It is not to be changed. */
export function rehearsalOf(stack: StackName): Promise<Rehearsal> {
    const rehearsal = rehearsals.get(stack) ?? rehearseStack(stack);
    rehearsals.set(stack, rehearsal);
    return rehearsal;
}

/** What the program registers for a stack. */
export async function registrationsOf(stack: StackName): Promise<Registration[]> {
    return (await rehearsalOf(stack)).run.registrations;
}
