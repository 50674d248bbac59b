import { expect } from "chai";
import * as fc from "fast-check";
import { type LogLocation, logPrefixes } from "../../../components/logs/logPrefixes";

const accountId = "111122223333";
const organizationId = "o-exampleorgid";
const members = ["444455556666", "777788889999"];

const cases: [what: string, location: LogLocation, prefixes: string[]][] = [
    ["one account", { accountId }, ["AWSLogs/111122223333/CloudTrail/"]],
    [
        "one account under a key prefix",
        { accountId, keyPrefix: "cloudtrail/production" },
        ["cloudtrail/production/AWSLogs/111122223333/CloudTrail/"],
    ],
    ["one account where the key prefix is empty", { accountId, keyPrefix: "" }, ["AWSLogs/111122223333/CloudTrail/"]],
    ["a whole organization", { accountId, organizationId }, ["AWSLogs/o-exampleorgid/"]],
    [
        "a whole organization by an empty list",
        { accountId, organizationId, memberAccountIds: [] },
        ["AWSLogs/o-exampleorgid/"],
    ],
    [
        "a whole organization under a key prefix",
        { accountId, organizationId, keyPrefix: "x" },
        ["x/AWSLogs/o-exampleorgid/"],
    ],
    [
        "members of an organization",
        { accountId, organizationId, memberAccountIds: members },
        ["AWSLogs/o-exampleorgid/444455556666/CloudTrail/", "AWSLogs/o-exampleorgid/777788889999/CloudTrail/"],
    ],
    [
        "a member of an organization under a key prefix",
        { accountId, organizationId, memberAccountIds: ["444455556666"], keyPrefix: "x" },
        ["x/AWSLogs/o-exampleorgid/444455556666/CloudTrail/"],
    ],
];

/** Where CloudTrail puts a log, as "Finding your CloudTrail log files" has it. */
function keyOfLog(location: LogLocation, owner: string, directory: "CloudTrail" | "CloudTrail-Digest"): string {
    return [
        ...(location.keyPrefix ? [location.keyPrefix] : []),
        "AWSLogs",
        ...(location.organizationId ? [location.organizationId] : []),
        owner,
        directory,
        `eu-central-1/2026/01/31/${owner}_CloudTrail_eu-central-1_20260131T0000Z_0123456789abcdef.json.gz`,
    ].join("/");
}

describe("logPrefixes", () => {
    for (const [what, location, prefixes] of cases) {
        it(`are where the logs of ${what} lie`, () => {
            expect(logPrefixes(location)).to.deep.equal(prefixes);
        });
    }

    const location = fc.record({
        accountId: fc.stringMatching(/^\d{12}$/),
        organizationId: fc.option(fc.stringMatching(/^o-[a-z0-9]{10,32}$/), { nil: undefined }),
        memberAccountIds: fc.uniqueArray(fc.stringMatching(/^\d{12}$/), { maxLength: 5 }),
        keyPrefix: fc.option(fc.constantFrom("a", "a/b", "AWSLogs"), { nil: undefined }),
    });

    it("cover each wanted log once, and no digest of a named account", () => {
        fc.assert(
            fc.property(location, (given) => {
                const prefixes = logPrefixes(given);
                const covers = (key: string) => prefixes.filter((prefix) => key.startsWith(prefix)).length;
                const named = given.organizationId ? given.memberAccountIds : [given.accountId];
                for (const owner of named.length ? named : [given.accountId]) {
                    expect(covers(keyOfLog(given, owner, "CloudTrail"))).to.equal(1);
                    expect(covers(keyOfLog(given, owner, "CloudTrail-Digest"))).to.equal(named.length ? 0 : 1);
                }
            }),
        );
    });

    it("cover no log of an account that isn't named", () => {
        fc.assert(
            fc.property(location, fc.stringMatching(/^\d{12}$/), (given, stranger) => {
                const named = given.organizationId ? given.memberAccountIds : [given.accountId];
                fc.pre(named.length > 0 && !named.includes(stranger));
                const key = keyOfLog(given, stranger, "CloudTrail");
                expect(logPrefixes(given).filter((prefix) => key.startsWith(prefix))).to.deep.equal([]);
            }),
        );
    });
});
