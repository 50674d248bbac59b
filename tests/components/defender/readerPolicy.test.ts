import { expect } from "chai";
import { DefenderPermission, defenderPolicy } from "../../../components/defender/readerPolicy";
import type { PolicyDocument } from "../../../components/iam/document";
import { skipIfKept } from "../../adversary/digest";
import { type AwsRequest, decide, NotSimulated, Tally } from "../../support/simulate";
import { type CatalogueAction, catalogue } from "../iam/catalogue";

const { Activity, Storage, Governance } = DefenderPermission;
const account = "111122223333";
const sourceIps = ["203.0.113.0/24", "2001:db8:4::/48"];

/** The policy of Microsoft's page "Protect your Amazon Web Services environment", "Security auditing". */
const securityAuditing = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:LookupEvents",
    "cloudtrail:GetTrailStatus",
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "iam:List*",
    "iam:Get*",
    "s3:ListAllMyBuckets",
    "s3:PutBucketAcl",
    "s3:GetBucketAcl",
    "s3:GetBucketLocation",
];

/** The policy of the connector's first document. */
const connectorOf2018 = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:LookupEvents",
    "cloudtrail:GetTrailStatus",
    "cloudwatch:Describe*",
    "cloudwatch:Get*",
    "cloudwatch:List*",
    "iam:List*",
    "iam:Get*",
];

const activity = {
    Sid: "Activity",
    Effect: "Allow",
    Action: [
        "cloudtrail:DescribeTrails",
        "cloudtrail:LookupEvents",
        "cloudtrail:GetTrailStatus",
        "cloudwatch:Describe*",
        "cloudwatch:Get*",
        "cloudwatch:List*",
        "iam:List*",
        "iam:Get*",
    ],
    Resource: "*",
};
const storage = {
    Sid: "Storage",
    Effect: "Allow",
    Action: ["s3:ListAllMyBuckets", "s3:GetBucketAcl", "s3:GetBucketLocation"],
    Resource: "*",
};
const governance = { Sid: "Governance", Effect: "Allow", Action: ["s3:PutBucketAcl"], Resource: "*" };

const everything: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "AdministratorAccess", Effect: "Allow", Action: "*", Resource: "*" }],
};

/** What KMS and STS want of the resource: that it leaves the decision to its account's identity policies. */
const trustInAccount: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "AccountDecides",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "*",
            Resource: "*",
        },
    ],
};

/** A request of the user's with no policy attached to the user yet. */
function byUser(action: string, resource = "*", context: AwsRequest["context"] = {}): AwsRequest {
    return {
        principal: `arn:aws:iam::${account}:user/connection-defender-1a2b3c4d`,
        action,
        resource,
        accountId: account,
        context,
        resourcePolicy: trustInAccount,
    };
}

/** The same request with the policy attached as the component attaches it. */
function withReader(request: AwsRequest, policy: PolicyDocument): AwsRequest {
    return { ...request, identityPolicies: [policy], boundary: policy };
}

/** AWS answers this one to everybody, even against a Deny. Source: GetCallerIdentity, AWS STS API Reference. */
const grantedToEverybody = "sts:GetCallerIdentity";

function actionsOf({ Statement }: PolicyDocument): string[] {
    return Statement.flatMap(({ Action }) => Action);
}

/** The first request for the action that the simulator can answer and an administrator is granted. */
async function requestFor({ action, resources }: CatalogueAction): Promise<AwsRequest | undefined> {
    for (const resource of resources) {
        const request = byUser(action, resource);
        try {
            if ((await decide({ ...request, identityPolicies: [everything] })) === "Allowed") {
                return request;
            }
        } catch (error) {
            if (!(error instanceof NotSimulated)) {
                throw error;
            }
        }
    }
    return undefined;
}

describe("Defender for Cloud Apps' policy", () => {
    describe("is this document", () => {
        it("for Activity", () => {
            expect(defenderPolicy([Activity])).to.deep.equal({ Version: "2012-10-17", Statement: [activity] });
        });

        it("for Storage", () => {
            expect(defenderPolicy([Storage])).to.deep.equal({ Version: "2012-10-17", Statement: [storage] });
        });

        it("for Governance", () => {
            expect(defenderPolicy([Governance])).to.deep.equal({ Version: "2012-10-17", Statement: [governance] });
        });

        it("for Activity and Storage", () => {
            expect(defenderPolicy([Activity, Storage])).to.deep.equal({
                Version: "2012-10-17",
                Statement: [activity, storage],
            });
        });

        it("for all three", () => {
            expect(defenderPolicy([Activity, Storage, Governance])).to.deep.equal({
                Version: "2012-10-17",
                Statement: [activity, storage, governance],
            });
        });

        it("for all three from two networks", () => {
            const Condition = { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8:4::/48"] } };
            expect(defenderPolicy([Storage], ["203.0.113.0/24"])).to.deep.equal({
                Version: "2012-10-17",
                Statement: [{ ...storage, Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } } }],
            });
            expect(defenderPolicy([Activity, Storage, Governance], sourceIps)).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    { ...activity, Condition },
                    { ...storage, Condition },
                    { ...governance, Condition },
                ],
            });
        });

        it("in whatever order the capabilities are given", () => {
            const orders = [
                [Activity, Governance, Storage],
                [Storage, Activity, Governance],
                [Storage, Governance, Activity],
                [Governance, Activity, Storage],
                [Governance, Storage, Activity],
            ];
            for (const order of orders) {
                expect(defenderPolicy(order), order.join()).to.deep.equal({
                    Version: "2012-10-17",
                    Statement: [activity, storage, governance],
                });
            }
        });
    });

    it("has exactly the actions of Microsoft's security auditing with all three capabilities", () => {
        expect(actionsOf(defenderPolicy([Activity, Storage, Governance]))).to.have.members(securityAuditing);
    });

    it("has exactly the actions of the connector of 2018 with Activity", () => {
        expect(actionsOf(defenderPolicy([Activity]))).to.have.members(connectorOf2018);
    });

    describe("grants a capability's actions with that capability only", () => {
        const bucket = "arn:aws:s3:::some-bucket";
        const requests: [DefenderPermission, AwsRequest][] = [
            [Activity, byUser("cloudtrail:DescribeTrails")],
            [Activity, byUser("cloudtrail:LookupEvents")],
            [
                Activity,
                byUser("cloudtrail:GetTrailStatus", `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`),
            ],
            [Activity, byUser("cloudwatch:DescribeAlarmHistory", `arn:aws:cloudwatch:eu-central-1:${account}:alarm:a`)],
            [Activity, byUser("cloudwatch:GetMetricData")],
            [Activity, byUser("cloudwatch:ListMetrics")],
            [Activity, byUser("iam:ListUsers")],
            [Activity, byUser("iam:GetRole", `arn:aws:iam::${account}:role/some-role`)],
            [Storage, byUser("s3:ListAllMyBuckets")],
            [Storage, byUser("s3:GetBucketAcl", bucket)],
            [Storage, byUser("s3:GetBucketLocation", bucket)],
            [Governance, byUser("s3:PutBucketAcl", bucket)],
        ];
        for (const [capability, request] of requests) {
            it(`${request.action} with ${capability}`, async () => {
                expect(await decide(withReader(request, defenderPolicy([capability])))).to.equal("Allowed");
                const others = Object.values(DefenderPermission).filter((other) => other !== capability);
                expect(await decide(withReader(request, defenderPolicy(others)))).to.equal("ImplicitlyDenied");
            });
        }
    });

    describe("refuses what it doesn't list, whatever else is attached to the user", () => {
        const policy = defenderPolicy([Activity, Storage, Governance]);
        const requests = [
            byUser("s3:GetObject", "arn:aws:s3:::some-bucket/some-object"),
            byUser("s3:ListBucket", "arn:aws:s3:::some-bucket"),
            byUser("s3:GetBucketPolicy", "arn:aws:s3:::some-bucket"),
            byUser("kms:Decrypt", `arn:aws:kms:eu-central-1:${account}:key/0f8fad5b-d9cb-469f-a165-70867728950e`),
            byUser("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-central-1:${account}:secret:s-AbCdEf`),
            byUser("ssm:GetParameter", `arn:aws:ssm:eu-central-1:${account}:parameter/some-parameter`),
            byUser("dynamodb:GetItem", `arn:aws:dynamodb:eu-central-1:${account}:table/some-table`),
            byUser("lambda:GetFunction", `arn:aws:lambda:eu-central-1:${account}:function:some-function`),
            byUser("sts:AssumeRole", `arn:aws:iam::${account}:role/some-role`),
            byUser("iam:PassRole", `arn:aws:iam::${account}:role/some-role`),
            byUser("iam:CreateAccessKey", `arn:aws:iam::${account}:user/connection-defender-1a2b3c4d`),
            byUser("iam:DeleteUserPermissionsBoundary", `arn:aws:iam::${account}:user/connection-defender-1a2b3c4d`),
            byUser("cloudtrail:StopLogging", `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`),
        ];
        for (const request of requests) {
            it(request.action, async () => {
                const identityPolicies = [policy, everything];
                expect(await decide({ ...request, identityPolicies })).to.equal("Allowed");
                expect(await decide({ ...request, identityPolicies, boundary: policy })).to.equal("ImplicitlyDenied");
                expect(await decide({ ...request, identityPolicies: [policy] })).to.equal("ImplicitlyDenied");
            });
        }
    });

    describe("with source networks", () => {
        const addresses: [string | undefined, "Allowed" | "ImplicitlyDenied"][] = [
            ["203.0.113.0", "Allowed"],
            ["203.0.113.255", "Allowed"],
            ["2001:db8:4::1", "Allowed"],
            ["203.0.114.0", "ImplicitlyDenied"],
            ["203.0.112.255", "ImplicitlyDenied"],
            ["2001:db8:5::1", "ImplicitlyDenied"],
            [undefined, "ImplicitlyDenied"],
        ];
        const policy = defenderPolicy([Activity, Storage, Governance], sourceIps);
        for (const [action, resource] of [
            ["cloudtrail:LookupEvents", "*"],
            ["s3:ListAllMyBuckets", "*"],
            ["s3:PutBucketAcl", "arn:aws:s3:::some-bucket"],
        ] as const) {
            for (const [address, decision] of addresses) {
                it(`${decision === "Allowed" ? "grants" : "refuses"} ${action} from ${address ?? "no address"}`, async () => {
                    const from = byUser(action, resource, { "aws:SourceIp": address });
                    expect(await decide(withReader(from, policy))).to.equal(decision);
                    const anywhere = defenderPolicy([Activity, Storage, Governance]);
                    expect(await decide(withReader(from, anywhere))).to.equal("Allowed");
                });
            }
        }

        it("refuses from elsewhere even an administrator's policy", async () => {
            const inside = byUser("s3:ListAllMyBuckets", "*", { "aws:SourceIp": "203.0.113.7" });
            const outside = byUser("s3:ListAllMyBuckets", "*", { "aws:SourceIp": "198.51.100.7" });
            const attached = { identityPolicies: [everything], boundary: policy };
            expect(await decide({ ...inside, ...attached })).to.equal("Allowed");
            expect(await decide({ ...outside, ...attached })).to.equal("ImplicitlyDenied");
        });
    });

    it("grants, of all of AWS's actions, those that it lists and no other", async function () {
        this.timeout(600_000);
        skipIfKept(this, "reader, each of AWS's actions");
        const policy = defenderPolicy([Activity, Storage, Governance]);
        const listed = (action: string) =>
            securityAuditing.some((entry) =>
                entry.endsWith("*") ? action.startsWith(entry.slice(0, -1)) : action === entry,
            );
        const tallies = { write: new Tally(), read: new Tally() };
        const notSimulated: string[] = [];
        const granted: string[] = [];
        const wrong: string[] = [];
        const actions = await catalogue(account);
        for (const entry of actions.filter(({ action }) => action !== grantedToEverybody)) {
            const request = await requestFor(entry);
            if (!request) {
                notSimulated.push(entry.action);
                continue;
            }
            const byPolicy = await decide({ ...request, identityPolicies: [policy] });
            const byBoundary = await decide({ ...request, identityPolicies: [everything], boundary: policy });
            const expected = listed(entry.action) ? "Allowed" : "ImplicitlyDenied";
            if (byPolicy !== expected || byBoundary !== expected) {
                wrong.push(`${entry.action}: ${byPolicy} by the policy, ${byBoundary} by the boundary`);
            }
            if (expected === "Allowed") {
                granted.push(`${entry.action}${entry.writes ? " (write)" : ""}`);
            } else {
                const both = byPolicy === "Allowed" ? byPolicy : byBoundary;
                tallies[entry.writes ? "write" : "read"].add(both);
            }
        }
        tallies.write.print("reader", "write actions");
        tallies.read.print("reader", "read actions that it doesn't list");
        console.log(`      reader: ${granted.length} listed actions granted, ${notSimulated.length} not simulated`);

        expect(wrong).to.deep.equal([]);
        expect(notSimulated).to.deep.equal([]);
        expect(tallies.write.tried).to.be.above(10_000);
        expect(tallies.write.refused).to.equal(tallies.write.tried);
        expect(tallies.read.tried).to.be.above(8_000);
        expect(tallies.read.refused).to.equal(tallies.read.tried);
        expect(granted.filter((action) => action.endsWith("(write)"))).to.deep.equal(["s3:PutBucketAcl (write)"]);
        expect(granted).to.include.members(["cloudtrail:LookupEvents", "iam:ListUsers", "s3:GetBucketLocation"]);
    });
});
