import path from "node:path";
import { expect } from "chai";
import { keys as configurationKeys, parseConfig, type Shape } from "../../../../config";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { findingsOf, groups } from "../../../../tools/review/controls";
import { type Finding, Status } from "../../../../tools/review/controls/control";
import { keys } from "../../../../tools/review/controls/options";
import { idsIn } from "../../../../tools/review/controls/standards";
import { at, together } from "../../../support/arguments";
import { expectRecorded } from "../../../support/recorded";
import { registrationsOf, type StackName } from "../../../support/stacks";
import { asText } from "./rendered";

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

/** The paths of the configuration's keys. */
function paths(shape: Shape): string[] {
    return shape.kind === "object"
        ? [...shape.properties].flatMap(([name, inner]) => [
              name,
              ...paths(inner.shape).map((property) => `${name}.${property}`),
          ])
        : [];
}

const idsOf = ({ ids }: Finding) => ids.map(({ id }) => id);

/** What is found of the control with an id. */
async function found(stack: StackName, id: string): Promise<Finding | undefined> {
    return findingsOf(await registrationsOf(stack)).find((finding) => idsOf(finding).includes(id));
}

describe("controls", () => {
    for (const stack of ["dev", "everything", "existing-trail", "weaker"] as const) {
        it(`are found as recorded in the stack ${stack}`, async () => {
            expectRecorded(
                path.join(__dirname, `findings/${stack}.txt`),
                asText(findingsOf(await registrationsOf(stack))),
            );
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
            stacks.map(async (stack) => {
                const findings = findingsOf(await registrationsOf(stack));
                const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
                return [stack, Object.fromEntries(Object.values(Status).map((status) => [status, count(status)]))];
            }),
        );
        expect(Object.fromEntries(numbers)).to.deep.equal({
            dev: { met: 18, optional: 10, exception: 6, elsewhere: 2, unmet: 0 },
            prod: { met: 28, optional: 4, exception: 9, elsewhere: 2, unmet: 0 },
            everything: { met: 31, optional: 0, exception: 10, elsewhere: 2, unmet: 0 },
            "us-government": { met: 22, optional: 9, exception: 4, elsewhere: 1, unmet: 0 },
            "existing-trail": { met: 8, optional: 0, exception: 1, elsewhere: 6, unmet: 0 },
            "own-account": { met: 9, optional: 0, exception: 4, elsewhere: 4, unmet: 0 },
            "existing-bucket": { met: 9, optional: 7, exception: 3, elsewhere: 2, unmet: 0 },
            weaker: { met: 13, optional: 13, exception: 8, elsewhere: 2, unmet: 0 },
        });
    });

    it("have titles and ids of their own", async () => {
        for (const stack of stacks) {
            const findings = findingsOf(await registrationsOf(stack));
            const titles = findings.map(({ title }) => title);
            const ids = findings.flatMap(idsOf);
            expect(new Set(titles).size, stack).to.equal(titles.length);
            expect(new Set(ids).size, stack).to.equal(ids.length);
        }
    });

    it("tell whose an id is by how it is written", () => {
        expect(
            idsIn("4.16 CloudTrail.1 s3_bucket_object_lock CKV2_AWS_10 CKV_AWS_7 AVD-AWS-0014").map(
                ({ standard }) => standard,
            ),
        ).to.deep.equal([
            "CIS AWS Foundations Benchmark v5.0.0",
            "AWS Security Hub",
            "Prowler 5.46.0",
            "Checkov 3.3.30",
            "Checkov 3.3.30",
            "Trivy (trivy-checks 1.10.0)",
        ]);
        expect(() => idsIn("CIS-4")).to.throw("CIS-4 isn't an ID of any standard");
    });

    it("name resources wherever the program shows something", async () => {
        for (const stack of stacks) {
            for (const { title, status, resources } of findingsOf(await registrationsOf(stack))) {
                expect(resources.length > 0, `${stack}: ${title}`).to.equal(status !== Status.Elsewhere);
            }
        }
    });

    it("know keys that the configuration has, and name no other", async () => {
        expect(paths({ kind: "object", properties: configurationKeys })).to.include.members(Object.values(keys));
        const findings = (await Promise.all(stacks.map(registrationsOf))).flatMap(findingsOf);
        const offered = findings.flatMap(({ options }) => options.map(({ key }) => key));
        const words = findings.flatMap(
            ({ reason }) => reason.match(/\b([a-z]+[A-Za-z]*\.)?[a-z]+[A-Z][A-Za-z]+\b/g) ?? [],
        );
        const named = new Set([...offered, ...words.filter((word) => !["sentinelS3", "defaultTags"].includes(word))]);
        const known = Object.values(keys).flatMap((key) => [key, key.replace(/\..*/, "")]);
        expect(known).to.include.members([...named]);
    });

    it("are met by the options that they offer", async () => {
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
        it(`offer options that the configuration of ${stack} takes, all together`, async () => {
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

    for (const id of ["3.6", "4.7", "KMS.5"]) {
        it(`say nothing of a key that there isn't: ${id}`, async () => {
            expect(await found("weaker", id)).to.equal(undefined);
        });
    }

    it("watch an existing trail in its own account and region, and leave it to its owner elsewhere", async () => {
        const inStack = await found("own-account", "4.5");
        expect(inStack?.resources.map(({ name }) => name)).to.deep.equal([
            "trailconnect-tamper-alarms-trail",
            "trailconnect-tamper-alarms-trail-matched",
            "trailconnect-tamper-alarms-trail-target",
            "trailconnect-tamper-alarms-trail-unsent",
        ]);
        expect((await found("existing-trail", "4.5"))?.status).to.equal(Status.Elsewhere);
    });

    it("leave an existing bucket to its owner, and a bucket that nobody names to its trail's", async () => {
        const titleOf = async (stack: StackName) => (await found(stack, "S3.14"))?.title;
        expect(await titleOf("existing-bucket")).to.equal("Controls of the existing bucket");
        expect(await titleOf("own-account")).to.equal("Controls of the existing trail's bucket");
    });

    it("are none for a program without any of it", () => {
        expect(findingsOf([])).to.deep.equal([]);
        expect(groups.flatMap(({ controls }) => controls)).to.have.length(41);
    });
});
