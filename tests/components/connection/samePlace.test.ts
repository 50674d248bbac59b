import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { problemsOfPlace } from "../../../components/connection/samePlace";
import { CloudTrailConnection } from "../../../components/index";
import { at, type SomeArguments, together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { refusal } from "../../support/mocks";

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

    it("refuses a trail of another region, or of another account where that is known, if tampering is to be noticed", () => {
        const arn = arnOf("existingTrail.arn", "aws", "eu-west-1");
        const args = { existingTrail: { arn }, alarms: { onTampering: true } };
        const problem = {
            propertyPath: "existingTrail.arn",
            given: arn,
            code: "trail-elsewhere",
            reason: "The trail is in region eu-west-1: alarms in region eu-central-1 wouldn't detect tampering with it.",
            reasonRepeatsValue: true,
            allowed: "a trail that belongs to this account and has this home region",
            example: `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit-trail`,
        };
        expect(problemsOfPlace(args, frankfurt)).to.deep.equal([problem]);
        const accountId = "111122223333";
        expect(problemsOfPlace(args, { ...frankfurt, region: "eu-west-1", accountId })).to.deep.equal([
            {
                ...problem,
                reason: `The trail is in region eu-west-1 of account ${account}: alarms in region eu-west-1 of account ${accountId} wouldn't detect tampering with it.`,
                example: `arn:aws:cloudtrail:eu-west-1:${accountId}:trail/audit-trail`,
            },
        ]);
        for (const here of [{ accountId: account }, {}]) {
            expect(problemsOfPlace(args, { ...frankfurt, region: "eu-west-1", ...here })).to.deep.equal([]);
        }
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

describe("what is known of the place before AWS can be asked", () => {
    const sentinel = { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" };
    const keyArn = (partition: string, region: string) =>
        `arn:${partition}:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const dataEvents = [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws-us-gov:s3:::payroll/"] }];
    const make = (args: SomeArguments, opts?: pulumi.ComponentResourceOptions) => () =>
        new CloudTrailConnection("c", together({ sentinel, trail: { name: "audit" } }, args), opts);
    const inRegion = async (region: string | undefined, construction: () => unknown) => {
        pulumi.runtime.setAllConfig(region === undefined ? {} : { "aws:region": region });
        try {
            const { error, registrations } = await refusal(construction);
            return { error, faults: faultsOf(error), atOnce: registrations.length === 0 };
        } finally {
            pulumi.runtime.setAllConfig({});
        }
    };

    it("refuses data events of another partition than that of aws:region, in these words", async () => {
        const { error, atOnce } = await inRegion("eu-central-1", make({ trail: { dataEvents } }));
        expect(atOnce).to.equal(true);
        expect(error.message).to.equal(
            [
                "1 value can't be used.",
                "",
                '  trail.dataEvents[0].arnPrefixes[0] = "arn:aws-us-gov:s3:::payroll/"',
                "    The ARN is in partition aws-us-gov, and the trail is in aws. They must be in the same partition.",
                "    Allowed: the beginning of an ARN in partition aws",
                '    Example: trail: { dataEvents: [{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::payroll/"]}] }',
            ].join("\n"),
        );
    });

    it("refuses them beside an ARN of another partition", async () => {
        const args = { trail: { dataEvents }, existingKmsKeyArn: keyArn("aws", "eu-central-1") };
        const { faults, atOnce } = await inRegion(undefined, make(args));
        expect(faults).to.deep.equal(["trail.dataEvents[0].arnPrefixes[0]: another-partition"]);
        expect(atOnce).to.equal(true);
    });

    it("refuses them as soon as AWS has told the partition, where nothing else does", async () => {
        const { error, registrations } = await refusal(make({ trail: { dataEvents } }));
        expect(faultsOf(error)).to.deep.equal(["trail.dataEvents[0].arnPrefixes[0]: another-partition"]);
        expect(registrations.filter(({ type }) => type.startsWith("aws:"))).to.deep.equal([]);
    });

    it("refuses an ARN of another region than aws:region", async () => {
        const args = { existingKmsKeyArn: keyArn("aws", "us-east-1") };
        const { faults, atOnce } = await inRegion("eu-central-1", make(args));
        expect(faults).to.deep.equal(["existingKmsKeyArn: another-region"]);
        expect(atOnce).to.equal(true);
    });

    const watched = (arn: pulumi.Input<string>) => ({
        trail: undefined,
        existingTrail: { arn },
        alarms: { onTampering: true },
    });
    const elsewhere = "arn:aws:cloudtrail:us-east-1:111122223333:trail/audit-trail";

    it("refuses alarms on tampering with a trail of another region than aws:region, in these words", async () => {
        const { error, atOnce } = await inRegion("eu-central-1", make(watched(elsewhere)));
        expect(atOnce).to.equal(true);
        expect(error.message).to.equal(
            [
                "1 value can't be used.",
                "",
                `  existingTrail.arn = "${elsewhere}"`,
                "    The trail is in region us-east-1: alarms in region eu-central-1 wouldn't detect tampering with it.",
                "    Allowed: a trail that belongs to this account and has this home region",
                '    Example: existingTrail: { arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail" }',
            ].join("\n"),
        );
    });

    it("refuses them under the connection's own name once AWS has told the region, and makes nothing named", async () => {
        for (const arn of [elsewhere, pulumi.output(elsewhere)]) {
            const { error, registrations } = await refusal(make(watched(arn)));
            expect(faultsOf(error)).to.deep.equal(["existingTrail.arn: trail-elsewhere"]);
            expect(registrations.filter(({ type }) => type.startsWith("aws:cloudwatch"))).to.deep.equal([]);
        }
    });

    it("doesn't go by aws:region where the program brings a provider of its own", async () => {
        const args = { existingKmsKeyArn: keyArn("aws", "us-east-1") };
        const own = () => {
            const provider = new Provider("own", { region: "eu-central-1" });
            return make(args, { provider })();
        };
        const { faults, atOnce } = await inRegion("us-east-1", own);
        expect(faults).to.deep.equal(["existingKmsKeyArn: another-region"]);
        expect(atOnce).to.equal(false);
    });
});
