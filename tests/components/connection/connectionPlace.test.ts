import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CloudTrailConnection, type CloudTrailConnectionArgs, Connector } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { at, together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { label, type Registration, refusal } from "../../support/mocks";

const account = "111122223333";
const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";

const arns = (partition: string, region: string) => ({
    "existingTrail.arn": `arn:${partition}:cloudtrail:${region}:${account}:trail/audit-trail`,
    "sentinel.existingOidcProviderArn": `arn:${partition}:iam::${account}:oidc-provider/${issuer}`,
    existingKmsKeyArn: `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    "existingBucket.topicArn": `arn:${partition}:sns:${region}:${account}:audit-logs`,
    "alarms.topicArn": `arn:${partition}:sns:${region}:${account}:alarms`,
    deployRoleArn: `arn:${partition}:iam::${account}:role/deploy`,
});

type ArnArgument = keyof ReturnType<typeof arns>;

const regional: ArnArgument[] = ["existingKmsKeyArn", "existingBucket.topicArn", "alarms.topicArn"];

const base: CloudTrailConnectionArgs = {
    connectors: [Connector.SentinelS3],
    sentinel: { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" },
};

/** A connection that has a use for the argument. */
function connectionWith(argument: ArnArgument, arn: pulumi.Input<string>) {
    const ofTrail = {
        existingTrail: { arn: arns("aws", "eu-central-1")["existingTrail.arn"] },
        existingBucket: { name: "central" },
    };
    const args = together(
        base,
        { alarms: { onTampering: true } },
        argument === "alarms.topicArn" ? {} : ofTrail,
        at(argument, arn),
    );
    return refusal(() => new CloudTrailConnection("c", args), { cloud: sampleAws("eu-central-1") });
}

/** Given plainly, it is refused before anything has a name; nothing waits for another resource but what names it. */
function expectNothingMade(
    how: "plainly" | "by another resource",
    registrations: readonly Registration[],
    arn: string,
) {
    const resources = registrations.filter(({ custom }) => custom);
    if (how === "plainly") {
        // Neither hangs on what exists.
        const always = ["OpenIdConnectProvider c-sentinel-s3-oidc-provider", "RandomId c-suffix"];
        expect(always).to.include.members(resources.map(label));
    } else {
        expect(resources.filter(({ inputs }) => JSON.stringify(inputs).includes(arn)).map(label)).to.deep.equal([]);
    }
}

const given = [
    ["plainly", (arn: string) => arn],
    ["by another resource", (arn: string) => pulumi.output(arn)],
] as const;

describe("What exists elsewhere than the connection", () => {
    for (const [how, of] of given) {
        for (const argument of Object.keys(arns("aws", "")) as ArnArgument[]) {
            it(`is refused: ${argument} of another partition, given ${how}`, async () => {
                const arn = arns("aws-us-gov", "us-gov-west-1")[argument];
                const { error, registrations } = await connectionWith(argument, of(arn));
                expect(faultsOf(error)).to.deep.equal([`${argument}: another-partition`]);
                expectNothingMade(how, registrations, arn);
            });
        }

        for (const argument of regional) {
            it(`is refused: ${argument} of another region, given ${how}`, async () => {
                const arn = arns("aws", "eu-west-1")[argument];
                const { error, registrations } = await connectionWith(argument, of(arn));
                expect(faultsOf(error)).to.deep.equal([`${argument}: another-region`]);
                expectNothingMade(how, registrations, arn);
            });
        }
    }

    it("is named all at once", async () => {
        const { errors } = await refusal(
            () =>
                new CloudTrailConnection(
                    "c",
                    together(
                        base,
                        { existingBucket: { name: "central" } },
                        ...Object.entries(arns("aws-us-gov", "us-gov-west-1")).map(([path, arn]) => at(path, arn)),
                    ),
                ),
            { cloud: sampleAws("eu-central-1") },
        );
        const paths = Object.keys(arns("aws", ""));
        expect(errors).to.not.deep.equal([]);
        for (const error of errors) {
            expect(faultsOf(error)).to.have.members(paths.map((path) => `${path}: another-partition`));
        }
    });
});
