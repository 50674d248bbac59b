import { expect } from "chai";
import { sampleAccountId, sampleAws } from "../../../tools/rehearsal/aws";
import type { Registration } from "../../../tools/rehearsal/engine";
import { type OutsideAccess, outsideAccess } from "../../../tools/rehearsal/outsideAccess";
import { recorded } from "../../support/registrations";

const aws = sampleAws("eu-central-1");

/** A resource as the engine records it. */
function resource(type: string, name: string, inputs: Record<string, unknown>): Registration {
    return recorded({ type, name, inputs, state: { ...inputs, ...aws.create(type, name, inputs).state } });
}

function document(...statements: Record<string, unknown>[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const roleType = "aws:iam/role:Role";

function role(...statements: Record<string, unknown>[]): Registration {
    return resource(roleType, "role", { name: "reader", assumeRolePolicy: document(...statements) });
}

const roleArn = `arn:aws:iam::${sampleAccountId}:role/reader`;

function trustOf(...statements: Record<string, unknown>[]): OutsideAccess[] {
    return outsideAccess([role(...statements)], sampleAccountId);
}

describe("access from outside", () => {
    it("names another account, its actions and its conditions", () => {
        expect(
            trustOf({
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": ["one", "two"] } },
            }),
        ).to.deep.equal([
            {
                who: "AWS account 444455556666 (not an account that Microsoft publishes)",
                by: "trust policy",
                refused: false,
                actions: ["sts:AssumeRole"],
                resources: [roleArn],
                conditions: ["external ID is one or two"],
            },
        ]);
    });

    for (const [condition, words] of [
        [
            { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
            "the caller isn't the service cloudtrail.amazonaws.com",
        ],
        [
            {
                StringNotEqualsIfExists: {
                    "aws:PrincipalServiceName": ["cloudtrail.amazonaws.com", "x.amazonaws.com"],
                },
            },
            "the caller isn't the service cloudtrail.amazonaws.com or x.amazonaws.com",
        ],
        [
            { StringEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
            "aws:PrincipalServiceName is cloudtrail.amazonaws.com",
        ],
        [{ Bool: { "aws:SecureTransport": "false" } }, "the request uses plain HTTP"],
        [{ Bool: { "aws:SecureTransport": false } }, "the request uses plain HTTP"],
        [{ Bool: { "aws:SecureTransport": "true" } }, "aws:SecureTransport is true"],
        [{ BoolIfExists: { "aws:SecureTransport": "false" } }, "aws:SecureTransport BoolIfExists false"],
    ] as const) {
        it(`tells the condition ${JSON.stringify(condition)} in words`, () => {
            const [access] = trustOf({
                Effect: "Deny",
                Principal: "*",
                Action: "sts:AssumeRole",
                Condition: condition,
            });
            expect(access?.conditions).to.deep.equal([words]);
        });
    }

    it("says that an account is Microsoft Sentinel's", () => {
        const [access] = trustOf({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::197857026523:root" },
            Action: "sts:AssumeRole",
        });
        expect(access?.who).to.equal("AWS account 197857026523 (Microsoft Sentinel)");
    });

    it("leaves the account's own users, roles and sessions out", () => {
        const own = [
            sampleAccountId,
            `arn:aws:iam::${sampleAccountId}:role/auditors`,
            `arn:aws:iam::${sampleAccountId}:user/auditor`,
            `arn:aws:sts::${sampleAccountId}:assumed-role/auditors/somebody`,
        ];
        const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::central-logs/*" };
        const policyOf = (AWS: string[]) =>
            resource("aws:s3/bucketPolicy:BucketPolicy", "central-logs-policy", {
                bucket: "central-logs",
                policy: document({ ...reading, Principal: { AWS } }),
            });
        expect(outsideAccess([policyOf(own)], sampleAccountId)).to.deep.equal([]);
        // The same role of another account is one.
        const foreign = "arn:aws:iam::444455556666:role/auditors";
        const whoElse = outsideAccess([policyOf([...own, foreign])], sampleAccountId).map(({ who }) => who);
        expect(whoElse).to.deep.equal([foreign]);
    });

    it("leaves the account itself out", () => {
        const own = { AWS: `arn:aws:iam::${sampleAccountId}:root` };
        expect(trustOf({ Effect: "Allow", Principal: own, Action: "sts:AssumeRole" })).to.deep.equal([]);
    });

    const principals: [title: string, principal: unknown, who: string[]][] = [
        ["everybody", "*", ["Everyone"]],
        // The same to IAM. Source: "AWS JSON policy elements: Principal" (IAM User Guide), section "All principals".
        ["everybody in the other form", { AWS: "*" }, ["Everyone"]],
        [
            "a role of another account",
            { AWS: "arn:aws:iam::444455556666:role/x" },
            ["arn:aws:iam::444455556666:role/x"],
        ],
        [
            "services",
            { Service: ["a.amazonaws.com", "b.amazonaws.com"] },
            ["AWS service a.amazonaws.com", "AWS service b.amazonaws.com"],
        ],
        [
            "an identity provider",
            { Federated: "arn:aws:iam::1:oidc-provider/x" },
            ["An identity provider that is not Microsoft's (token of x)"],
        ],
        [
            "Microsoft's issuers",
            {
                Federated: [
                    "arn:aws:iam::1:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                    "arn:aws:iam::1:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                ],
            },
            [
                "Microsoft's services in Azure Commercial (token of sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/)",
                "Microsoft's services in Azure Government (token of sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/)",
            ],
        ],
        [
            "an issuer that looks like Microsoft's",
            { Federated: "arn:aws:iam::1:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d" },
            [
                "An identity provider that is not Microsoft's (token of sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d)",
            ],
        ],
    ];
    for (const [title, principal, who] of principals) {
        it(`leaves out neither ${title}`, () => {
            const accesses = trustOf({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });
            expect(accesses.map((access) => access.who)).to.deep.equal(who);
        });
    }

    it("names an operator that it has no word for", () => {
        const [access] = trustOf({
            Effect: "Deny",
            Principal: "*",
            Action: "sts:AssumeRole",
            Condition: { Null: { "sts:ExternalId": "true" } },
        });
        expect(access).to.deep.include({ refused: true, conditions: ["sts:ExternalId Null true"] });
    });

    it("says what the role may do by its own policy", () => {
        const policy = resource("aws:iam/rolePolicy:RolePolicy", "policy", {
            name: "read-logs",
            role: "reader",
            policy: document({ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::logs/a/*"] }),
        });
        expect(outsideAccess([policy], sampleAccountId)).to.deep.equal([
            {
                who: "Anyone who has assumed role reader",
                by: "policy read-logs",
                refused: false,
                actions: ["s3:GetObject"],
                resources: ["arn:aws:s3:::logs/a/*"],
                conditions: [],
            },
        ]);
    });

    it("says what the role may do once assumed", () => {
        const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
            role: "reader",
            policyArn: "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess",
        });
        expect(outsideAccess([attachment], sampleAccountId)).to.deep.equal([
            {
                who: "Anyone who has assumed role reader",
                by: "policy AWSCloudTrail_ReadOnlyAccess",
                refused: false,
                actions: ["cloudtrail:Get*", "cloudtrail:Describe*", "cloudtrail:List*", "cloudtrail:LookupEvents"],
                resources: ["*"],
                conditions: [],
            },
        ]);
    });

    it("says so where a policy's text isn't known", () => {
        const policyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
        const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
            role: "reader",
            policyArn,
        });
        expect(outsideAccess([attachment], sampleAccountId)).to.deep.equal([
            {
                who: "Anyone who has assumed role reader",
                by: "policy AmazonS3ReadOnlyAccess",
                refused: false,
                actions: [`the text of ${policyArn}, which this report doesn't read`],
                resources: [],
                conditions: [],
            },
        ]);
    });

    it("says what an access key may do, by way of its user's groups", () => {
        const policy = resource("aws:iam/policy:Policy", "policy", {
            name: "reads",
            policy: document({
                Effect: "Allow",
                Action: "iam:Get*",
                Resource: "*",
                Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
            }),
        });
        const program = [
            policy,
            resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "attachment", {
                group: "readers",
                policyArn: policy.state.arn,
            }),
            resource("aws:iam/userGroupMembership:UserGroupMembership", "membership", {
                user: "u",
                groups: ["readers"],
            }),
            resource("aws:iam/accessKey:AccessKey", "key-1", { user: "u" }),
            resource("aws:iam/accessKey:AccessKey", "key-2", { user: "u" }),
            resource("aws:iam/accessKey:AccessKey", "key-3", { user: "nobody" }),
        ];
        expect(outsideAccess(program, sampleAccountId)).to.deep.equal([
            {
                who: "Anyone who holds an access key of user u",
                by: "policy reads",
                refused: false,
                actions: ["iam:Get*"],
                resources: ["*"],
                conditions: ["source IP address is in 203.0.113.0/24"],
            },
        ]);
    });

    it("names the key itself where a key policy says *", () => {
        const key = resource("aws:kms/key:Key", "key", {
            policy: document({
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "kms:DescribeKey",
                Resource: "*",
            }),
        });
        expect(outsideAccess([key], sampleAccountId)).to.deep.equal([
            {
                who: "AWS service cloudtrail.amazonaws.com",
                by: "key policy",
                refused: false,
                actions: ["kms:DescribeKey"],
                resources: [key.state.arn],
                conditions: [],
            },
        ]);
    });

    it("counts a principal of a resource's own account as none, where an explicit provider works in another one", () => {
        const root = "arn:aws:iam::444455556666:root";
        const key = resource("aws:kms/key:Key", "key", {
            policy: document({ Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }),
        });
        const ofMember = { ...key, state: { ...key.state, arn: "arn:aws:kms:eu-central-1:444455556666:key/k" } };
        expect(outsideAccess([ofMember], sampleAccountId)).to.deep.equal([]);
        expect(outsideAccess([key], sampleAccountId).map(({ who }) => who)).to.deep.equal([
            "AWS account 444455556666 (not an account that Microsoft publishes)",
        ]);
    });
});
