import { expect } from "chai";
import { checkDeployRoleArn } from "../../../components/serviceControlPolicy/deployRole";

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
        `arn:aws:iam::111122223333:role/${"a".repeat(65)}`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's
        "arn:aws:iam::111122223333:role/${aws:username}",
    ]) {
        it(`refuses ${arn || "nothing"}`, () => {
            expect(checkDeployRoleArn(arn)).to.deep.equal({
                code: "deploy-role-arn",
                reason: "Not the ARN of an IAM role.",
                allowed:
                    "arn:PARTITION:iam::ACCOUNT_ID:role/NAME, with the role's path if it has one: no wildcard, no session (sts)",
                example: "arn:aws:iam::111122223333:role/deploy",
                source: "aws iam get-role --role-name NAME --query Role.Arn --output text",
            });
        });
    }
});
