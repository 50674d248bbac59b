import { sampleAws } from "../../../../tools/rehearsal/aws";
import { type Registration, runProgram } from "../../../../tools/rehearsal/engine";
import { readProgram } from "../../../../tools/rehearsal/program";
import { projectWith, root } from "../../../support/project";

const base = {
    "aws:region": "eu-central-1",
    "trailconnect:sentinelWorkspaceId": "0f8fad5b-d9cb-469f-a165-70867728950e",
};

const configurations = {
    everything: {
        ...base,
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
        "trailconnect:defenderSourceIps": ["203.0.113.0/26"],
        "trailconnect:snsFanOut": true,
        "trailconnect:dataEvents": '[{"resourceType":"AWS::S3::Object"}]',
        "trailconnect:insights": ["ApiCallRateInsight", "ApiErrorRateInsight"],
        "trailconnect:cloudWatchLogsRetentionDays": 365,
        "trailconnect:accessLogBucketName": "access-logs",
        "trailconnect:objectLockDays": 90,
        "trailconnect:tamperAlarms": true,
        "trailconnect:alarmEmails": ["security@example.com"],
    },
    "us-government": {
        ...base,
        "aws:region": "us-gov-west-1",
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:azureCloud": "usGovernment",
    },
    "existing-trail": {
        ...base,
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:existingTrailArn": "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central",
        "trailconnect:existingBucketName": "central-logs",
        "trailconnect:existingKmsKeyArn":
            "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "trailconnect:alarmTopicArn": "arn:aws:sns:eu-central-1:111122223333:security",
    },
    "existing-bucket": {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:existingBucketName": "central-logs",
        "trailconnect:trailName": "audit",
        "trailconnect:existingBucketPolicy": JSON.stringify({
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
    weaker: {
        ...base,
        "trailconnect:encryption": "s3",
        "trailconnect:managementEvents": "WriteOnly",
        "trailconnect:dataEvents":
            '[{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::payroll/"]},{"resourceType":"AWS::S3::Object","readWriteType":"WriteOnly"}]',
        "trailconnect:cloudWatchLogsRetentionDays": 90,
        "trailconnect:accessKeyGeneration": 3,
        "trailconnect:keepPreviousAccessKey": true,
        "trailconnect:defenderPermissions": ["Activity", "Storage", "Governance"],
    },
    "own-account": {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:existingTrailArn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit",
        "trailconnect:tamperAlarms": true,
    },
};

/** A stack of this repository, or one of the above. */
export type StackName = "dev" | "prod" | keyof typeof configurations;

const runs = new Map<StackName, Promise<Registration[]>>();

async function run(stack: StackName): Promise<Registration[]> {
    const project = projectWith(configurations);
    try {
        const program = readProgram(stack in configurations ? project.directory : root, stack);
        const aws = sampleAws(program.configuration.values["aws:region"] as string);
        const { exitCode, diagnostics, registrations } = await runProgram(program, aws);
        if (exitCode !== 0) {
            throw new Error(diagnostics.join("\n"));
        }
        return registrations;
    } finally {
        project.remove();
    }
}

/** What the program registers for a stack. It runs once for all tests. */
export function registrationsOf(stack: StackName): Promise<Registration[]> {
    const known = runs.get(stack) ?? run(stack);
    runs.set(stack, known);
    return known;
}
