import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { TamperAlarms, type TamperAlarmsArgs } from "../../components";
import { bucketTampering, keyTampering, trailTampering } from "../../components/tampering";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../support/mocks";

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
        expect(calls).to.deep.equal([]);
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

    const cases: [string, Partial<TamperAlarmsArgs>, string, string, string][] = [
        [
            "trail",
            { trailArn: pulumi.output(`${trailArn}*`) },
            "trailArn",
            "That is not a trail's ARN. Allowed: arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
            "tampering-trail",
        ],
        [
            "key",
            { kmsKeyArn: pulumi.output("arn:aws:kms:*:111122223333:key/*") },
            "kmsKeyArn",
            "That is not a KMS key's ARN. Allowed: arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
            "tampering-key",
        ],
        [
            "key, by an alias",
            { kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:111122223333:alias/logs") },
            "kmsKeyArn",
            "That is not a KMS key's ARN. Allowed: arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias",
            "tampering-key",
        ],
    ];
    for (const [title, args, propertyPath, reason, unmade] of cases) {
        it(`refuses a bad ${title} that another resource gives, and makes no rule of it`, async () => {
            const { error, registrations } = await refusal(
                () => new TamperAlarms("tampering", { ...required, ...args }),
            );
            expect(pulumi.InputPropertiesError.isInstance(error)).to.equal(true);
            expect(error).to.have.deep.property("errors", [{ propertyPath, reason }]);
            expect(registrations.filter(({ name }) => name.startsWith(unmade)).map(label)).to.deep.equal([]);
        });
    }

    it("refuses what it can't use before it registers anything", async () => {
        const args = { ...required, trailArn: "audit-trail", kmsKeyArn: "alias/logs" };
        const { error, registrations } = await refusal(() => new TamperAlarms("tampering", args));
        expect(error.message).to.equal(`2 values can't be used.

  trailArn = "audit-trail"
    That is not a trail's ARN.
    Allowed: arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME
    Example: trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"

  kmsKeyArn = "alias/logs"
    That is not a KMS key's ARN.
    Allowed: arn:PARTITION:kms:REGION:ACCOUNT_ID:key/KEY_ID, not an alias
    Example: kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`);
        expect(registrations).to.deep.equal([]);
    });
});
