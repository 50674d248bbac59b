import { expect } from "chai";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { Verdict } from "../../../../tools/review/identities/difference";
import { type Identity, identitiesOf } from "../../../../tools/review/identities/identities";
import { rehearsalOf, type StackName, workspaceId } from "../stacks";

/** The identities of a stack, its registrations changed if need be. */
async function identities(
    stack: StackName,
    change: (registration: Registration) => Registration = (registration) => registration,
): Promise<Record<string, Identity>> {
    const { run } = await rehearsalOf(stack);
    return Object.fromEntries(identitiesOf(run.registrations.map(change)).map((one) => [one.connector, one]));
}

function withInputs(type: string, inputs: Record<string, unknown>) {
    return (registration: Registration) =>
        registration.type === type ? { ...registration, inputs: { ...registration.inputs, ...inputs } } : registration;
}

function verdicts(identity: Identity | undefined): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { verdict, actions } of identity?.differences ?? []) {
        found[verdict] = [...(found[verdict] ?? []), ...actions];
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
                [Verdict.Left]: ["s3:PutBucketAcl"],
                [Verdict.Same]: reading,
            });
            expect(defender?.becomes).to.equal("arn:aws:iam::111122223333:user/trailconnect-defender-5671dce3");
            expect(defender?.signsIn).to.deep.equal([
                "Whoever holds an access key of user trailconnect-defender-5671dce3 is that user. There is one key, and it does not expire: Defender for Cloud Apps signs in no other way.",
                "The key works from everywhere: defender.sourceIps would bind it to Defender's addresses.",
                "It can make sessions for itself (sts:GetSessionToken), which last up to 36 hours, whatever becomes of the key in the meantime.",
            ]);
            expect(defender?.guards).to.deep.equal([
                "The same policy is the user's permissions boundary: another policy that somebody attaches later grants nothing more. Whoever may change that one policy changes both.",
                "The user has no password: it can't sign in to the console.",
                "The secret access key is in Pulumi's state, encrypted by the stack's secrets provider: defender.accessKeyPgpKey keeps it out.",
            ]);
        });

        it("is Microsoft's policy from fewer addresses, with everything on", async () => {
            const { defender } = await identities("everything");
            expect(verdicts(defender)).to.deep.equal({
                [Verdict.Narrower]: [
                    ...reading.slice(0, 8),
                    ...reading.slice(8, 9),
                    "s3:PutBucketAcl",
                    ...reading.slice(9),
                ],
            });
            expect(defender?.signsIn[1]).to.equal("The key works from the addresses below only.");
            expect(defender?.guards[2]).to.equal(
                "The secret access key is encrypted with a PGP key before it reaches Pulumi's state.",
            );
            expect(defender?.can.at(-1)).to.deep.equal({
                words: "change the ACL of any bucket, which is the one write of all that is granted",
                action: "s3:PutBucketAcl",
                resources: ["*"],
                conditions: ["called from 203.0.113.0/26 or 198.51.100.16/28"],
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
            expect(verdicts(defender)[Verdict.Added]).to.deep.equal(["s3:GetObject"]);
            expect(defender?.can.map(({ action }) => action)).to.deep.equal(["s3:GetObject"]);
        });
    });

    describe("Sentinel's API connector", () => {
        it("is what Microsoft's page asks for", async () => {
            const { sentinel } = await identities("plain");
            expect(verdicts(sentinel)).to.deep.equal({
                [Verdict.Same]: [
                    "sts:AssumeRole",
                    "cloudtrail:Get*",
                    "cloudtrail:Describe*",
                    "cloudtrail:List*",
                    "cloudtrail:LookupEvents",
                ],
            });
            expect(sentinel?.signsIn).to.deep.equal([
                `Microsoft's AWS account 197857026523 assumes role trailconnect-sentinel-5671dce3, if the external ID is ${workspaceId}.`,
            ]);
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
                "Microsoft's AWS account 197857026523 assumes role trailconnect-sentinel-5671dce3, under no condition.",
            ]);
            expect(verdicts(open.sentinel)[Verdict.Added]).to.deep.equal(["sts:AssumeRole"]);
            const other = await identities("plain", trusting({ Principal: { AWS: "arn:aws:iam::444455556666:root" } }));
            expect(other.sentinel?.signsIn).to.deep.equal([
                "arn:aws:iam::444455556666:root, which is not Microsoft's account, assumes role trailconnect-sentinel-5671dce3, under no condition.",
            ]);
            const anybody = await identities("plain", trusting({ Principal: "*" }));
            expect(anybody.sentinel?.signsIn).to.deep.equal([
                "*, which is not Microsoft's account, assumes role trailconnect-sentinel-5671dce3, under no condition.",
            ]);
        });
    });

    describe("Sentinel's S3 connector", () => {
        it("is a part of what Microsoft's page asks for, in AWS GovCloud as well", async () => {
            const { sentinelS3 } = await identities("existing");
            expect(verdicts(sentinelS3)).to.deep.equal({
                [Verdict.Left]: [
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
                [Verdict.Narrower]: [
                    "s3:Get*",
                    "sqs:GetQueueAttributes",
                    "sqs:GetQueueUrl",
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "kms:Decrypt",
                    "s3:GetObject",
                ],
                [Verdict.Same]: ["sts:AssumeRoleWithWebIdentity", "sqs:ChangeMessageVisibility"],
            });
            expect(sentinelS3?.signsIn).to.deep.equal([
                `A service of Microsoft's own tenant, by a token of https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/, assumes role OIDC_trailconnect-s3-5671dce3, if the token is for api://d4230588-5f84-4281-a9c7-2c15194b28f7 and the session name is MicrosoftSentinel_${workspaceId}.`,
            ]);
        });

        it("shows another session name as added", async () => {
            const { sentinelS3 } = await identities("everything");
            expect(verdicts(sentinelS3)[Verdict.Added]).to.deep.equal(["sts:AssumeRoleWithWebIdentity"]);
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
