import { expect } from "chai";
import { checkDeployRoleAccount, checkDeployRoleArn } from "../../../components/serviceControlPolicy/deployRole";

describe("checkDeployRoleArn", () => {
    for (const arn of [
        "arn:aws:iam::111122223333:role/deploy",
        "arn:aws-us-gov:iam::111122223333:role/a+b=c,d.e@f_g-h",
        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef",
        `arn:aws:iam::111122223333:role/${"a".repeat(64)}`,
    ]) {
        it(`takes ${arn}`, () => {
            expect(checkDeployRoleArn(arn)).to.equal(undefined);
        });
    }

    for (const arn of [
        "",
        "*",
        "deploy",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:role/deploy?",
        "arn:aws:iam::*:role/deploy",
        "arn:aws:iam::111122223333:user/deploy",
        "arn:aws:iam::111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/deploy/session",
        "arn:aws:iam::111122223333:role/path/",
        "arn:foo:iam::111122223333:role/deploy",
        "arn:awsx:iam::111122223333:role/deploy",
        "arn:aws:iam::111122223333:role/aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail",
        `arn:aws:iam::111122223333:role/${"a".repeat(65)}`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's
        "arn:aws:iam::111122223333:role/${aws:username}",
    ]) {
        it(`refuses ${arn || "nothing"}`, () => {
            expect(checkDeployRoleArn(arn)).to.deep.equal({
                code: "deploy-role-arn",
                reason: "Not the ARN of an IAM role that can deploy.",
                allowed:
                    "arn:PARTITION:iam::ACCOUNT_ID:role/NAME, with the role's path if it has one: no wildcard, no session (sts), no service-linked role",
                example: "arn:aws:iam::111122223333:role/deploy",
                source: "aws iam get-role --role-name NAME --query Role.Arn --output text",
            });
        });
    }
});

describe("checkDeployRoleAccount", () => {
    const arn = "arn:aws-cn:iam::444455556666:role/teams/deploy";

    it("refuses another account's role, and names the connection's", () => {
        expect(checkDeployRoleAccount("111122223333")(arn)).to.deep.equal({
            code: "deploy-role-of-another-account",
            reason: "The role is in account 444455556666, and the connection is in 111122223333. The service control policy would deny everybody in 111122223333 to change the connection.",
            reasonRepeatsValue: true,
            allowed: "the ARN of a role in account 111122223333",
            example: "arn:aws-cn:iam::111122223333:role/teams/deploy",
            source: "aws iam get-role --role-name NAME --query Role.Arn --output text",
        });
    });

    it("takes the account's own, and anything where a plan has a placeholder", () => {
        expect(checkDeployRoleAccount("444455556666")(arn)).to.equal(undefined);
        for (const [account, given] of [
            ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", arn],
            ["111122223333", "arn:aws:iam::placeholder:role/deploy"],
            ["111122223333", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
        ] as const) {
            expect(checkDeployRoleAccount(account)(given)).to.equal(undefined);
        }
    });
});
