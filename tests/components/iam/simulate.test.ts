import { expect } from "chai";
import type { PolicyDocument, Statement } from "../../../components/iam/document";
import { type AwsRequest, decide, NotSimulated } from "../../support/simulate";

const account = "111122223333";
const contextOfTrail = "kms:EncryptionContext:aws:cloudtrail:arn";

function policy(statement: Partial<Statement>): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [{ Sid: "Only", Effect: "Allow", Action: "*", Resource: "*", ...statement }],
    };
}

const reads: AwsRequest = {
    principal: `arn:aws:iam::${account}:user/somebody`,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::some-bucket/some-object",
    accountId: account,
    identityPolicies: [policy({})],
};

async function failureOf(request: AwsRequest): Promise<unknown> {
    return decide(request).catch((error: unknown) => error);
}

/** What the other files rest on: a request that the simulator can't judge never counts as refused. */
describe("the simulator", () => {
    const unanswerable: Record<string, [change: Partial<AwsRequest>, message: string]> = {
        "an action that doesn't exist": [{ action: "s3:ReadObject" }, "invalid.action"],
        "a service that doesn't exist": [{ action: "s33:GetObject" }, "invalid.service"],
        "a resource of the wrong type": [{ resource: "arn:aws:s3:::some-bucket" }, "no.resource.types"],
        "a condition key that the action doesn't have": [
            { context: { "s3:x-amz-acl": "private" } },
            "ignores s3:x-amz-acl",
        ],
        "condition keys on a wildcard": [
            { resource: "arn:aws:s3:::some-bucket/*", context: { "aws:SourceIp": "203.0.113.7" } },
            "condition keys on a wildcard",
        ],
        "an invalid identity policy": [{ identityPolicies: [policy({ Action: "GetObject" })] }, "identityPolicyErrors"],
        "an invalid boundary": [{ boundary: policy({ Action: "GetObject" }) }, "permissionBoundaryErrors"],
        "an invalid resource policy": [
            { resourcePolicy: policy({ Principal: "*", Action: "GetObject" }) },
            "resourcePolicyErrors",
        ],
    };
    for (const [what, [change, message]] of Object.entries(unanswerable)) {
        it(`gives no answer to ${what}`, async () => {
            expect(await decide(reads)).to.equal("Allowed");
            const failure = await failureOf({ ...reads, ...change });
            expect(failure).to.be.instanceOf(NotSimulated);
            expect(String(failure)).to.include(message);
        });
    }

    it("gives no answer to a policy with a condition key that nobody knows", async () => {
        const unless = (key: string) => ({
            ...reads,
            identityPolicies: [policy({}), policy({ Effect: "Deny", Condition: { Bool: { [key]: "false" } } })],
        });
        expect(await decide(unless("aws:SecureTransport"))).to.equal("Allowed");
        expect(String(await failureOf(unless("aws:SecureTransports")))).to.include("aws:SecureTransports not found");
    });

    it("finds no address in 0.0.0.0/0, so that it can't stand for everywhere", async () => {
        const from = (network: string): AwsRequest => ({
            ...reads,
            context: { "aws:SourceIp": "203.0.113.7" },
            identityPolicies: [policy({ Condition: { IpAddress: { "aws:SourceIp": network } } })],
        });
        expect(await decide(from("128.0.0.0/1"))).to.equal("Allowed");
        expect(await decide(from("0.0.0.0/0"))).to.equal("ImplicitlyDenied");
    });

    it("tells CloudTrail's encryption contexts apart", async () => {
        const decrypts = (encryptionContext: string | undefined): AwsRequest => ({
            ...reads,
            action: "kms:Decrypt",
            resource: `arn:aws:kms:eu-central-1:${account}:key/0f8fad5b-d9cb-469f-a165-70867728950e`,
            context: { [contextOfTrail]: encryptionContext },
            identityPolicies: [],
            resourcePolicy: policy({
                Principal: { AWS: `arn:aws:iam::${account}:user/somebody` },
                Condition: { StringEquals: { [contextOfTrail]: "right" } },
            }),
        });
        expect(await decide(decrypts("right"))).to.equal("Allowed");
        expect(await decide(decrypts("wrong"))).to.equal("ImplicitlyDenied");
        expect(await decide(decrypts(undefined))).to.equal("ImplicitlyDenied");
    });

    it("tells Microsoft's issuers apart", async () => {
        const issuers = [
            "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
            "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
        ];
        for (const inPolicy of issuers) {
            for (const inRequest of issuers) {
                const provider = `arn:aws:iam::${account}:oidc-provider/${inPolicy}`;
                const assumes: AwsRequest = {
                    principal: provider,
                    action: "sts:AssumeRoleWithWebIdentity",
                    resource: `arn:aws:iam::${account}:role/some-role`,
                    accountId: account,
                    context: { [`${inRequest}:aud`]: "right" },
                    resourcePolicy: policy({
                        Principal: { Federated: provider },
                        Action: "sts:AssumeRoleWithWebIdentity",
                        Resource: undefined,
                        Condition: { StringEquals: { [`${inPolicy}:aud`]: "right" } },
                    }),
                };
                const expected = inPolicy === inRequest ? "Allowed" : "ImplicitlyDenied";
                expect(await decide(assumes), `${inRequest} where ${inPolicy} is asked for`).to.equal(expected);
            }
        }
    });

    it("gives no answer to the audience of an issuer that it can't tell from others", async () => {
        const failure = await failureOf({
            ...reads,
            action: "sts:AssumeRoleWithWebIdentity",
            resource: `arn:aws:iam::${account}:role/some-role`,
            context: { "sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/:aud": "right" },
        });
        expect(failure).to.be.instanceOf(NotSimulated);
        expect(String(failure)).to.include("ignores sts.windows.net/72f988bf");
    });
});
