import { expect } from "chai";
import { defaults } from "../../../components/defaults";
import type { Registration } from "../../../tools/rehearsal/engine";
import { overriddenIn } from "../../../tools/review/outsiders/overridden";

/** What a connection with these inputs has otherwise than a configuration of these texts. */
function overridden(inputs: Record<string, unknown>, texts: Record<string, string>) {
    const connection = { type: "trailconnect:index:CloudTrailConnection", name: "audit", inputs } as Registration;
    const values = Object.fromEntries(Object.entries(texts).map(([key, text]) => [`audit:${key}`, text]));
    return overriddenIn([connection], { project: "audit", configuration: { values, secretKeys: [] } });
}

/** The defaults as the Pulumi CLI hands them over. */
const declared = Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
);

describe("overriddenIn", () => {
    it("finds nothing where the program passes on what it read, account IDs without quotes included", () => {
        const inputs = {
            ...defaults,
            organization: { id: "o-exampleorgid", memberAccountIds: ["444455556666"] },
            trail: { dataEvents: [{ resourceType: "AWS::S3::Object" }] },
        };
        const texts = {
            ...declared,
            organization: '{"id":"o-exampleorgid","memberAccountIds":[444455556666]}',
            trail: '{"dataEvents":[{"resourceType":"AWS::S3::Object"}]}',
        };
        expect(overridden(inputs, texts)).to.deep.equal([]);
    });

    it("finds an argument whose key is not set", () => {
        expect(overridden({ ...defaults, existingBucket: { name: "exfil" } }, declared)).to.deep.equal([
            { connection: "audit", argument: "existingBucket", given: { name: "exfil" } },
        ]);
    });

    it("asks of a program that has keys of its own for those alone", () => {
        const inputs = { existingBucket: { name: "central" }, logRetentionDays: 30, tags: { Team: "security" } };
        expect(overridden(inputs, { logRetentionDays: "30", tags: '{"Team":"security"}' })).to.deep.equal([]);
        expect(overridden(inputs, { logRetentionDays: "31", tags: "{}", other: "1" })).to.deep.equal([
            { connection: "audit", argument: "logRetentionDays", given: 30 },
            { connection: "audit", argument: "tags", given: { Team: "security" } },
        ]);
    });
});
