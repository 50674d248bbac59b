import { expect } from "chai";
import * as fc from "fast-check";
import { describeProblems } from "../../../components/checks/problem";
import {
    advancedEventSelectors,
    type DataEventsArgs,
    InsightType,
    needsSelectors,
    problemsOfEvents,
    ReadWriteType,
    type RecordedEventsArgs,
} from "../../../components/logs/eventSelectors";

const { All, ReadOnly, WriteOnly } = ReadWriteType;
const { ApiCallRate, ApiErrorRate } = InsightType;
const objects = { resourceType: "AWS::S3::Object" };
const functions = { resourceType: "AWS::Lambda::Function" };
const bucketArn = "arn:aws:s3:::audit-logs";

const aSelector = { example: [{ resourceType: "AWS::S3::Object" }], exampleProperty: "dataEvents" };

describe("enums of events", () => {
    it("are CloudTrail's own words", () => {
        expect(Object.values(ReadWriteType)).to.deep.equal(["All", "ReadOnly", "WriteOnly"]);
        expect(Object.values(InsightType)).to.deep.equal(["ApiCallRateInsight", "ApiErrorRateInsight"]);
    });
});

describe("problemsOfEvents", () => {
    it("accepts everything left out, and empty lists", () => {
        expect(problemsOfEvents({})).to.deep.equal([]);
        expect(problemsOfEvents({ dataEvents: [], insights: [] })).to.deep.equal([]);
    });

    it("accepts every kind of management event, data event and insight", () => {
        for (const kind of [All, ReadOnly, WriteOnly]) {
            expect(problemsOfEvents({ managementEvents: kind })).to.deep.equal([]);
            expect(problemsOfEvents({ dataEvents: [{ ...objects, readWriteType: kind }, functions] })).to.deep.equal(
                [],
            );
        }
        for (const insights of [[ApiCallRate], [ApiErrorRate], [ApiCallRate, ApiErrorRate]]) {
            expect(problemsOfEvents({ insights })).to.deep.equal([]);
            expect(problemsOfEvents({ insights, managementEvents: All })).to.deep.equal([]);
            expect(problemsOfEvents({ insights, managementEvents: WriteOnly })).to.deep.equal([]);
        }
        expect(problemsOfEvents({ insights: [ApiErrorRate], managementEvents: ReadOnly })).to.deep.equal([]);
    });

    for (const insights of [[ApiCallRate], [ApiErrorRate, ApiCallRate]]) {
        it(`refuses ${insights.join(" and ")} where reads only are recorded`, () => {
            expect(problemsOfEvents({ insights, managementEvents: ReadOnly })).to.deep.equal([
                {
                    propertyPath: "insights",
                    given: insights,
                    code: "insight-without-writes",
                    reason: "ApiCallRateInsight counts write events, and the trail records only read events.",
                    allowed: "ApiErrorRateInsight, or managementEvents All or WriteOnly",
                    example: ["ApiErrorRateInsight"],
                },
            ]);
        });
    }

    it("refuses what there is no choice of", () => {
        const noChoice = {
            code: "not-an-enum-value",
            reason: "Unknown value.",
            allowed: "All, ReadOnly, WriteOnly",
            example: "All",
        };
        expect(
            problemsOfEvents({
                managementEvents: "None" as ReadWriteType,
                dataEvents: [objects, { ...objects, readWriteType: "readonly" as ReadWriteType }],
                insights: ["x" as InsightType],
            }),
        ).to.deep.equal([
            { propertyPath: "managementEvents", given: "None", ...noChoice },
            { propertyPath: "dataEvents[1].readWriteType", given: "readonly", ...noChoice, ...aSelector },
            {
                propertyPath: "insights[0]",
                given: "x",
                code: "not-an-enum-value",
                reason: "Unknown value.",
                allowed: "ApiCallRateInsight, ApiErrorRateInsight",
                example: "ApiCallRateInsight",
            },
        ]);
    });

    it("refuses an insight that stands there twice", () => {
        const insights = [ApiErrorRate, ApiErrorRate];
        expect(problemsOfEvents({ insights })).to.deep.equal([
            {
                propertyPath: "insights",
                given: insights,
                code: "twice-in-list",
                reason: "A value appears more than once in the list.",
                allowed: "one or more of ApiCallRateInsight, ApiErrorRateInsight, each once",
                example: ["ApiCallRateInsight", "ApiErrorRateInsight"],
            },
        ]);
    });

    for (const resourceType of [
        "AWS::S3::Object",
        "AWS::Lambda::Function",
        "AWS::DynamoDB::Table",
        "AWS::S3ObjectLambda::AccessPoint",
        "AWS::SSMMessages::ControlChannel",
    ]) {
        it(`accepts ${resourceType}`, () => {
            expect(problemsOfEvents({ dataEvents: [{ resourceType }] })).to.deep.equal([]);
        });
    }

    for (const resourceType of [
        "",
        "S3",
        "AWS::S3",
        "AWS::S3::",
        "AWS::::Object",
        "AWS::S3::Object::More",
        "AWS:S3:Object",
        "aws::S3::Object",
        "AWS::S3::*",
        "AWS::S3::Object ",
        " AWS::S3::Object",
        "AWS::S3::Object\n",
    ]) {
        it(`refuses ${JSON.stringify(resourceType)} as resource type`, () => {
            expect(problemsOfEvents({ dataEvents: [functions, { resourceType }] })).to.deep.equal([
                {
                    propertyPath: "dataEvents[1].resourceType",
                    given: resourceType,
                    code: "data-event-type",
                    reason: "Not a resource type of CloudTrail's data events.",
                    allowed: "AWS::SERVICE::TYPE, as listed in the CloudTrail User Guide",
                    ...aSelector,
                },
            ]);
        });
    }

    for (const prefix of [
        "arn:aws:s3:::payroll/",
        "arn:aws:s3:",
        "arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:pay",
        "arn:aws:dynamodb:eu-central-1:111122223333:table/Pay$1",
    ]) {
        it(`accepts ${prefix} as the beginning of ARNs`, () => {
            expect(problemsOfEvents({ dataEvents: [{ ...objects, arnPrefixes: [prefix] }] })).to.deep.equal([]);
        });
    }

    for (const prefix of [
        "",
        "payroll/",
        "s3://payroll/",
        "arn:",
        "arn:aws",
        "arn:aws:s3",
        "arn::s3:::payroll/",
        "arn:*:s3:::payroll/",
        "arn:aws:*:::payroll/",
        "arn:aws:s3:::*",
        "arn:aws:s3:::payroll/?",
        "arn:aws:s3:::pay roll/",
        " arn:aws:s3:::payroll/",
        "arn:aws:s3:::payroll/\n",
    ]) {
        it(`refuses ${JSON.stringify(prefix)} as the beginning of ARNs`, () => {
            expect(
                problemsOfEvents({ dataEvents: [{ ...objects, arnPrefixes: ["arn:aws:s3:::payroll/", prefix] }] }),
            ).to.deep.equal([
                {
                    propertyPath: "dataEvents[0].arnPrefixes[1]",
                    given: prefix,
                    code: "arn-prefix",
                    reason: "Not the beginning of an ARN.",
                    allowed:
                        "the beginning of an ARN, without wildcards; for a bucket's objects, including the slash after the bucket's name",
                    example: [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] }],
                    exampleProperty: "dataEvents",
                },
            ]);
        });
    }

    describe("counts the values of all conditions", () => {
        const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/`);
        const valuesOf = (events: RecordedEventsArgs) =>
            advancedEventSelectors(events, "arn:aws:s3:::logs")
                .flatMap(({ fieldSelectors }) => fieldSelectors)
                .reduce(
                    (sum, { equals, startsWiths, notStartsWiths }) =>
                        sum + [equals, startsWiths, notStartsWiths].flatMap((one) => one ?? []).length,
                    0,
                );
        const of = (count: number): RecordedEventsArgs => ({
            managementEvents: ReadWriteType.WriteOnly,
            dataEvents: [{ ...objects, arnPrefixes: arns(count) }, functions],
        });

        it("and takes 500 of them", () => {
            expect(valuesOf(of(493))).to.equal(500);
            expect(problemsOfEvents(of(493))).to.deep.equal([]);
        });

        it("and refuses 501", () => {
            expect(valuesOf(of(494))).to.equal(501);
            expect(problemsOfEvents(of(494))).to.deep.equal([
                {
                    propertyPath: "dataEvents",
                    given: of(494).dataEvents,
                    code: "too-many-selector-values",
                    reason: "The trail's event selectors would have 501 values in their conditions, and CloudTrail allows 500.",
                    allowed: "fewer or shorter arnPrefixes; a bucket's ARN and a slash stand for all of its objects",
                    ...aSelector,
                },
            ]);
        });
    });

    describe("of what other languages may bring", () => {
        const problemsOfSelector = (selector: object) => problemsOfEvents({ dataEvents: [objects, selector as never] });
        const noType = {
            code: "data-event-type",
            reason: "Not a resource type of CloudTrail's data events.",
            allowed: "AWS::SERVICE::TYPE, as listed in the CloudTrail User Guide",
            ...aSelector,
        };

        it("refuses a selector without a resource type", () => {
            expect(problemsOfSelector({})).to.deep.equal([
                {
                    propertyPath: "dataEvents[1].resourceType",
                    given: undefined,
                    ...noType,
                    code: "required",
                    reason: "Required.",
                },
            ]);
        });

        for (const resourceType of [null, 5, {}]) {
            it(`refuses ${JSON.stringify(resourceType)} as resource type`, () => {
                expect(problemsOfSelector({ resourceType })).to.deep.equal([
                    { propertyPath: "dataEvents[1].resourceType", given: resourceType, ...noType },
                ]);
            });
        }

        for (const prefix of [undefined, null, 5, {}]) {
            it(`refuses ${JSON.stringify(prefix)} as the beginning of ARNs`, () => {
                const found = problemsOfSelector({ ...functions, arnPrefixes: ["arn:aws:lambda:", prefix] });
                expect(found.map(({ propertyPath, reason }) => [propertyPath, reason])).to.deep.equal([
                    ["dataEvents[1].arnPrefixes[1]", "Not the beginning of an ARN."],
                ]);
            });
        }

        for (const readWriteType of ["", null, 5, "all"]) {
            it(`refuses ${JSON.stringify(readWriteType)} as kind of events`, () => {
                expect(problemsOfSelector({ ...functions, readWriteType })).to.deep.equal([
                    {
                        propertyPath: "dataEvents[1].readWriteType",
                        given: readWriteType,
                        code: "not-an-enum-value",
                        reason: "Unknown value.",
                        allowed: "All, ReadOnly, WriteOnly",
                        ...aSelector,
                    },
                ]);
            });
        }

        it("accepts every property left out, or undefined", () => {
            expect(
                problemsOfSelector({ ...functions, arnPrefixes: undefined, readWriteType: undefined }),
            ).to.deep.equal([]);
        });
    });

    describe("prints an example that is a whole value", () => {
        const bad: Record<string, object> = {
            "for a resource type": { resourceType: "S3" },
            "for a prefix": { ...objects, arnPrefixes: ["x"] },
            "for a kind of events": { ...objects, readWriteType: "x" },
        };
        for (const [what, selector] of Object.entries(bad)) {
            it(what, () => {
                const found = problemsOfEvents({ dataEvents: [selector as DataEventsArgs] });
                expect(found).to.have.lengthOf(1);
                const [, printed = ""] = /^ {4}Example: dataEvents: (.*)$/m.exec(describeProblems(found)) ?? [];
                const dataEvents = JSON.parse(printed);
                expect(dataEvents).to.deep.equal(found[0]?.example);
                expect(problemsOfEvents({ dataEvents })).to.deep.equal([]);
            });
        }
    });
});

describe("needsSelectors", () => {
    it("is so for whatever is given, every management event included", () => {
        expect(
            [
                {},
                { managementEvents: undefined },
                { dataEvents: [] },
                { dataEvents: undefined },
                { insights: [ApiErrorRate] },
            ].map(needsSelectors),
        ).to.deep.equal([false, false, false, false, false]);
        expect(
            [
                { managementEvents: All },
                { managementEvents: All, dataEvents: [] },
                { managementEvents: ReadOnly },
                { managementEvents: WriteOnly },
                { dataEvents: [functions] },
                { managementEvents: All, dataEvents: [functions] },
            ].map(needsSelectors),
        ).to.deep.equal([true, true, true, true, true, true]);
    });
});

describe("advancedEventSelectors", () => {
    const management = (...more: object[]) => ({
        name: "Management events",
        fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }, ...more],
    });
    const data = (resourceType: string, ...more: object[]) => ({
        name: `Data events of ${resourceType}`,
        fieldSelectors: [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: [resourceType] },
            ...more,
        ],
    });
    const notTheLogs = { field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::audit-logs/"] };
    const reads = { field: "readOnly", equals: ["true"] };
    const writes = { field: "readOnly", equals: ["false"] };

    const cases: [what: string, events: Parameters<typeof advancedEventSelectors>[0], selectors: object[]][] = [
        ["every management event", {}, [management()]],
        ["every management event by its word", { managementEvents: All, dataEvents: [] }, [management()]],
        ["reads of management", { managementEvents: ReadOnly }, [management(reads)]],
        ["writes of management", { managementEvents: WriteOnly }, [management(writes)]],
        ["data events of a type", { dataEvents: [functions] }, [management(), data("AWS::Lambda::Function")]],
        [
            "data events of a type, all of them",
            { dataEvents: [{ ...functions, readWriteType: All, arnPrefixes: [] }] },
            [management(), data("AWS::Lambda::Function")],
        ],
        [
            "reads and writes apart",
            {
                managementEvents: WriteOnly,
                dataEvents: [
                    { ...functions, readWriteType: ReadOnly },
                    { resourceType: "AWS::DynamoDB::Table", readWriteType: WriteOnly },
                ],
            },
            [management(writes), data("AWS::Lambda::Function", reads), data("AWS::DynamoDB::Table", writes)],
        ],
        [
            "some functions only",
            { dataEvents: [{ ...functions, arnPrefixes: ["arn:aws:lambda:a", "arn:aws:lambda:b"] }] },
            [
                management(),
                data("AWS::Lambda::Function", {
                    field: "resources.ARN",
                    startsWiths: ["arn:aws:lambda:a", "arn:aws:lambda:b"],
                }),
            ],
        ],
        ["every object but the logs", { dataEvents: [objects] }, [management(), data("AWS::S3::Object", notTheLogs)]],
        [
            "some objects, and the logs not among them",
            {
                dataEvents: [
                    { ...objects, arnPrefixes: ["arn:aws:s3:::a", "arn:aws:s3:::b/"], readWriteType: ReadOnly },
                ],
            },
            [
                management(),
                data("AWS::S3::Object", reads, {
                    field: "resources.ARN",
                    startsWiths: ["arn:aws:s3:::a", "arn:aws:s3:::b/"],
                    notStartsWiths: ["arn:aws:s3:::audit-logs/"],
                }),
            ],
        ],
    ];
    for (const [what, events, selectors] of cases) {
        it(`take ${what}`, () => {
            expect(advancedEventSelectors(events, bucketArn)).to.deep.equal(selectors);
        });
    }

    const someEvents: fc.Arbitrary<DataEventsArgs> = fc.record(
        {
            resourceType: fc.constantFrom("AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table"),
            arnPrefixes: fc.array(fc.constantFrom("arn:aws:s3:::a/", "arn:aws:lambda:")),
            readWriteType: fc.constantFrom(All, ReadOnly, WriteOnly),
        },
        { requiredKeys: ["resourceType"] },
    );

    it("always record management events, never the logs themselves, and name a field once", () => {
        fc.assert(
            fc.property(fc.array(someEvents, { maxLength: 5 }), (dataEvents) => {
                const selectors = advancedEventSelectors({ dataEvents }, bucketArn);
                expect(selectors).to.have.lengthOf(dataEvents.length + 1);
                expect(selectors[0]).to.deep.equal(management());
                for (const { name, fieldSelectors } of selectors) {
                    const fields = fieldSelectors.map(({ field }) => field);
                    expect(new Set(fields).size, name).to.equal(fields.length);
                    const excluded = fieldSelectors.flatMap(({ notStartsWiths = [] }) => notStartsWiths);
                    expect(excluded).to.deep.equal(name.endsWith("AWS::S3::Object") ? [`${bucketArn}/`] : []);
                }
            }),
        );
    });
});
