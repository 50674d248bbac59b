import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { keys, parseConfig, type Shape } from "../../../../config";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { controls, findingsOf } from "../../../../tools/review/controls";
import { type Finding, Standard, Status } from "../../../../tools/review/controls/control";
import { at, together } from "../../../support/arguments";
import { root } from "../../../support/project";
import { asText } from "./rendered";
import { registrationsOf, type StackName } from "./stacks";

const stacks: StackName[] = [
    "dev",
    "prod",
    "everything",
    "us-government",
    "existing-trail",
    "own-account",
    "existing-bucket",
    "weaker",
];

function counted(findings: readonly Finding[]): Record<Status, number> {
    const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
    return {
        met: count(Status.Met),
        optional: count(Status.Optional),
        exception: count(Status.Exception),
        elsewhere: count(Status.Elsewhere),
        unmet: count(Status.Unmet),
    };
}

/** What is found of the control with an id. */
async function found(stack: StackName, id: string): Promise<Finding | undefined> {
    const findings = findingsOf(await registrationsOf(stack));
    return findings.find(({ ids }) => ids.some((one) => one.id === id));
}

/** The paths of the configuration's keys. */
function paths(shape: Shape): string[] {
    return shape.kind === "object"
        ? [...shape.properties].flatMap(([name, inner]) => [
              name,
              ...paths(inner.shape).map((property) => `${name}.${property}`),
          ])
        : [];
}

describe("controls", () => {
    for (const stack of ["dev", "everything", "us-government", "existing-trail"] as const) {
        it(`are found so in the stack ${stack}`, async () => {
            const expected = readFileSync(path.join(__dirname, `findings/${stack}.txt`), "utf8");
            expect(asText(findingsOf(await registrationsOf(stack)))).to.equal(expected);
        });
    }

    it("are the same where policies are objects, as Pulumi takes them too", async () => {
        const registrations = await registrationsOf("everything");
        const asObjects = registrations.map((registration) => ({
            ...registration,
            inputs: Object.fromEntries(
                Object.entries(registration.inputs).map(([name, value]) =>
                    ["policy", "assumeRolePolicy"].includes(name) ? [name, JSON.parse(value as string)] : [name, value],
                ),
            ),
        }));
        expect(asObjects).not.to.deep.equal(registrations);
        expect(findingsOf(asObjects)).to.deep.equal(findingsOf(registrations));
    });

    it("are found in these numbers, and unmet nowhere", async () => {
        const numbers = await Promise.all(
            stacks.map(async (stack) => counted(findingsOf(await registrationsOf(stack)))),
        );
        expect(Object.fromEntries(stacks.map((stack, index) => [stack, numbers[index]]))).to.deep.equal({
            dev: { met: 28, optional: 11, exception: 5, elsewhere: 7, unmet: 0 },
            prod: { met: 28, optional: 11, exception: 5, elsewhere: 7, unmet: 0 },
            everything: { met: 44, optional: 0, exception: 10, elsewhere: 7, unmet: 0 },
            "us-government": { met: 32, optional: 10, exception: 5, elsewhere: 5, unmet: 0 },
            "existing-trail": { met: 10, optional: 0, exception: 1, elsewhere: 39, unmet: 0 },
            "own-account": { met: 7, optional: 0, exception: 3, elsewhere: 29, unmet: 0 },
            "existing-bucket": { met: 16, optional: 8, exception: 2, elsewhere: 18, unmet: 0 },
            weaker: { met: 22, optional: 13, exception: 7, elsewhere: 6, unmet: 0 },
        });
    });

    it("come by CIS's numbers, and then by what they are asked of", () => {
        const cis = controls.map(({ ids }) => ids.find(({ standard }) => standard === Standard.Cis)?.id);
        expect(cis.slice(0, 21)).to.deep.equal([
            "1.9",
            "1.11",
            "1.12",
            "1.13",
            "1.14",
            "1.15",
            "2.1.1",
            "2.1.2",
            "2.1.4",
            "3.1",
            "3.2",
            "3.4",
            "3.5",
            "3.6",
            "3.8",
            "3.9",
            "4.1",
            "4.5",
            "4.7",
            "4.8",
            "4.16",
        ]);
        expect(cis.slice(21).every((id) => id === undefined)).to.equal(true);
    });

    it("have so many ids of each standard, none twice", () => {
        const all = controls.flatMap(({ ids }) => ids);
        const numbers = Object.values(Standard).map((standard) => [
            standard,
            all.filter((one) => one.standard === standard).length,
        ]);
        expect(Object.fromEntries(numbers)).to.deep.equal({
            "CIS AWS Foundations Benchmark v5.0.0": 32,
            "AWS Security Hub (FSBP)": 26,
            "AWS Security Hub (other standards)": 26,
            Prowler: 55,
            Checkov: 49,
            Trivy: 47,
        });
        expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
        expect(new Set(controls.map(({ title }) => title)).size).to.equal(controls.length);
    });

    it("hand their ids and titles on to what is found", async () => {
        const findings = findingsOf(await registrationsOf("everything"));
        expect(findings.map(({ title, ids }) => ({ title, ids }))).to.deep.equal(
            controls.map(({ title, ids }) => ({ title, ids })),
        );
    });

    it("hand on the tests of what is found, of what an option brings, and none of what is not the program's", async () => {
        for (const stack of stacks) {
            for (const { title, status, tests, resources } of findingsOf(await registrationsOf(stack))) {
                const control = controls.find((one) => one.title === title);
                const expected = {
                    [Status.Met]: control?.tests,
                    [Status.Exception]: control?.tests,
                    [Status.Optional]: control?.optionTests ?? control?.tests,
                    [Status.Elsewhere]: [],
                    [Status.Unmet]: [],
                };
                expect(tests, `${stack}: ${title}`).to.deep.equal(expected[status]);
                expect(tests.length > 0, `${stack}: ${title}`).to.equal(status !== Status.Elsewhere);
                expect(resources.length > 0, `${stack}: ${title}`).to.equal(status !== Status.Elsewhere);
            }
        }
    });

    for (const { title, tests, optionTests = [] } of controls) {
        it(`name tests that there are: ${title}`, () => {
            for (const { file, title: ofTest } of [...tests, ...optionTests]) {
                expect(existsSync(path.join(root, file)), file).to.equal(true);
                const text = readFileSync(path.join(root, file), "utf8");
                const quoted = JSON.stringify(ofTest);
                expect(text.includes(`it(${quoted}`) || text.includes(`describe(${quoted}`), ofTest).to.equal(true);
            }
        });
    }

    it("name options that the configuration has, and no other", async () => {
        const findings = (await Promise.all(stacks.map(registrationsOf))).flatMap(findingsOf);
        const named = new Set(findings.flatMap(({ options }) => options.map(({ key }) => key)));
        expect(paths({ kind: "object", properties: keys })).to.include.members([...named]);
        expect([...named].sort()).to.deep.equal([
            "accessLogBucketName",
            "alarms.onTampering",
            "connectors",
            "defender.accessKeyGeneration",
            "defender.keepPreviousAccessKey",
            "defender.sourceIps",
            "encryption",
            "objectLock.days",
            "protectLogs",
            "trail.cloudWatchLogsRetentionDays",
            "trail.dataEvents",
            "trail.insights",
            "trail.managementEvents",
        ]);
        // The reasons speak of them too; the provider's key and the connector aside.
        const words = findings.flatMap(({ reason }) => reason.match(/\b([a-z]+\.)?[a-z]+[A-Z][A-Za-z]+\b/g) ?? []);
        const mentioned = [...new Set(words)].filter((word) => word !== "sentinelS3" && word !== "defaultTags");
        expect(mentioned).to.include("logRetentionDays");
        expect(paths({ kind: "object", properties: keys })).to.include.members(mentioned);
    });

    it("are met by the options that they name", async () => {
        const inDev = findingsOf(await registrationsOf("dev")).filter(({ status }) => status === Status.Optional);
        const inEverything = findingsOf(await registrationsOf("everything"));
        const notMet = inDev
            .map(({ title }) => inEverything.find((finding) => finding.title === title))
            .filter((finding) => finding?.status !== Status.Met);
        // There EventBridge's rules stand in for metric filters.
        expect(notMet.map((finding) => [finding?.ids[0]?.id, finding?.status])).to.deep.equal([
            ["CloudWatch.5", Status.Exception],
        ]);
    });

    for (const stack of ["dev", "prod", "weaker"] as const) {
        it(`name options that the configuration of ${stack} takes, all together`, async () => {
            const registrations = await registrationsOf(stack);
            const options = findingsOf(registrations)
                .filter(({ status }) => status === Status.Optional)
                .flatMap((finding) => finding.options);
            const [{ inputs }] = registrations.filter(({ type }) => type.endsWith(":CloudTrailConnection")) as [
                Registration,
            ];
            const wanted = together(inputs, ...options.map(({ key, value }) => at(key, value)));
            const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
            const all = Object.entries(wanted).map(([key, value]) => [`trailconnect:${key}`, asText(value)]);
            expect(
                parseConfig("trailconnect", { "aws:region": "eu-central-1", ...Object.fromEntries(all) }).problems,
            ).to.deep.equal([]);
        });
    }

    describe("where the configuration chose less", () => {
        for (const [id, status, options] of [
            ["1.12", Status.Optional, [{ key: "defender.keepPreviousAccessKey", value: false }]],
            ["1.13", Status.Elsewhere, [{ key: "defender.accessKeyGeneration", value: 4 }]],
            ["3.1", Status.Optional, [{ key: "trail.managementEvents", value: "All" }]],
            ["3.5", Status.Optional, [{ key: "encryption", value: "kms" }]],
            ["3.8", Status.Met, []],
            ["3.9", Status.Optional, [{ key: "trail.dataEvents", value: [{ resourceType: "AWS::S3::Object" }] }]],
            ["CloudTrail.3", Status.Met, []],
            ["CloudWatch.16", Status.Optional, [{ key: "trail.cloudWatchLogsRetentionDays", value: 365 }]],
            ["S3.17", Status.Optional, [{ key: "encryption", value: "kms" }]],
            ["CKV_AWS_19", Status.Met, []],
            ["CKV_AWS_355", Status.Exception, []],
        ] as const) {
            it(`are ${status}: ${id}`, async () => {
                const finding = await found("weaker", id);
                expect([finding?.status, finding?.options]).to.deep.equal([status, options]);
            });
        }

        for (const id of ["3.6", "4.7", "KMS.5"]) {
            it(`say nothing of a key that there isn't: ${id}`, async () => {
                expect(await found("weaker", id)).to.equal(undefined);
            });
        }
    });

    it("watch a trail that is there already, in its own account and region", async () => {
        const inStack = await found("own-account", "4.5");
        expect(inStack?.resources.map(({ name }) => name)).to.deep.equal([
            "trailconnect-tamper-alarms-trail",
            "trailconnect-tamper-alarms-trail-target",
        ]);
        expect((await found("existing-trail", "4.5"))?.status).to.equal(Status.Elsewhere);
    });

    it("judge the policy that the program writes for a bucket that is there, and nothing else of that bucket", async () => {
        for (const id of ["2.1.1", "S3.6", "CKV_AWS_93"]) {
            const finding = await found("existing-bucket", id);
            expect(finding?.status, id).to.equal(Status.Met);
            expect(finding?.resources.map(({ name }) => name)).to.deep.equal(["trailconnect-log-bucket-policy"]);
        }
        for (const id of ["2.1.2", "2.1.4", "S3.2", "S3.14"]) {
            expect((await found("existing-bucket", id))?.status, id).to.equal(Status.Elsewhere);
        }
    });

    it("say that the access key is bound to addresses only where its policy asks for the configuration's", async () => {
        const sentence = "The key works from the addresses of defender.sourceIps only.";
        const inEverything = await registrationsOf("everything");
        const under = (condition: string) =>
            findingsOf(
                inEverything.map((one) =>
                    one.type === "aws:iam/policy:Policy"
                        ? {
                              ...one,
                              inputs: {
                                  ...one.inputs,
                                  policy: String(one.inputs.policy).replaceAll(
                                      '{"IpAddress":{"aws:SourceIp":["203.0.113.0/26"]}}',
                                      condition,
                                  ),
                              },
                          }
                        : one,
                ),
            ).find(({ ids }) => ids.some(({ id }) => id === "CKV_AWS_273"))?.reason;
        expect(under('{"IpAddress":{"aws:SourceIp":"203.0.113.0/26"}}')).to.include(sentence);
        expect(under('{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/26"]}}')).not.to.include(sentence);
        expect(under('{"IpAddress":{"aws:SourceIp":["203.0.113.0/26","0.0.0.0/0"]}}')).not.to.include(sentence);
        expect(under('{"IpAddress":{"aws:SourceIp":[]}}')).not.to.include(sentence);
    });

    it("say whom Object Lock binds", async () => {
        const inEverything = await registrationsOf("everything");
        const under = (mode: string) =>
            findingsOf(
                inEverything.map((one) =>
                    one.type.endsWith(":BucketObjectLockConfiguration")
                        ? { ...one, inputs: { ...one.inputs, rule: { defaultRetention: { days: 90, mode } } } }
                        : one,
                ),
            ).find(({ ids }) => ids.some(({ id }) => id === "S3.15"))?.reason;
        expect(under("GOVERNANCE")).to.include(
            "in GOVERNANCE mode, which doesn't bind whoever may s3:BypassGovernanceRetention",
        );
        expect(under("COMPLIANCE")).to.include(
            "in COMPLIANCE mode, which binds everybody, the account's root user included",
        );
    });

    it("say where the end of the stack is the end of the logs", async () => {
        const sentence = "With protectLogs = false all of it goes with the stack.";
        for (const id of ["2.1.2", "S3.7"]) {
            expect((await found("dev", id))?.reason).to.include(sentence);
            expect((await found("prod", id))?.reason).not.to.include(sentence);
        }
    });
});
