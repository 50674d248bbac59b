import { expect } from "chai";
import type { PolicyDocument } from "../../components/iam/document";
import { type AwsRequest, decide } from "../support/simulate";
import {
    type Attempt,
    actionsOn,
    asResourcePolicy,
    besideOwnStatements,
    decideAttempt,
    otherActions,
    outsideOf,
} from "./trial";

const account = "111122223333";
const log = "arn:aws:s3:::logs/log.json.gz";

function document(action: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "Writes",
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: action,
                Resource: "arn:aws:s3:::logs/*",
                Condition: { StringEquals: { "s3:x-amz-acl": "private", "aws:SourceAccount": account } },
            },
            {
                Sid: "RefusePlainHttp",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: "arn:aws:s3:::logs/*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}

const writes: AwsRequest = {
    principal: "cloudtrail.amazonaws.com",
    action: "s3:PutObject",
    resource: log,
    accountId: account,
    context: { "s3:x-amz-acl": "private", "aws:SourceAccount": account, "aws:SecureTransport": "true" },
};

describe("an attempt", () => {
    const trial = { attach: asResourcePolicy, permitted: [], attempts: [] };
    const reads = async (): Promise<Attempt> => {
        const others = await otherActions("test", writes, "s3", [log], (action) => action === "s3:PutObject");
        return others.find(({ request }) => request.action === "s3:GetObject") as Attempt;
    };

    it("leaves out the condition keys that its action can't carry, and says which", async () => {
        expect(await reads()).to.deep.equal({
            outsider: "test",
            request: {
                ...writes,
                action: "s3:GetObject",
                context: { "aws:SourceAccount": account, "aws:SecureTransport": "true" },
            },
            uncarried: ["s3:x-amz-acl"],
        });
    });

    it("is refused for its action, and not for want of such a key", async () => {
        expect(await decideAttempt(trial, document("s3:PutObject"), await reads())).to.equal("ImplicitlyDenied");
        expect(await decideAttempt(trial, document("s3:*"), await reads())).to.equal("Allowed");
    });

    it("meets every other condition all the same", async () => {
        const attempt = await reads();
        const context = { ...attempt.request.context, "aws:SourceAccount": "555566667777" };
        const byOther = { ...attempt, request: { ...attempt.request, context } };
        expect(await decideAttempt(trial, document("s3:*"), byOther)).to.equal("ImplicitlyDenied");
    });

    it("meets a refusal whole, even under a key that it can't carry", async () => {
        const attempt = { ...(await reads()), uncarried: ["s3:x-amz-acl", "aws:SecureTransport"] };
        expect(await decideAttempt(trial, document("s3:*"), attempt)).to.equal("Allowed");
    });

    it("meets what is left where a statement is set aside that would refuse it by itself", async () => {
        const trial = { attach: asResourcePolicy, permitted: [], attempts: [] };
        const request = { ...writes, context: { ...writes.context, "aws:SecureTransport": "false" } };
        const decided = (without?: string) =>
            decideAttempt(trial, document("s3:PutObject"), { outsider: "test", request, without });
        expect(await decided()).to.equal("ExplicitlyDenied");
        expect(await decided("RefusePlain")).to.equal("Allowed");
        expect(await decided("Writes")).to.equal("ExplicitlyDenied");
    });

    it("meets statements that it brings along beside the document's", async () => {
        const byConfig = { ...writes, principal: "config.amazonaws.com" };
        const added: PolicyDocument = {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "config.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::logs/*",
                },
            ],
        };
        const decided = (request: AwsRequest) => decide(besideOwnStatements(request, document("s3:PutObject")));
        expect(await decided(byConfig)).to.equal("ImplicitlyDenied");
        expect(await decided({ ...byConfig, resourcePolicy: added })).to.equal("Allowed");
        expect(await decided({ ...writes, resourcePolicy: added })).to.equal("Allowed");
    });

    it("stands once, and not where it is permitted", () => {
        const other = { ...writes, resource: "arn:aws:s3:::logs/other" };
        const attempts = [writes, other, other].map((request) => ({ outsider: "test", request }));
        expect(outsideOf([writes], attempts)).to.deep.equal([{ outsider: "test", request: other }]);
    });
});

describe("the actions on a resource", () => {
    it("are those that can be asked on it", async () => {
        const onObject = await actionsOn("s3", log);
        expect(onObject).to.include.members(["s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"]);
        expect(onObject).to.not.include.members(["s3:ListBucket"]);
        expect(onObject).to.not.include.members(["s3:ListAllMyBuckets"]);
        expect(await actionsOn("s3", "arn:aws:s3:::logs")).to.include.members(["s3:ListBucket", "s3:PutBucketPolicy"]);
    });

    it("are those without a resource for *", async () => {
        expect(await actionsOn("sqs", "*")).to.deep.equal(["sqs:ListQueues"]);
    });
});
