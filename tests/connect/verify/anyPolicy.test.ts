import { expect } from "chai";
import * as fc from "fast-check";
import type { StackOutputs } from "../../../connect/outputs";
import { judgeRole } from "../../../connect/verify/sentinelApi/judgement";
import { judgeSentinelS3 } from "../../../connect/verify/sentinelS3/judgement";
import type { SentinelS3Observations } from "../../../connect/verify/sentinelS3/observations";

describe("whatever the policies' texts", () => {
    const outputs: StackOutputs = {
        accountId: "444455556666",
        region: "ap-east-1",
        partition: "aws",
        trailName: "trail",
        trailArn: "arn:aws:cloudtrail:ap-east-1:444455556666:trail/trail",
        bucketName: "logs",
        roleArn: "arn:aws:iam::444455556666:role/sentinel",
        externalId: "0f8fad5b-d9cb-469f-a165-70867728950e",
        sentinelWorkspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e",
        sentinelS3RoleArn: "arn:aws:iam::444455556666:role/OIDC_sentinel",
        sentinelQueueUrl: "https://sqs.ap-east-1.amazonaws.com/444455556666/queue",
        sentinelOidcProviderArn:
            "arn:aws:iam::444455556666:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
        sentinelS3Accounts: ["444455556666"],
    };
    const word = fc.constantFrom(
        "Allow",
        "Deny",
        "*",
        "AWS",
        "Service",
        "s3.amazonaws.com",
        "sts:AssumeRole",
        "sts:AssumeRoleWithWebIdentity",
        "sqs:SendMessage",
        "s3:GetObject",
        "StringEquals",
        "ArnLike",
        "aws:SourceArn",
        "sts:ExternalId",
        "toString",
        "__proto__",
        "constructor",
    );
    const { tree: anything } = fc.letrec((tie) => ({
        tree: fc.oneof(
            { depthSize: "small", withCrossShrink: true },
            fc.oneof(word, fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
            fc.array(tie("tree"), { maxLength: 3 }),
            fc.dictionary(fc.oneof(word, fc.string()), tie("tree"), { maxKeys: 3 }),
        ),
    }));
    const likeAStatement = fc.record(
        {
            Effect: fc.oneof(fc.constantFrom<unknown>("Allow", "Deny"), anything),
            Principal: anything,
            NotPrincipal: anything,
            Action: anything,
            NotAction: anything,
            Resource: anything,
            Condition: anything,
        },
        { requiredKeys: [] },
    );
    const json = fc
        .oneof(anything, fc.record({ Statement: fc.oneof(likeAStatement, fc.array(likeAStatement), anything) }))
        .map((value) => JSON.stringify(value));
    const text = fc.oneof(fc.string(), json, json.map(encodeURIComponent), fc.json());

    it("the judges of the role never throw, and let none of them pass", () => {
        fc.assert(
            fc.property(text, (trust) => {
                const verdicts = judgeRole(
                    {
                        trust: { value: trust },
                        attached: { value: ["AWSCloudTrail_ReadOnlyAccess"] },
                        own: { value: {} },
                    },
                    outputs,
                    "197857026523",
                );
                expect(verdicts.map(({ result }) => result)).to.deep.equal(["fails", "fails", "holds", "holds"]);
            }),
            { numRuns: 500 },
        );
    });

    it("the judges of the S3 connector never throw, and let none of them pass", () => {
        const judged = (trust: string, own: string, policy: string) => {
            const seen: SentinelS3Observations = {
                audiences: { value: [] },
                role: { trust: { value: trust }, attached: { value: [] }, own: { value: { own } } },
                queue: { value: { policy, waiting: 0 } },
                deadLetters: { value: 0 },
                oldestAge: { value: 0 },
                notifications: { value: [] },
                tokenVersion: { value: 2 },
            };
            return judgeSentinelS3(seen, outputs).map(({ result }) => result);
        };
        fc.assert(
            fc.property(text, text, text, (trust, own, policy) => {
                expect(judged(trust, own, policy)).to.deep.equal([
                    ...Array(6).fill("fails"),
                    ...Array(3).fill("holds"),
                ]);
            }),
            { numRuns: 500 },
        );
    });
});
