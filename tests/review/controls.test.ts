import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { load } from "js-yaml";
import { controls, findingsOf } from "../../review/controls";
import { type Finding, Standard, Status } from "../../review/controls/control";
import { root } from "../support/project";
import { asText } from "./rendered";
import { registrationsOf, type StackName } from "./stacks";

const stacks: StackName[] = ["dev", "prod", "everything", "us-government", "existing-trail", "own-account", "weaker"];

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

describe("controls", () => {
    for (const stack of ["dev", "everything", "us-government", "existing-trail"] as const) {
        it(`are found so in the stack ${stack}`, async () => {
            const expected = readFileSync(path.join(__dirname, `findings/${stack}.txt`), "utf8");
            expect(asText(findingsOf(await registrationsOf(stack)))).to.equal(expected);
        });
    }

    it("are found in these numbers, and unmet nowhere", async () => {
        const numbers = await Promise.all(
            stacks.map(async (stack) => counted(findingsOf(await registrationsOf(stack)))),
        );
        expect(Object.fromEntries(stacks.map((stack, index) => [stack, numbers[index]]))).to.deep.equal({});
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
        expect(Object.fromEntries(numbers)).to.deep.equal({});
        expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
        expect(new Set(controls.map(({ title }) => title)).size).to.equal(controls.length);
    });

    it("hand their ids, titles and tests on to what is found", async () => {
        const findings = findingsOf(await registrationsOf("everything"));
        expect(findings.map(({ title, ids, tests }) => ({ title, ids, tests }))).to.deep.equal(
            controls.map(({ title, ids, tests }) => ({ title, ids, tests })),
        );
    });

    for (const { title, tests } of controls) {
        it(`name tests that there are: ${title}`, () => {
            expect(tests).not.to.deep.equal([]);
            for (const { file, title: ofTest } of tests) {
                expect(existsSync(path.join(root, file)), file).to.equal(true);
                const text = readFileSync(path.join(root, file), "utf8");
                const quoted = JSON.stringify(ofTest);
                expect(text.includes(`it(${quoted}`) || text.includes(`describe(${quoted}`), ofTest).to.equal(true);
            }
        });
    }

    it("name options that the configuration has, and no other", async () => {
        const { config } = load(readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as { config: object };
        const findings = (await Promise.all(stacks.map(registrationsOf))).flatMap(findingsOf);
        const named = new Set(findings.flatMap(({ options }) => options.map(({ key }) => key)));
        expect(Object.keys(config)).to.include.members([...named]);
        expect([...named].sort()).to.deep.equal([]);
        // The reasons speak of them too.
        const spokenOf = findings.flatMap(({ reason }) => reason.match(/\b[a-z]+[A-Z][A-Za-z]+\b/g) ?? []);
        expect(Object.keys(config)).to.include.members([...new Set(spokenOf)].filter((word) => word !== "sentinelS3"));
    });

    it("are met by the options that they name", async () => {
        const inDev = findingsOf(await registrationsOf("dev")).filter(({ status }) => status === Status.Optional);
        const inEverything = findingsOf(await registrationsOf("everything"));
        for (const { title } of inDev) {
            expect(inEverything.find((finding) => finding.title === title)?.status, title).to.equal(Status.Met);
        }
    });

    describe("of a weaker configuration", () => {});
});
