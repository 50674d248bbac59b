import { sampleAws } from "../../../../tools/rehearsal/aws";
import { type Registration, runProgram } from "../../../../tools/rehearsal/engine";
import { readProgram } from "../../../../tools/rehearsal/program";
import { projectWith, root } from "../../../support/project";

const base = {
    "aws:region": "eu-central-1",
    "trailconnect:sentinel.workspaceId": "0f8fad5b-d9cb-469f-a165-70867728950e",
};

const configurations = {
    everything: {
        ...base,
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
        "trailconnect:defender.sourceIps": ["203.0.113.0/26"],
        "trailconnect:sentinel.snsFanOut": true,
        "trailconnect:trail.dataEvents": [{ resourceType: "AWS::S3::Object" }],
        "trailconnect:trail.insights": ["ApiCallRateInsight", "ApiErrorRateInsight"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 365,
        "trailconnect:accessLogBucketName": "access-logs",
        "trailconnect:objectLock.days": 90,
        "trailconnect:alarms.onTampering": true,
        "trailconnect:alarms.emails": ["security@example.com"],
    },
    "us-government": {
        ...base,
        "aws:region": "us-gov-west-1",
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:sentinel.azureCloud": "usGovernment",
    },
    "existing-trail": {
        ...base,
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:444455556666:trail/central",
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:existingKmsKeyArn":
            "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "trailconnect:alarms.topicArn": "arn:aws:sns:eu-central-1:111122223333:security",
    },
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
    "own-account": {
        ...base,
        "trailconnect:connectors": ["sentinel"],
        "trailconnect:existingTrail.arn": "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit",
        "trailconnect:alarms.onTampering": true,
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
