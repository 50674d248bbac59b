import { expect } from "chai";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { Comparison } from "../../../../tools/review/identities/difference";
import { type MicrosoftIdentity, microsoftIdentitiesOf } from "../../../../tools/review/identities/microsoftIdentities";
import { rehearsalOf, type StackName } from "../../../support/stacks";

/** The identities of a stack, its registrations changed if need be. */
async function identities(
    stack: StackName,
    change: (registration: Registration) => Registration = (registration) => registration,
): Promise<Record<string, MicrosoftIdentity>> {
    const { run } = await rehearsalOf(stack);
    return Object.fromEntries(
        (await microsoftIdentitiesOf(run.registrations.map(change))).map((one) => [one.connector, one]),
    );
}

function withInputs(type: string, inputs: Record<string, unknown>) {
    return (registration: Registration) =>
        registration.type === type ? { ...registration, inputs: { ...registration.inputs, ...inputs } } : registration;
}

function verdicts(identity: MicrosoftIdentity | undefined): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { comparison, actions } of identity?.differences ?? []) {
        found[comparison] = [...(found[comparison] ?? []), ...actions];
    }
    return found;
}

const reading = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:LookupEvents",
    "cloudtrail:GetTrailStatus",
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "iam:List*",
    "iam:Get*",
    "s3:ListAllMyBuckets",
    "s3:GetBucketAcl",
    "s3:GetBucketLocation",
];

describe("Microsoft's identities", () => {
    it("are those whose connectors are on", async () => {
        expect(Object.keys(await identities("plain"))).to.deep.equal(["defender", "sentinel"]);
        expect(Object.keys(await identities("everything"))).to.deep.equal(["defender", "sentinel", "sentinelS3"]);
        expect(Object.keys(await identities("existing"))).to.deep.equal(["sentinelS3"]);
    });

    describe("Defender", () => {
        it("is Microsoft's policy but for the governance of buckets, from everywhere", async () => {
            const { defender } = await identities("plain");
            expect(verdicts(defender)).to.deep.equal({
                [Comparison.LeftOut]: ["s3:PutBucketAcl"],
                [Comparison.Same]: reading,
            });
        });

        it("is Microsoft's policy from fewer addresses, with everything on", async () => {
            const { defender } = await identities("everything");
            expect(verdicts(defender)).to.deep.equal({
                [Comparison.Narrower]: [
                    ...reading.slice(0, 8),
                    ...reading.slice(8, 9),
                    "s3:PutBucketAcl",
                    ...reading.slice(9),
                ],
            });
        });

        it("loses a guard with its permissions boundary", async () => {
            const unbounded = withInputs("aws:iam/user:User", { permissionsBoundary: undefined });
            const { defender } = await identities("plain", unbounded);
            expect(defender?.guards).to.have.lengthOf(2);
            expect(defender?.guards.join()).not.to.include("boundary");
        });

        it("shows a policy that is wider than Microsoft's as added", async () => {
            const { defender } = await identities(
                "plain",
                withInputs("aws:iam/policy:Policy", {
                    policy: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
                    }),
                }),
            );
            expect(verdicts(defender)[Comparison.Added]).to.deep.equal(["s3:GetObject"]);
            expect(defender?.can.map(({ action }) => action)).to.deep.equal(["s3:GetObject"]);
        });
    });

    describe("Sentinel's API connector", () => {
        it("is what Microsoft's page asks for", async () => {
            const { sentinel } = await identities("plain");
            expect(verdicts(sentinel)).to.deep.equal({
                [Comparison.Same]: [
                    "sts:AssumeRole",
                    "cloudtrail:Get*",
                    "cloudtrail:Describe*",
                    "cloudtrail:List*",
                    "cloudtrail:LookupEvents",
                ],
            });
        });

        it("shows a trust policy without its condition, or for somebody else", async () => {
            const trusting = (statement: object) =>
                withInputs("aws:iam/role:Role", {
                    assumeRolePolicy: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }],
                    }),
                });
            const open = await identities("plain", trusting({ Principal: { AWS: "arn:aws:iam::197857026523:root" } }));
            expect(open.sentinel?.signsIn).to.deep.equal([
                "AWS account 197857026523 (Microsoft Sentinel) assumes role trailconnect-sentinel-5671dce3, unconditionally.",
            ]);
            expect(verdicts(open.sentinel)[Comparison.Added]).to.deep.equal(["sts:AssumeRole"]);
            const other = await identities("plain", trusting({ Principal: { AWS: "arn:aws:iam::444455556666:root" } }));
            expect(other.sentinel?.signsIn).to.deep.equal([
                "AWS account 444455556666 (not an account that Microsoft publishes) assumes role trailconnect-sentinel-5671dce3, unconditionally.",
            ]);
            const anybody = await identities("plain", trusting({ Principal: "*" }));
            expect(anybody.sentinel?.signsIn).to.deep.equal([
                "Everyone assumes role trailconnect-sentinel-5671dce3, unconditionally.",
            ]);
        });
    });

    describe("Sentinel's S3 connector", () => {
        it("is a part of what Microsoft's page asks for, in AWS GovCloud as well", async () => {
            const { sentinelS3 } = await identities("existing");
            expect(verdicts(sentinelS3)).to.deep.equal({
                [Comparison.LeftOut]: [
                    "s3:List*",
                    "s3:Describe*",
                    "s3-object-lambda:Get*",
                    "s3-object-lambda:List*",
                    "sqs:ListDeadLetterSourceQueues",
                    "sqs:ListQueues",
                    "sqs:ListMessageMoveTasks",
                    "sqs:ListQueueTags",
                    "logs:CreateLogGroup",
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                    "kms:Encrypt",
                    "kms:DescribeKey",
                ],
                [Comparison.Narrower]: [
                    "s3:Get*",
                    "sqs:GetQueueAttributes",
                    "sqs:GetQueueUrl",
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "kms:Decrypt",
                    "s3:GetObject",
                ],
                [Comparison.Same]: ["sts:AssumeRoleWithWebIdentity", "sqs:ChangeMessageVisibility"],
            });
        });

        it("shows another session name as added", async () => {
            const { sentinelS3 } = await identities("everything");
            expect(verdicts(sentinelS3)[Comparison.Added]).to.deep.equal(["sts:AssumeRoleWithWebIdentity"]);
        });
    });

    it("have words for everything that they can do", async () => {
        for (const stack of ["plain", "everything", "existing"] as const) {
            for (const { can } of Object.values(await identities(stack))) {
                expect(can.filter(({ words, action }) => words === action)).to.deep.equal([]);
            }
        }
    });
});
