import { expect } from "chai";
import { problemsOfPlace } from "../../../components/connection/samePlace";
import { at } from "../../support/arguments";

const account = "444455556666";
const regional = ["existingKmsKeyArn", "existingBucket.topicArn", "alarms.topicArn"] as const;
const everywhere = [...regional, "existingTrail.arn", "sentinel.existingOidcProviderArn"] as const;
const frankfurt = { partition: "aws", region: "eu-central-1" };
const government = { partition: "aws-us-gov", region: "us-gov-west-1" };

/** An ARN of the argument's kind. */
function arnOf(argument: (typeof everywhere)[number], partition: string, region: string): string {
    return {
        existingKmsKeyArn: `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        "existingBucket.topicArn": `arn:${partition}:sns:${region}:${account}:audit-logs`,
        "alarms.topicArn": `arn:${partition}:sns:${region}:${account}:alarms`,
        "existingTrail.arn": `arn:${partition}:cloudtrail:${region}:${account}:trail/audit-trail`,
        "sentinel.existingOidcProviderArn": `arn:${partition}:iam::${account}:oidc-provider/sts.windows.net/`,
    }[argument];
}

describe("problemsOfPlace", () => {
    for (const argument of everywhere) {
        it(`refuses ${argument} of another partition, whatever its region`, () => {
            for (const region of ["eu-central-1", "us-gov-west-1"]) {
                const given = arnOf(argument, "aws", region);
                expect(problemsOfPlace(at(argument, given), government)).to.deep.equal([
                    {
                        propertyPath: argument,
                        given,
                        code: "another-partition",
                        reason: "The ARN is in partition aws, and the connection is in aws-us-gov. They must be in the same partition.",
                        reasonRepeatsValue: true,
                        allowed: "an ARN in partition aws-us-gov",
                        example: arnOf(argument, "aws-us-gov", "us-gov-west-1"),
                    },
                ]);
            }
        });

        it(`accepts ${argument} of the connection's own partition and region`, () => {
            for (const { partition, region } of [frankfurt, government]) {
                expect(
                    problemsOfPlace(at(argument, arnOf(argument, partition, region)), { partition, region }),
                ).to.deep.equal([]);
            }
        });

        it(`leaves ${argument} that isn't an ARN to its own check`, () => {
            for (const given of ["", "audit-logs", "arn", "arn:", "arn:aws", "arn:nowhere:sns:here:1:a", "arn:aws::"]) {
                expect(problemsOfPlace(at(argument, given), frankfurt), given).to.deep.equal([]);
            }
        });
    }

    for (const argument of regional) {
        it(`refuses ${argument} of another region`, () => {
            const given = arnOf(argument, "aws", "eu-west-1");
            expect(problemsOfPlace(at(argument, given), frankfurt)).to.deep.equal([
                {
                    propertyPath: argument,
                    given,
                    code: "another-region",
                    reason: "The ARN is in region eu-west-1, and the connection is in eu-central-1. They must be in the same region.",
                    reasonRepeatsValue: true,
                    allowed: "an ARN in region eu-central-1",
                    example: arnOf(argument, "aws", "eu-central-1"),
                },
            ]);
        });
    }

    it("accepts a trail of another region, which records every region", () => {
        expect(
            problemsOfPlace({ existingTrail: { arn: arnOf("existingTrail.arn", "aws", "eu-west-1") } }, frankfurt),
        ).to.deep.equal([]);
    });

    it("says nothing of what isn't given, and of what another resource gives", () => {
        expect(problemsOfPlace({}, frankfurt)).to.deep.equal([]);
        expect(
            problemsOfPlace(
                { alarms: { topicArn: Promise.resolve(arnOf("alarms.topicArn", "aws", "eu-west-1")) } },
                frankfurt,
            ),
        ).to.deep.equal([]);
    });
});
