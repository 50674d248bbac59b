import { expect } from "chai";
import fc from "fast-check";
import type { Statement } from "../../../components/iam/document";
import { trailStatements } from "../../../components/logs/bucketPolicy";
import { type ForeignPolicy, mergedPolicy, namedFor, parsePolicy } from "../../../components/logs/mergedPolicy";

/** A policy with everything in it that a component's own never has. */
const present = () => ({
    Version: "2008-10-17",
    Id: "somebody-elses",
    Statement: [
        {
            Sid: "OnlyTheAuditors",
            Effect: "Deny",
            NotPrincipal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/auditor"] },
            NotAction: "s3:ListBucket",
            NotResource: "arn:aws:s3:::central-audit-logs/public/*",
            Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 }, Null: { "aws:SourceVpce": true } },
        },
        { Effect: "Allow", Principal: { CanonicalUser: "79a5" }, Action: "s3:GetObject", Resource: "*" },
        { Sid: "Replaced", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" },
        { Sid: "Last", Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: ["*"], Comment: "kept" },
    ],
});

const ours: Statement[] = [
    { Sid: "Replaced", Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:GetBucketAcl" },
    { Sid: "Added", Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" },
];

function deeplyFrozen<Value>(value: Value): Value {
    if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(deeplyFrozen);
        Object.freeze(value);
    }
    return value;
}

/** Somebody else's statements, some of which happen to have one of our Sids, or are a trail's from before. */
const foreignStatement = fc
    .tuple(
        fc.dictionary(
            fc.stringMatching(/^[A-Z][A-Za-z]{0,9}$/).filter((key) => key !== "Sid" && key !== "Effect"),
            fc.jsonValue(),
        ),
        fc.option(
            fc.oneof(
                fc.constantFrom(
                    "Replaced",
                    "Added",
                    "ReplacedForAuditTrail47693191",
                    "LongGoneForAuditTrail47693191",
                    "AddedForAuditTrail204c4acd4",
                    "AddedForAuditTrail476931912",
                ),
                fc.string(),
            ),
            {
                nil: undefined,
            },
        ),
        fc.constantFrom("Allow", "Deny"),
    )
    .map(([rest, Sid, Effect]) => ({ ...rest, ...(Sid === undefined ? {} : { Sid }), Effect }));

const foreignPolicy = fc.record(
    {
        Version: fc.constantFrom("2008-10-17", "2012-10-17"),
        Id: fc.string(),
        Statement: fc.array(foreignStatement, { maxLength: 6 }),
    },
    { requiredKeys: ["Statement"] },
);

describe("a policy of somebody else's", () => {
    describe("is read", () => {
        it("with everything that is in it", () => {
            expect(parsePolicy(JSON.stringify(present()))).to.deep.equal(present());
        });

        it("with a single statement outside of a list", () => {
            const [Statement] = present().Statement;
            expect(parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }))).to.deep.equal({
                Version: "2012-10-17",
                Statement: [Statement],
            });
        });

        it("without statements", () => {
            expect(parsePolicy('{"Version":"2012-10-17","Statement":[]}')).to.deep.equal({
                Version: "2012-10-17",
                Statement: [],
            });
        });

        it("without a version, to which none is added", () => {
            expect(parsePolicy('{"Statement":{"Effect":"Deny"}}')).to.deep.equal({ Statement: [{ Effect: "Deny" }] });
        });

        it("over several lines", () => {
            expect(parsePolicy(JSON.stringify(present(), undefined, 4))).to.deep.equal(present());
        });
    });

    const malformed: Record<string, string> = {
        "an empty text": "",
        "a text that is not JSON": "Version: 2012-10-17",
        "JSON that is cut off": '{"Version":"2012-10-17","Statement":[',
        "two documents": '{"Statement":[]}{"Statement":[]}',
        null: "null",
        "a number": "42",
        "a text in JSON": '"{}"',
        "a list": '[{"Effect":"Allow"}]',
        "a document without Statement": '{"Version":"2012-10-17"}',
        "an empty document": "{}",
        "what the AWS CLI prints around a policy": '{"Policy":"{\\"Statement\\":[]}"}',
        "a statement that is null": '{"Statement":null}',
        "a statement that is a text": '{"Statement":"Allow"}',
        "a statement without Effect": '{"Statement":{"Sid":"Only","Action":"s3:*"}}',
        "a statement without Effect among others": '{"Statement":[{"Effect":"Allow"},{"Action":"s3:*"}]}',
        "a list of texts": '{"Statement":["Allow"]}',
        "a list with null in it": '{"Statement":[{"Effect":"Allow"},null]}',
        "a list of lists": '{"Statement":[[{"Effect":"Allow"}]]}',
        "Statement in lower case": '{"statement":[{"Effect":"Allow"}]}',
    };
    for (const [what, text] of Object.entries(malformed)) {
        it(`is not ${what}`, () => {
            expect(parsePolicy(text)).to.equal(undefined);
        });
    }
});

describe("statements named for a trail", () => {
    const arnOf = (name: string, region = "eu-central-1", account = "111122223333") =>
        `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
    const sids = (trailArn: string) => namedFor(trailArn, ours).map(({ Sid }) => Sid);

    for (const [name, ending] of [
        ["audit", "ForAudit575b9c54"],
        ["audit-trail", "ForAuditTrail47693191"],
        ["audit.trail_2", "ForAuditTrail204c4acd4"],
        ["1st--trail", "For1stTrailcfad1990"],
    ] as const) {
        it(`end in ${ending} for ${name}`, () => {
            expect(sids(arnOf(name))).to.deep.equal([`Replaced${ending}`, `Added${ending}`]);
        });
    }

    it("differ for trails that differ in name, spelling, region or account alone", () => {
        const arns = [
            arnOf("audit-trail"),
            arnOf("audit.trail"),
            arnOf("Audit-trail"),
            arnOf("audit-trail", "eu-west-1"),
            arnOf("audit-trail", "eu-central-1", "444455556666"),
        ];
        expect(new Set(arns.flatMap(sids)).size).to.equal(arns.length * ours.length);
    });

    it("are otherwise what they were", () => {
        const statements = trailStatements({
            bucketArn: "arn:aws:s3:::central-audit-logs",
            trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
        });
        const unnamed = ({ Sid: _, ...rest }: Statement) => rest;
        expect(namedFor(arnOf("audit-trail"), deeplyFrozen(statements)).map(unnamed)).to.deep.equal(
            statements.map(unnamed),
        );
    });

    it("have Sids of letters and digits alone, as IAM asks, whatever the name", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (name) => {
                for (const sid of sids(arnOf(name))) {
                    expect(sid).to.match(/^[A-Za-z0-9]+$/);
                }
            }),
        );
    });
});

describe("a merged policy", () => {
    const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
    const ending = "ForAuditTrail47693191";
    const named = namedFor(trailArn, ours);

    it("is this document", () => {
        const [onlyTheAuditors, canonicalUser, theirs, last] = present().Statement;
        const before = { Sid: `Replaced${ending}`, Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
        const document = { ...present(), Statement: [onlyTheAuditors, canonicalUser, before, theirs, last] };
        expect(mergedPolicy(document, trailArn, ours, ours)).to.deep.equal({
            Version: "2008-10-17",
            Id: "somebody-elses",
            Statement: [
                onlyTheAuditors,
                canonicalUser,
                theirs,
                last,
                {
                    Sid: "ReplacedForAuditTrail47693191",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                },
                {
                    Sid: "AddedForAuditTrail47693191",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                },
            ],
        });
    });

    it("has none of the trail's statements that are no longer wanted", () => {
        const grants = { bucketArn: "arn:aws:s3:::central-audit-logs", trailArn };
        const possible = trailStatements({ ...grants, organizationId: "o-exampleorgid" });
        const organizations = mergedPolicy(present(), trailArn, possible, possible);
        const sids = ({ Statement }: ForeignPolicy) =>
            (Statement as Statement[]).flatMap(({ Sid }) => (Sid?.endsWith(ending) ? [Sid] : []));
        expect(sids(organizations)).to.include(`CloudTrailWritesOrganizationLogs${ending}`);
        const accounts = mergedPolicy(organizations, trailArn, trailStatements(grants), possible);
        expect(accounts).to.deep.equal(mergedPolicy(present(), trailArn, trailStatements(grants), possible));
        expect(sids(accounts)).to.deep.equal([`CloudTrailReadsBucketAcl${ending}`, `CloudTrailWritesLogs${ending}`]);
        expect(mergedPolicy(accounts, trailArn, [], possible)).to.deep.equal(present());
    });

    it("keeps statements whose Sids are not exactly ours, whatever they end in, or not even a text", () => {
        const theirs = [
            ending,
            `X${ending}`,
            `SomebodyElse${ending}`,
            `NotReplaced${ending}`,
            `replaced${ending}`,
            `${ending}2`,
            `Its${ending.toLowerCase()}`,
            `Its${ending.slice(0, -1)}`,
            ending.slice(1),
            "",
            null,
            47693191,
            [ending],
        ].map((Sid) => ({ Sid, Effect: "Deny" }));
        expect(mergedPolicy({ Statement: theirs }, trailArn, [], ours).Statement).to.deep.equal(theirs);
        for (const Sid of [`Replaced${ending}`, `Added${ending}`]) {
            expect(mergedPolicy({ Statement: [{ Sid, Effect: "Deny" }] }, trailArn, [], ours).Statement).to.deep.equal(
                [],
            );
        }
    });

    it("is our statements alone where there were none", () => {
        expect(mergedPolicy({ Version: "2012-10-17", Statement: [] }, trailArn, ours, ours)).to.deep.equal({
            Version: "2012-10-17",
            Statement: named,
        });
    });

    it("is the document as it was where nothing is added", () => {
        expect(mergedPolicy(present(), trailArn, [], ours)).to.deep.equal(present());
    });

    it("takes a Sid in other letters for another", () => {
        const other = { Sid: `Replaced${ending.toUpperCase()}`, Effect: "Deny" };
        expect(mergedPolicy({ Statement: [other] }, trailArn, ours, ours).Statement).to.deep.equal([other, ...named]);
    });

    it("keeps somebody else's statement without a Sid, and one under our Sid without the trail's ending", () => {
        const theirs = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
        const alike = { Sid: "Replaced", ...theirs };
        expect(mergedPolicy({ Statement: [theirs, alike] }, trailArn, ours, ours).Statement).to.deep.equal([
            theirs,
            alike,
            ...named,
        ]);
    });

    it("replaces the statements of the same trail and keeps another trail's", () => {
        const arnOf = (name: string) => `arn:aws:cloudtrail:eu-central-1:111122223333:trail/${name}`;
        const forTrail = (name: string, bucket: string) =>
            trailStatements({ bucketArn: `arn:aws:s3:::${bucket}`, trailArn: arnOf(name) });
        const namedForTrail = (name: string, bucket: string) => namedFor(arnOf(name), forTrail(name, bucket));
        const both = [...namedForTrail("first", "before"), ...namedForTrail("second", "before")];
        expect(
            mergedPolicy({ Statement: both }, arnOf("first"), forTrail("first", "after"), []).Statement,
        ).to.deep.equal([...namedForTrail("second", "before"), ...namedForTrail("first", "after")]);
    });

    it("keeps everything of somebody else's, in its order", () => {
        fc.assert(
            fc.property(foreignPolicy, (policy) => {
                const { Statement, ...rest } = mergedPolicy(policy, trailArn, ours, ours);
                const { Statement: before, ...restBefore } = policy;
                expect(rest).to.deep.equal(restBefore);
                const kept = before.filter(({ Sid }) => Sid !== `Replaced${ending}` && Sid !== `Added${ending}`);
                expect(Statement).to.deep.equal([...kept, ...named]);
            }),
        );
    });

    it("is the same when merged twice, by way of its text too", () => {
        fc.assert(
            fc.property(foreignPolicy, (policy) => {
                const once = mergedPolicy(policy, trailArn, ours, ours);
                expect(mergedPolicy(once, trailArn, ours, ours)).to.deep.equal(once);
                const read = parsePolicy(JSON.stringify(once)) as ForeignPolicy;
                expect(JSON.parse(JSON.stringify(mergedPolicy(read, trailArn, ours, ours)))).to.deep.equal(
                    JSON.parse(JSON.stringify(once)),
                );
            }),
        );
    });

    it("leaves what it is made from alone", () => {
        fc.assert(
            fc.property(foreignPolicy, (policy) => {
                const before = JSON.stringify([policy, ours]);
                mergedPolicy(deeplyFrozen(policy), trailArn, deeplyFrozen(ours), deeplyFrozen(ours));
                expect(JSON.stringify([policy, ours])).to.equal(before);
            }),
        );
    });
});
