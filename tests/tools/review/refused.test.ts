import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { digestOf, policiesDigest, readRefused, sourcesOfPolicies } from "../../../tools/review/refused";

describe("the refused list", () => {
    it("is what docs/proof.md says of it", () => {
        const { configurations, documents, refusals, permitted, mutations } = readRefused();
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0).toLocaleString("en-US");
        const page = readFileSync(path.join(__dirname, "..", "..", "..", "docs", "proof.md"), "utf8");
        expect(sum(refusals.map(({ refused }) => refused))).to.equal(sum(refusals.map(({ tried }) => tried)));
        expect(sum(mutations.map(({ caught }) => caught))).to.equal(sum(mutations.map(({ planted }) => planted)));
        expect(page).to.include(
            `nobody else gets in: ${sum([documents.written])} policy documents of ${configurations} configurations, ${sum(refusals.map(({ tried }) => tried))} simulated requests from outsiders, all denied; ${sum(permitted.map(({ requests }) => requests))} requests that the connectors need, all allowed; ${sum(mutations.map(({ planted }) => planted))} deliberately weakened documents, all detected`,
        );
    });

    it("is of the present policies", () => {
        expect(readRefused().policies).to.equal(policiesDigest());
    });

    it("names a simulator and a catalogue with their versions", () => {
        const { simulator, catalogue } = readRefused();
        expect(simulator).to.match(/^@cloud-copilot\/iam-simulate \d+\.\d+\.\d+$/);
        expect(catalogue).to.match(/^@cloud-copilot\/iam-data \d+\.\d+\.\d+$/);
    });
});

describe("the digest of the policies", () => {
    const sources = [
        { name: "a.ts", content: "one\ntwo\n" },
        { name: "b.ts", content: "" },
    ];

    it("is this one", () => {
        // printf 'a.ts\0one\ntwo\n\0b.ts\0\0' | sha256sum
        expect(digestOf(sources)).to.equal("sha256:e62b0c0c724e30e5570cf7db73939f14ce57acdafa8e1f8a5aa93b39a632ae20");
    });

    it("is the same however lines end", () => {
        const [first, second] = sources as [(typeof sources)[number], (typeof sources)[number]];
        expect(digestOf([{ ...first, content: "one\r\ntwo\r\n" }, second])).to.equal(digestOf(sources));
    });

    it("is another one for another content, name, or place of the break between them", () => {
        const [first, second] = sources as [(typeof sources)[number], (typeof sources)[number]];
        const others = [
            [first],
            [{ ...first, content: "one\ntwo" }, second],
            [{ ...first, name: "c.ts" }, second],
            [first, { name: "b.", content: "ts" }],
        ];
        for (const other of others) {
            expect(digestOf(other), JSON.stringify(other)).to.not.equal(digestOf(sources));
        }
    });

    it("is of every policy module and of Microsoft's values, in order", () => {
        const names = sourcesOfPolicies().map(({ name }) => name);
        expect(names).to.include.members([
            "facts/microsoft.ts",
            "iam/document.ts",
            "iam/topicPolicy.ts",
            "logs/bucketPolicy.ts",
            "sentinelApi/trustPolicy.ts",
        ]);
        expect(names).to.deep.equal([...names].sort());
        expect(names.filter((name) => name.startsWith("dist"))).to.deep.equal([]);
        expect(policiesDigest()).to.equal(digestOf(sourcesOfPolicies()));
    });
});
