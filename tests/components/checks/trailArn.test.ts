import { expect } from "chai";
import * as fc from "fast-check";
import { checkTrailArn } from "../../../components/checks/trailArn";
import { ownerOfTrail, trailArn } from "../../../components/facts/arns";

const arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";

const partitionsAndRegions = [
    ["aws", "eu-central-1"],
    ["aws", "ap-southeast-5"],
    ["aws", "mx-central-1"],
    ["aws-cn", "cn-northwest-1"],
    ["aws-us-gov", "us-gov-east-1"],
    ["aws-iso", "us-iso-west-1"],
    ["aws-iso-b", "us-isob-east-1"],
    ["aws-iso-e", "eu-isoe-west-1"],
    ["aws-iso-f", "us-isof-south-1"],
    ["aws-eusc", "eusc-de-east-1"],
] as const;

describe("checkTrailArn", () => {
    for (const [partition, region] of partitionsAndRegions) {
        it(`accepts a trail in ${region}`, () => {
            const accountId = "111122223333";
            const given = trailArn({ partition, region, accountId, trailName: "Audit_trail.1" });
            expect(given).to.equal(`arn:${partition}:cloudtrail:${region}:111122223333:trail/Audit_trail.1`);
            expect(checkTrailArn(given)).to.equal(undefined);
            expect(ownerOfTrail(given)).to.deep.equal({ partition, accountId });
        });
    }

    for (const given of [
        "",
        "audit-trail",
        "*",
        arn.replace("audit-trail", "*"),
        arn.replace("trail/", "eventdatastore/"),
        arn.replace("cloudtrail", "s3"),
        arn.replace("eu-central-1", "*"),
        arn.replace("eu-central-1", ""),
        arn.replace("audit-trail", ""),
        arn.replace("111122223333", "*"),
        arn.replace("arn:aws:", "arn:*:"),
        arn.replace("arn:aws:", "aws:"),
        ` ${arn}`,
        `${arn}\n`,
        `${arn},${arn}`,
    ]) {
        it(`refuses ${JSON.stringify(given.length > 80 ? `${given.slice(0, 80)}…` : given)}`, () => {
            expect(checkTrailArn(given)).to.deep.equal({
                code: "trail-arn",
                reason: "Not the ARN of a trail.",
                allowed: "arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
                example: arn,
            });
        });
    }

    for (const account of ["11112222333", "1111222233334", "account", "1111222233x3"]) {
        it(`refuses a trail of account ${account}`, () => {
            expect(checkTrailArn(arn.replace("111122223333", account))).to.deep.equal({
                code: "trail-arn-account",
                reason: "The account in the ARN doesn't have 12 digits.",
                allowed: "arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
                example: arn,
            });
        });
    }

    it("accepts nothing with a wildcard or a policy variable in it", () => {
        fc.assert(
            fc.property(
                fc.nat(arn.length),
                fc.constantFrom("*", "?", "{", "}", "{aws:userid}", ":", " "),
                (place, wildcard) => {
                    expect(checkTrailArn(arn.slice(0, place) + wildcard + arn.slice(place))).to.not.equal(undefined);
                },
            ),
        );
    });
});
