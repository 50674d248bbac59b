import { expect } from "chai";
import { type Access, accessesOf } from "../../../tools/registered/accesses";
import { recorded } from "../../support/registrations";

const account = "111122223333";

function policy(...statements: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** An access in short: who, whether from inside, actions, resources, and where it is written. */
function inShort({ who, isInside, statement, resources, by, isToBeAdded }: Access): unknown[] {
    return [`${who.kind} ${who.id}`, isInside, statement.actions, resources, by, isToBeAdded];
}

const roleArn = `arn:aws:iam::${account}:role/reader`;
const role = recorded({
    type: "aws:iam/role:Role",
    name: "role",
    inputs: {
        assumeRolePolicy: policy({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "sts:AssumeRole" }),
    },
    state: { name: "reader", arn: roleArn },
});

describe("who reaches what", () => {
    it("is read from trust, identity and resource policies, and from what has yet to be added, in this order", () => {
        const connection = recorded({
            type: "trailconnect:index:CloudTrailConnection",
            name: "connection",
            state: {
                kmsKeyArn: "arn:aws:kms:eu-central-1:777788889999:key/k",
                kmsKeyPolicyStatements: JSON.stringify([
                    {
                        Effect: "Allow",
                        Principal: { Service: "cloudtrail.amazonaws.com" },
                        Action: "kms:Decrypt",
                        Resource: "*",
                    },
                ]),
            },
        });
        const bucketPolicy = recorded({
            type: "aws:s3/bucketPolicy:BucketPolicy",
            name: "policy",
            inputs: {
                policy: policy({
                    Effect: "Deny",
                    Principal: { AWS: ["*", roleArn] },
                    Action: ["s3:*"],
                    Resource: ["arn:aws:s3:::logs"],
                }),
            },
        });
        const rolePolicy = recorded({
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "inline",
            inputs: { role: "reader", policy: policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }) },
        });
        const found = accessesOf([connection, bucketPolicy, rolePolicy, role], account);
        expect(found.map(inShort)).to.deep.equal([
            ["account 444455556666", false, ["sts:AssumeRole"], [roleArn], "trust policy", false],
            [`role ${roleArn}`, false, ["s3:GetObject"], ["*"], "policy inline", false],
            ["everyone *", false, ["s3:*"], ["arn:aws:s3:::logs"], "bucket policy", false],
            [`iam ${roleArn}`, true, ["s3:*"], ["arn:aws:s3:::logs"], "bucket policy", false],
            [
                "service cloudtrail.amazonaws.com",
                false,
                ["kms:Decrypt"],
                ["arn:aws:kms:eu-central-1:777788889999:key/k"],
                "statement for the existing key's policy",
                true,
            ],
        ]);
    });

    it("is about everybody, where a statement names those whom it leaves out", () => {
        const queuePolicy = recorded({
            type: "aws:sqs/queuePolicy:QueuePolicy",
            name: "policy",
            inputs: {
                policy: policy({ Effect: "Allow", NotPrincipal: { AWS: roleArn }, Action: "sqs:*", Resource: "*" }),
            },
        });
        expect(
            accessesOf([queuePolicy], account).map(({ who, statement }) => [who.kind, statement.unread]),
        ).to.deep.equal([["everyone", ["NotPrincipal"]]]);
    });

    it("counts users by their access keys, as nobody else acts as one", () => {
        const user = recorded({
            type: "aws:iam/userPolicy:UserPolicy",
            name: "inline",
            inputs: { user: "u", policy: policy({ Effect: "Allow", Action: "iam:Get*", Resource: "*" }) },
        });
        const key = recorded({ type: "aws:iam/accessKey:AccessKey", name: "key", inputs: { user: "u" } });
        expect(accessesOf([user], account)).to.deep.equal([]);
        expect(accessesOf([user, key], account).map(({ who, by }) => [who, by])).to.deep.equal([
            [{ kind: "user", name: "u", id: "u" }, "policy inline"],
        ]);
    });
});
