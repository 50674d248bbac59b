import { expect } from "chai";
import { actionOf } from "../support/gateway";
import { createHealthyAccount, type HealthyAccount } from "../support/healthyAccount";
import { Moto } from "../support/moto";
import { verify } from "../support/verifyCommand";

/** What the one who runs the command asks for. */
const asVerifier = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetEventSelectors",
    "cloudtrail:GetTrail",
    "cloudtrail:GetTrailStatus",
    "cloudwatch:GetMetricStatistics",
    "iam:GetAccountSummary",
    "iam:GetOpenIDConnectProvider",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:ListAttachedGroupPolicies",
    "iam:ListAttachedRolePolicies",
    "iam:ListAttachedUserPolicies",
    "iam:ListGroupPolicies",
    "iam:ListGroupsForUser",
    "iam:ListRolePolicies",
    "iam:ListUserPolicies",
    "iam:SimulatePrincipalPolicy",
    "s3:GetBucketNotificationConfiguration",
    "s3:ListObjectsV2",
    "sqs:GetQueueAttributes",
    "sts:GetCallerIdentity",
];

/** What is tried with Defender's access key. */
const asDefender = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:LookupEvents",
    "cloudwatch:ListMetrics",
    "iam:ListUsers",
    "sts:GetCallerIdentity",
];

const reads = /^[a-z0-9]+:(Get|List|Describe|Lookup|Simulate)[A-Za-z0-9]*$/;

describe("what npm run --silent connect -- verify asks AWS for", () => {
    let moto: Moto;
    let account: HealthyAccount;

    before(async function () {
        moto = await Moto.start(this);
        await moto.reset();
        account = await createHealthyAccount(moto.gateway.url);
        await moto.enforce();
        const { outputs, administrator: credentials } = account;
        const { exitCode } = await verify(outputs, { endpoint: moto.gateway.url, credentials });
        expect(exitCode).to.equal(0);
    });
    after(() => moto?.stop());

    function actionsOf(accessKeyId: string | undefined): string[] {
        const own = moto.gateway.requests.filter((request) => request.accessKeyId === accessKeyId);
        return [...new Set(own.map(({ action }) => action))].sort();
    }

    it("is signed by two keys only", () => {
        const keys = new Set(moto.gateway.requests.map(({ accessKeyId }) => accessKeyId));
        expect([...keys]).to.have.members([account.administrator.accessKeyId, account.outputs.accessKeyId]);
    });

    it("is these actions, with one's own credentials", () => {
        expect(actionsOf(account.administrator.accessKeyId)).to.deep.equal(asVerifier);
    });

    it("is what Defender asks for, with Defender's", () => {
        expect(actionsOf(account.outputs.accessKeyId)).to.deep.equal(asDefender);
    });

    it("changes nothing", () => {
        expect(moto.gateway.requests).not.to.be.empty;
        for (const { action } of moto.gateway.requests) {
            expect(action).to.match(reads);
        }
    });

    it("carries no secret", () => {
        const all = moto.gateway.requests.map(({ text }) => decodeURIComponent(text.replaceAll("+", "%20"))).join("\n");
        for (const secret of [account.administrator.secretAccessKey, account.outputs.secretAccessKey as string]) {
            expect(all).not.to.include(secret);
        }
    });

    it("would be noticed if it were more", () => {
        const authorization = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-central-1/s3/aws4_request";
        const action = (method: string, url: string) => actionOf({ method, url, headers: { authorization } }, "");
        for (const request of [
            action("PUT", "/bucket?notification"),
            action("DELETE", "/bucket?list-type=2"),
            action("GET", "/bucket/key?x-id=GetObject"),
            action("POST", "/"),
        ]) {
            expect(request).not.to.match(reads);
        }
        expect(action("GET", "/bucket?notification")).to.match(reads);
    });
});
