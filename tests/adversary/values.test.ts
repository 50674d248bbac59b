import { expect } from "chai";
import fc from "fast-check";
import {
    elsewhere,
    foreignAccounts,
    foreignArns,
    foreignAudiences,
    foreignExternalIds,
    foreignSessionNames,
    foreignTrails,
    foreignValue,
    otherServices,
    sample,
} from "./values";

const trail = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const topic = "arn:aws:sns:eu-central-1:111122223333:audit-logs";
const bucket = "arn:aws:s3:::audit-logs";
const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("foreign values", () => {
    const generated: Record<string, [own: string, values: string[]]> = {
        accounts: ["111122223333", foreignAccounts("111122223333")],
        "accounts of another": ["555566667777", foreignAccounts("555566667777")],
        trails: [trail, foreignTrails(trail)],
        topics: [topic, foreignArns(topic)],
        buckets: [bucket, foreignArns(bucket)],
        places: [trail, elsewhere(trail)],
        "external IDs": [id, foreignExternalIds(id)],
        "session names": ["own", foreignSessionNames(["own", "other own"], id)],
        audiences: ["api://own", foreignAudiences("api://own", ["api://government"])],
        services: ["sns.amazonaws.com", otherServices("sns.amazonaws.com")],
    };
    for (const [what, [own, values]] of Object.entries(generated)) {
        it(`(${what}) are several, each once, and never the own one`, () => {
            expect(values).to.have.length.above(5);
            expect(new Set(values).size).to.equal(values.length);
            expect(values).to.not.include(own);
        });
    }

    it("are the same in every run", () => {
        expect(sample(fc.uuid(), 3)).to.deep.equal(sample(fc.uuid(), 3));
        expect(foreignTrails(trail)).to.deep.equal(foreignTrails(trail));
    });

    it("that are planted are among those that outsiders come with", () => {
        expect(foreignTrails(trail)).to.include(foreignValue("aws:SourceArn", trail));
        expect(foreignArns(topic)).to.include(foreignValue("aws:SourceArn", topic));
        expect(foreignArns(bucket)).to.include(foreignValue("aws:SourceArn", bucket));
        expect(foreignAccounts("111122223333")).to.include(foreignValue("aws:SourceAccount", "111122223333"));
        expect(foreignExternalIds(id)).to.include(foreignValue("sts:ExternalId", id));
        expect(foreignSessionNames(["own"], id)).to.include(foreignValue("sts:RoleSessionName", "own"));
        expect(foreignAudiences("own", [])).to.include(foreignValue("sts.windows.net/x/:aud", "own"));
    });

    it("are asked for where a policy has a new condition key", () => {
        expect(() => foreignValue("aws:PrincipalOrgID", "o-exampleorgid")).to.throw(
            "No outsider comes with a value of its own for aws:PrincipalOrgID: add one to tests/adversary/values.ts",
        );
    });
});
