/** Reviews of stacks that the tests of the review share: each stack is rehearsed once. */
import { type Rehearsal, rehearse } from "../../../tools/rehearsal/command";
import { type Review, reviewOf } from "../../../tools/review/review";
import { projectWith } from "../../support/project";

export const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const common = { "aws:region": "eu-central-1", "trailconnect:sentinel.workspaceId": workspaceId };
const existingKey = "key/1234abcd-12ab-34cd-56ef-1234567890ab";

const stacks = {
    /** The defaults. */
    plain: common,
    /** All three connectors, and whatever makes an arrow. */
    everything: {
        ...common,
        "aws:allowedAccountIds": ["123456789012"],
        "trailconnect:connectors": ["defender", "sentinel", "sentinelS3"],
        "trailconnect:defender.permissions": ["Activity", "Storage", "Governance"],
        "trailconnect:defender.sourceIps": ["203.0.113.0/26", "198.51.100.16/28"],
        "trailconnect:defender.accessKeyPgpKey": "keybase:alice",
        "trailconnect:sentinel.additionalSessionNames": ["another-name"],
        "trailconnect:organization.id": "o-exampleorgid",
        "trailconnect:organization.memberAccountIds": ["444455556666", "777788889999"],
        "trailconnect:sentinel.snsFanOut": true,
        "trailconnect:alarms.onTampering": true,
        "trailconnect:alarms.emails": ["security@example.com"],
        "trailconnect:trail.cloudWatchLogsRetentionDays": 90,
        "trailconnect:accessLogBucketName": "access-logs",
    },
    /** Sentinel in Azure Government reads what exists in AWS GovCloud, whose owners have yet to add statements. */
    existing: {
        "aws:region": "us-gov-west-1",
        "trailconnect:sentinel.azureCloud": "usGovernment",
        "trailconnect:connectors": ["sentinelS3"],
        "trailconnect:sentinel.workspaceId": workspaceId,
        "trailconnect:existingBucket.name": "central-logs",
        "trailconnect:existingKmsKeyArn": `arn:aws-us-gov:kms:us-gov-west-1:111122223333:${existingKey}`,
        "trailconnect:trail.name": "audit-trail",
        "trailconnect:alarms.topicArn": "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alarms",
    },
};

export type StackName = keyof typeof stacks;

const rehearsals = new Map<StackName, Promise<Rehearsal>>();

async function run(stack: StackName): Promise<Rehearsal> {
    const project = projectWith({ [stack]: stacks[stack] });
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

/** What a rehearsal of a stack left behind. */
export function rehearsalOf(stack: StackName): Promise<Rehearsal> {
    const rehearsal = rehearsals.get(stack) ?? run(stack);
    rehearsals.set(stack, rehearsal);
    return rehearsal;
}

/** The review of a stack. */
export async function reviewOfStack(stack: StackName): Promise<Review> {
    const { program, run: left } = await rehearsalOf(stack);
    return reviewOf(program, left, 100_000);
}
