import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { bucketTampering, keyTampering, trailTampering } from "../../../components/alarms/tampering";
import { TamperAlarms, type TamperAlarmsArgs } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";
const required = { trailArn, topicArn };
const all = { ...required, bucketName: "audit-logs", kmsKeyArn, tags: { Team: "security" } };
const parent = "TamperAlarms tampering";

function tamperAlarms(args: Partial<TamperAlarmsArgs> = {}) {
    return construct(() => new TamperAlarms("tampering", { ...required, ...args }));
}

/** A rule and its target, as they are registered with tags. */
function rule(suffix: string, what: string, pattern: object, generatedName: unknown) {
    return [
        registration({
            type: "aws:cloudwatch/eventRule:EventRule",
            name: `tampering-${suffix}`,
            parent,
            inputs: {
                description: `Somebody changed or stopped ${what}`,
                eventPattern: JSON.stringify(pattern),
                tags: { Team: "security" },
            },
        }),
        registration({
            type: "aws:cloudwatch/eventTarget:EventTarget",
            name: `tampering-${suffix}-target`,
            parent,
            inputs: { rule: generatedName, arn: topicArn },
            dependencies: [`EventRule tampering-${suffix}`],
        }),
    ];
}

describe("TamperAlarms", () => {
    it("registers a rule for the trail, the bucket and the key each, and sends them to the topic", async () => {
        const { built, registrations, calls } = await tamperAlarms(all);
        const { values, secrets } = await outputsOf(built);
        const ruleNames = values.ruleNames as string[];
        expect(values).to.have.all.keys("ruleNames");
        expect(ruleNames.map((name) => name.replace(/-[0-9a-f]{7}$/, ""))).to.deep.equal([
            "tampering-trail",
            "tampering-bucket",
            "tampering-key",
        ]);
        expect(secrets).to.deep.equal([]);
        expect(calls.map(({ token }) => token)).to.have.members([
            "aws:index/getCallerIdentity:getCallerIdentity",
            "aws:index/getRegion:getRegion",
        ]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:TamperAlarms",
                    name: "tampering",
                    inputs: all,
                    outputs: values,
                }),
                ...rule("trail", "the trail", trailTampering(trailArn), ruleNames[0]),
                ...rule("bucket", "the log bucket", bucketTampering("audit-logs"), ruleNames[1]),
                ...rule("key", "the log key", keyTampering(kmsKeyArn), ruleNames[2]),
            ]),
        );
    });

    const parts: [string, Partial<TamperAlarmsArgs>, string[]][] = [
        ["the trail alone", {}, ["trail"]],
        ["trail and bucket", { bucketName: "audit-logs" }, ["trail", "bucket"]],
        ["trail and key", { kmsKeyArn }, ["trail", "key"]],
    ];
    for (const [title, args, suffixes] of parts) {
        it(`watches ${title} if nothing else is given`, async () => {
            const { built, registrations } = await tamperAlarms(args);
            expect(registrations.map(label)).to.have.members([
                parent,
                ...suffixes.flatMap((suffix) => [
                    `EventRule tampering-${suffix}`,
                    `EventTarget tampering-${suffix}-target`,
                ]),
            ]);
            expect((await outputsOf(built)).values.ruleNames).to.have.lengthOf(suffixes.length);
            expect(registrations.filter(({ inputs }) => "tags" in inputs)).to.deep.equal([]);
        });
    }

    it("takes values that other resources give", async () => {
        const given = {
            trailArn: pulumi.output(trailArn),
            topicArn: pulumi.output(topicArn),
            bucketName: pulumi.output("audit-logs"),
            kmsKeyArn: Promise.resolve(kmsKeyArn),
            tags: pulumi.output(all.tags),
        };
        expect(byLabel((await tamperAlarms(given)).registrations)).to.deep.equal(
            byLabel((await tamperAlarms(all)).registrations),
        );
    });

    const cases: [what: string, args: Partial<TamperAlarmsArgs>, fault: string, unmade: string][] = [
        ["trail", { trailArn: pulumi.output(`${trailArn}*`) }, "trailArn: trail-arn", "tampering-trail"],
        [
            "key",
            { kmsKeyArn: pulumi.output("arn:aws:kms:*:111122223333:key/*") },
            "kmsKeyArn: one-kms-key",
            "tampering-key",
        ],
        [
            "key, by an alias",
            { kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:alias/logs") },
            "kmsKeyArn: one-kms-key",
            "tampering-key",
        ],
    ];
    for (const [title, args, fault, unmade] of cases) {
        it(`refuses a bad ${title} that another resource gives, and makes no rule of it`, async () => {
            const { error, registrations } = await refusal(
                () => new TamperAlarms("tampering", { ...required, ...args }),
            );
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(registrations.filter(({ name }) => name.startsWith(unmade)).map(label)).to.deep.equal([]);
        });
    }

    const elsewhere: [what: string, arn: string, region: string, account: string][] = [
        ["in another region", trailArn.replace("eu-central-1", "eu-west-1"), "eu-west-1", "111122223333"],
        ["of another account", trailArn.replace("111122223333", "444455556666"), "eu-central-1", "444455556666"],
        [
            "in another region of another account",
            "arn:aws:cloudtrail:us-east-1:111122223334:trail/audit-trail",
            "us-east-1",
            "111122223334",
        ],
        ["in no region of another account", trailArn.replace("eu-central-1:1111", "X:4444"), "X", "444422223333"],
    ];
    for (const [what, arn, region, account] of elsewhere) {
        it(`refuses a trail ${what}, plain or of another resource, and makes no rule of it`, async () => {
            for (const given of [arn, pulumi.output(arn)]) {
                const { error, registrations } = await refusal(
                    () => new TamperAlarms("tampering", { ...required, trailArn: given }),
                );
                expect(faultsOf(error)).to.deep.equal(["trailArn: trail-elsewhere"]);
                for (const told of [
                    `The trail is in ${region} in account ${account}: tampering with it there is not noticed in eu-central-1 in account 111122223333.`,
                    "a trail of this account, in its home region",
                    'trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"',
                ]) {
                    expect(error.message).to.include(told);
                }
                expect(registrations.map(label)).to.deep.equal([parent]);
            }
        });
    }

    it("watches a trail of which the region is not known", async () => {
        const unknown = "arn:PARTITION:cloudtrail:HOME_REGION:111122223333:trail/TRAIL_NAME";
        const { registrations } = await tamperAlarms({ trailArn: unknown });
        expect(byLabel(registrations)["EventRule tampering-trail"]?.inputs.eventPattern).to.equal(
            JSON.stringify(trailTampering(unknown)),
        );
    });

    it("watches a trail where it is, in another partition too", async () => {
        const arn = "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/audit-trail";
        const { registrations } = await construct(() => new TamperAlarms("tampering", { ...required, trailArn: arn }), {
            cloud: sampleAws("us-gov-west-1"),
        });
        expect(registrations.map(label)).to.include("EventRule tampering-trail");
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { ...required, trailArn: "audit-trail", kmsKeyArn: "alias/logs" };
        const { error, registrations } = await refusal(() => new TamperAlarms("tampering", args));
        expect(faultsOf(error)).to.deep.equal(["trailArn: trail-arn", "kmsKeyArn: kms-key-arn"]);
        expect(registrations).to.deep.equal([]);
    });
});
