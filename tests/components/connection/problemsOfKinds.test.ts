import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { describeProblems } from "../../../components/checks/problem";
import { problemsOfConnection } from "../../../components/connection/connectionProblems";
import type { Kind } from "../../../components/connection/kind";
import { kinds } from "../../../components/connection/kinds";
import { problemsOfKinds } from "../../../components/connection/problemsOfKinds";
import { at, together } from "../../support/arguments";

/** Kinds by path. */
function ofTable(properties: Readonly<Record<string, Kind>>, prefix = ""): [path: string, kind: unknown][] {
    return Object.entries(properties).flatMap(([name, kind]): [string, unknown][] => {
        const path = `${prefix}${name}`;
        if (kind.kind === "object") {
            return ofTable(kind.properties, `${path}.`);
        }
        if (kind.kind !== "list") {
            return [[path, { kind: kind.kind, example: kind.example }]];
        }
        const { items, example } = kind;
        const inner = items.kind === "object" ? ofTable(items.properties, `${path}[].`) : [];
        return [[path, { kind: "list", items: items.kind, example }], ...inner];
    });
}

const sound = together(at("connectors", ["defender"]));
const wrong = (propertyPath: string, given: unknown) => problemsOfConnection(together(sound, at(propertyPath, given)));

describe("the kinds of a connection's arguments", () => {
    it("have examples that are of the kind themselves, and nothing else refuses", () => {
        for (const [path, kind] of ofTable(kinds)) {
            const { example } = kind as { example: unknown };
            if (!path.includes("[]")) {
                expect(problemsOfKinds(at(path, example)), path).to.deep.equal([]);
            }
        }
    });

    const refused: [propertyPath: string, given: unknown, words: string, example: unknown][] = [
        ["connectors", "sentinel", "a list of strings", ["sentinelS3"]],
        ["connectors", null, "a list of strings", ["sentinelS3"]],
        ["namePrefix", 5, "a string", "acme-audit"],
        ["defender.sourceIps", "203.0.113.0/24", "a list of strings", ["203.0.113.0/24"]],
        ["alarms.emails", "security@example.com", "a list of strings", ["security@example.com"]],
        ["alarms.emails", { length: 0 }, "a list of strings", ["security@example.com"]],
        ["organization.memberAccountIds", "444455556666", "a list of strings", ["444455556666"]],
        ["sentinel.workspaceId", 5, "a string", "0f8fad5b-d9cb-469f-a165-70867728950e"],
        ["sentinel.workspaceId", null, "a string", "0f8fad5b-d9cb-469f-a165-70867728950e"],
        [
            "sentinel.additionalSessionNames",
            "x",
            "a list of strings",
            ["MicrosoftDefender_0f8fad5b-d9cb-469f-a165-70867728950e"],
        ],
        ["protectLogs", "x", "true or false", false],
        ["protectLogs", null, "true or false", false],
        ["protectLogs", 0, "true or false", false],
        ["alarms.onTampering", "x", "true or false", true],
        ["trail.dataEvents", null, "a list of objects", [{ resourceType: "AWS::S3::Object" }]],
        ["trail.dataEvents", "AWS::S3::Object", "a list of objects", [{ resourceType: "AWS::S3::Object" }]],
        ["existingBucket.name", true, "a string", "central-audit-logs"],
        ["trail.name", 0, "a string", "audit-trail"],
        ["logRetentionDays", "365", "a number", 2555],
        ["objectLock.days", [90], "a number", 90],
        ["deployRoleArn", false, "a string", "arn:aws:iam::111122223333:role/deploy"],
    ];
    for (const [propertyPath, given, words, example] of refused) {
        it(`are kept: ${propertyPath} = ${JSON.stringify(given)}`, () => {
            expect(wrong(propertyPath, given)).to.deep.equal([
                { propertyPath, given, code: "wrong-type", reason: `Not ${words}.`, allowed: words, example },
            ]);
        });
    }

    const items: [
        propertyPath: string,
        list: unknown,
        item: string,
        given: unknown,
        words: string,
        example: unknown,
    ][] = [
        ["connectors", ["defender", null], "[1]", null, "a string", ["sentinelS3"]],
        ["defender.sourceIps", [undefined], "[0]", null, "a string", ["203.0.113.0/24"]],
        ["alarms.emails", [5], "[0]", 5, "a string", ["security@example.com"]],
        ["organization.memberAccountIds", [444455556666], "[0]", 444455556666, "a string", ["444455556666"]],
        ["trail.dataEvents", [null], "[0]", null, "an object", [{ resourceType: "AWS::S3::Object" }]],
        [
            "trail.dataEvents",
            [{ resourceType: "AWS::S3::Object", arnPrefixes: [5] }],
            "[0].arnPrefixes[0]",
            5,
            "a string",
            [{ resourceType: "AWS::S3::Object" }],
        ],
    ];
    for (const [exampleProperty, list, item, given, words, example] of items) {
        it(`are kept within ${exampleProperty}: ${JSON.stringify(list)}`, () => {
            expect(wrong(exampleProperty, list)).to.deep.equal([
                {
                    propertyPath: `${exampleProperty}${item}`,
                    given,
                    code: "wrong-type",
                    reason: `Not ${words}.`,
                    allowed: words,
                    example,
                    exampleProperty,
                },
            ]);
        });
    }

    it("are named all at once, in a message like any other", () => {
        const args = together(at("trail.name", 0), at("alarms.emails", ["a@example.com", null]));
        expect(describeProblems(problemsOfConnection(args))).to.equal(`2 values can't be used.

  trail.name = 0
    Not a string.
    Allowed: a string
    Example: trail: { name: "audit-trail" }

  alarms.emails[1] = null
    Not a string.
    Allowed: a string
    Example: alarms: { emails: ["security@example.com"] }`);
    });

    it("leave alone what another resource gives, and what isn't set", () => {
        for (const args of [
            at("trail.name", pulumi.output(5)),
            at("defender.sourceIps", [pulumi.output(5)]),
            at("defender.sourceIps", Promise.resolve("x")),
            at("tags", { team: pulumi.output("security") }),
            at("protectLogs", undefined),
            at("unknown", 5),
        ]) {
            expect(problemsOfKinds(args)).to.deep.equal([]);
        }
    });

    it("show no value that is partly another resource's", () => {
        const [problem] = wrong("trail.dataEvents", { resourceType: pulumi.output("AWS::S3::Object") });
        expect(problem?.shown).to.equal("(from another resource)");
    });
});
