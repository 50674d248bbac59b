import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AuditTrail, ExistingLogBucket, type ExistingLogBucketArgs } from "../../../components/index";
import { sharedBucketRefusal, trailStatements } from "../../../components/logs/bucketPolicy";
import { namedFor } from "../../../components/logs/mergedPolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, outputsOf, refusal, registration } from "../../support/mocks";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const bucketName = "central-audit-logs";
const bucketArn = "arn:aws:s3:::central-audit-logs";
const organizationId = "o-exampleorgid";
const required = { bucketName, trailArn };

const ours = namedFor(trailArn, trailStatements({ bucketArn, trailArn }));
const theirs = {
    Sid: "SomebodyElse",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: bucketArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const existing = { Version: "2008-10-17", Id: "theirs", Statement: [theirs] };
const theirPolicy = JSON.stringify(existing);

const policyType = "aws:s3/bucketPolicy:BucketPolicy";

function existingLogBucket(args: Partial<ExistingLogBucketArgs> = {}) {
    return construct(() => new ExistingLogBucket("logs", { ...required, ...args }));
}

/** The policy that is written. */
async function policy(args: Partial<ExistingLogBucketArgs>) {
    const { registrations } = await existingLogBucket({ policy: theirPolicy, ...args });
    return byLabel(registrations)["BucketPolicy logs-policy"]?.inputs.policy;
}

describe("ExistingLogBucket", () => {
    it("registers nothing, and tells which statements to add to the bucket's policy", async () => {
        const { built, registrations } = await existingLogBucket();
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({ bucketName, bucketPolicyStatements: JSON.stringify(ours, undefined, 2) });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:ExistingLogBucket",
                    name: "logs",
                    inputs: required,
                    outputs: values,
                }),
            ]),
        );
    });

    it("refuses others who write CloudTrail's logs on request, in what is added by hand and in what is merged", async () => {
        const refusing = namedFor(trailArn, [
            ...trailStatements({ bucketArn, trailArn }),
            sharedBucketRefusal(bucketArn),
        ]);
        const { values } = await outputsOf((await existingLogBucket({ onlyCloudTrailWrites: true })).built);
        expect(values.bucketPolicyStatements).to.equal(JSON.stringify(refusing, undefined, 2));
        const merged = await policy({ onlyCloudTrailWrites: true });
        expect(merged).to.equal(JSON.stringify({ ...existing, Statement: [theirs, ...refusing] }));
        const without = JSON.stringify({ ...existing, Statement: [theirs, ...ours] });
        expect(await policy({ policy: merged as string, onlyCloudTrailWrites: false })).to.equal(without);
    });

    it("replaces every statement that it may have added for the trail, and no other under such a Sid", async () => {
        const all = namedFor(trailArn, [
            ...trailStatements({ bucketArn, trailArn, organizationId }),
            sharedBucketRefusal(bucketArn),
        ]);
        const alike = { ...theirs, Sid: "NobodyElseForAuditTrail47693191" };
        const before = JSON.stringify({ ...existing, Statement: [...all, alike, theirs] });
        const after = JSON.stringify({ ...existing, Statement: [alike, theirs, ...ours] });
        expect(await policy({ policy: before })).to.equal(after);
    });

    it("tells the trail in the Sids, so that another trail's statements can stand beside them", async () => {
        const { built } = await existingLogBucket({ organizationId });
        const { bucketPolicyStatements } = (await outputsOf(built)).values;
        const statements = JSON.parse(bucketPolicyStatements as string) as { Sid: string }[];
        expect(statements.map(({ Sid }) => Sid)).to.deep.equal([
            "CloudTrailReadsBucketAclForAuditTrail47693191",
            "CloudTrailWritesLogsForAuditTrail47693191",
            "CloudTrailWritesOrganizationLogsForAuditTrail47693191",
        ]);
        expect(statements).to.deep.equal(namedFor(trailArn, trailStatements({ bucketArn, trailArn, organizationId })));
    });

    it("adds the statements to the policy that stands there, and leaves it there in the end", async () => {
        const { built, registrations } = await existingLogBucket({ policy: theirPolicy, organizationId });
        expect(await outputsOf(built)).to.deep.equal({ values: { bucketName }, secrets: [] });
        const statements = namedFor(trailArn, trailStatements({ bucketArn, trailArn, organizationId }));
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:ExistingLogBucket",
                    name: "logs",
                    inputs: { ...required, policy: theirPolicy, organizationId },
                    outputs: { bucketName },
                }),
                registration({
                    type: policyType,
                    name: "logs-policy",
                    parent: "ExistingLogBucket logs",
                    inputs: {
                        bucket: bucketName,
                        policy: JSON.stringify({
                            Version: "2008-10-17",
                            Id: "theirs",
                            Statement: [theirs, ...statements],
                        }),
                    },
                    retainOnDelete: true,
                }),
            ]),
        );
    });

    it("writes the same policy again where its statements stand already", async () => {
        const written = await policy({});
        expect(written).to.equal(JSON.stringify({ Version: "2008-10-17", Id: "theirs", Statement: [theirs, ...ours] }));
        expect(await policy({ policy: written as string })).to.equal(written);
    });

    it("names the partition in every ARN", async () => {
        const args = {
            ...required,
            policy: '{"Statement":[]}',
            trailArn: trailArn.replace("aws", "aws-us-gov"),
        };
        const { registrations } = await construct(() => new ExistingLogBucket("logs", args), {
            cloud: sampleAws("us-gov-west-1"),
        });
        const arns = JSON.stringify(registrations).match(/arn:[a-z-]+:/g);
        expect([...new Set(arns)]).to.deep.equal(["arn:aws-us-gov:"]);
    });

    it("gives its name to nobody before its policy is in place", async () => {
        const { registrations } = await construct(() => {
            const logs = new ExistingLogBucket("logs", { ...required, policy: theirPolicy });
            return new AuditTrail("audit", { trailName: "audit-trail", bucketName: logs.bucketName });
        });
        expect(byLabel(registrations)["Trail audit"]?.dependencies).to.deep.equal(["BucketPolicy logs-policy"]);
    });

    it("takes values that other resources give", async () => {
        for (const args of [
            { ...required, organizationId },
            { ...required, organizationId, policy: theirPolicy },
        ]) {
            const given = Object.fromEntries(
                Object.entries(args).map(([name, value]) => [name, pulumi.output(value)]),
            ) as unknown as ExistingLogBucketArgs;
            expect(byLabel((await existingLogBucket(given)).registrations)).to.deep.equal(
                byLabel((await existingLogBucket(args)).registrations),
            );
        }
    });

    it("keeps a secret policy secret", async () => {
        const { built, registrations } = await existingLogBucket({ policy: pulumi.secret(theirPolicy) });
        expect((await outputsOf(built)).secrets).to.deep.equal([]);
        expect(byLabel(registrations)["BucketPolicy logs-policy"]?.secretInputs).to.deep.equal(["policy"]);
    });

    const cases: [what: string, args: Partial<ExistingLogBucketArgs>, fault: string][] = [
        ...[
            "*",
            "central-*",
            "central-audit-log?",
            bucketArn,
            "s3://central-audit-logs",
            "central-audit-logs/x",
            "",
        ].map((name): [what: string, args: Partial<ExistingLogBucketArgs>, fault: string] => [
            `bucket ${JSON.stringify(name)}`,
            { bucketName: pulumi.output(name) },
            "bucketName: one-bucket",
        ]),
        ["trail", { trailArn: pulumi.output("audit-trail") }, "trailArn: trail-arn"],
        ["organization", { organizationId: pulumi.output("o-*") }, "organizationId: organization-id"],
        ["policy", { policy: pulumi.output("") }, "policy: bucket-policy"],
    ];
    for (const [title, args, fault] of cases) {
        it(`refuses a bad ${title} that another resource gives, and writes no policy`, async () => {
            const { error, registrations } = await refusal(
                () => new ExistingLogBucket("logs", { ...required, policy: theirPolicy, ...args }),
            );
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(registrations.filter(({ type }) => type === policyType)).to.deep.equal([]);
        });
    }

    it("tells no statements for a bad bucket that another resource gives, and does not show a secret one", async () => {
        const { error, registrations } = await refusal(
            () => new ExistingLogBucket("logs", { ...required, bucketName: pulumi.secret("central-*") }),
        );
        expect(faultsOf(error)).to.deep.equal(["bucketName: one-bucket"]);
        expect(error.message).to.include("bucketName = [secret]").and.not.include("central-*");
        expect(registrations.filter(({ custom }) => custom)).to.deep.equal([]);
    });

    for (const name of ["central..logs", "192.168.0.1", "central-*"]) {
        it(`refuses a bucket ${JSON.stringify(name)} before it registers anything`, async () => {
            const { error, registrations } = await refusal(
                () => new ExistingLogBucket("logs", { ...required, bucketName: name }),
            );
            expect(faultsOf(error)).to.deep.equal(["bucketName: existing-bucket-name"]);
            expect(registrations).to.deep.equal([]);
        });
    }

    it("refuses what it can't use before it registers anything", async () => {
        const args = { bucketName: bucketArn, trailArn: "*", organizationId: "r-1234", policy: "{}" };
        const { error, registrations } = await refusal(() => new ExistingLogBucket("logs", args));
        expect(faultsOf(error)).to.deep.equal([
            "bucketName: existing-bucket-name",
            "trailArn: trail-arn",
            "organizationId: organization-id",
            "policy: bucket-policy",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});
