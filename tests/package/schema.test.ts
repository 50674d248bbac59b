import { readFileSync } from "node:fs";
import { expect } from "chai";
import { analyzedSchema, packageSchema, schemaFile, schemaText } from "../../tools/generate/schema";

interface Property {
    type?: string;
    $ref?: string;
    description?: string;
    items?: Property;
    additionalProperties?: Property;
}

const classes = [
    "AlarmTopic",
    "AuditTrail",
    "CloudTrailConnection",
    "DefenderUser",
    "ExistingLogBucket",
    "LogBucket",
    "LogKey",
    "LogQueue",
    "LogQueueAlarms",
    "SentinelRole",
    "SentinelS3",
    "TamperAlarms",
    "TrailLogGroup",
];

/** The description on one line: it is wrapped as the docstring is. */
function description({ description = "" }: Property): string {
    return description.replaceAll(/\s+/g, " ");
}

/** A property's type, and the types in it. */
function typesIn(property: Property): (string | undefined)[] {
    const inner = property.items ?? property.additionalProperties;
    return [property.$ref ?? property.type, ...(inner ? typesIn(inner) : [])];
}

/** A number that a value may not go beyond, or a length. */
const limit = /\bup to \d|\b\d+ to \d|\b\d+ (letters|digits|characters)\b/;

describe("the package's schema", () => {
    const schema = packageSchema();
    const { resources, types } = schema;
    const inputs: [string, Property, boolean][] = [
        ...Object.entries(resources).flatMap(([token, { inputProperties, requiredInputs = [] }]) =>
            Object.entries(inputProperties ?? {}).map(
                ([name, property]) =>
                    [`${token} ${name}`, property, requiredInputs.includes(name)] as [string, Property, boolean],
            ),
        ),
        ...Object.entries(types).flatMap(([token, type]) =>
            "properties" in type
                ? Object.entries(type.properties ?? {}).map(
                      ([name, property]) =>
                          [`${token} ${name}`, property, (type.required ?? []).includes(name)] as [
                              string,
                              Property,
                              boolean,
                          ],
                  )
                : [],
        ),
    ];
    const outputs: [string, Property][] = Object.entries(resources).flatMap(([token, { properties }]) =>
        Object.entries(properties ?? {}).map(
            ([name, property]) => [`${token} ${name}`, property] as [string, Property],
        ),
    );

    it("is the one that is kept with the package (npm run generate writes it)", () => {
        expect(readFileSync(schemaFile, "utf8")).to.equal(schemaText());
    });

    it("bears the name that the type tokens begin with", () => {
        expect(schema.name).to.equal("trailconnect");
    });

    it("has every component, so that other languages can have them", () => {
        expect(Object.keys(resources).sort()).to.deep.equal(classes.map((name) => `trailconnect:index:${name}`));
    });

    it("has the enums, the groups of arguments, and what the data events of a trail are made from", () => {
        expect(
            Object.entries(types).map(([token, type]) => [
                token,
                "enum" in type && type.enum?.map(({ value }) => value),
            ]),
        ).to.have.deep.members([
            ["trailconnect:index:AlarmSource", ["CloudWatch", "EventBridge"]],
            ["trailconnect:index:Connector", ["defender", "sentinel", "sentinelS3"]],
            ["trailconnect:index:AzureCloud", ["commercial", "usGovernment"]],
            ["trailconnect:index:Encryption", ["kms", "s3"]],
            ["trailconnect:index:DefenderPermission", ["Activity", "Storage", "Governance"]],
            ["trailconnect:index:ReadWriteType", ["All", "ReadOnly", "WriteOnly"]],
            ["trailconnect:index:InsightType", ["ApiCallRateInsight", "ApiErrorRateInsight"]],
            ["trailconnect:index:ObjectLockMode", ["GOVERNANCE", "COMPLIANCE"]],
            ["trailconnect:index:DataEventsArgs", false],
            ["trailconnect:index:SentinelArgs", false],
            ["trailconnect:index:DefenderArgs", false],
            ["trailconnect:index:TrailArgs", false],
            ["trailconnect:index:ExistingTrailArgs", false],
            ["trailconnect:index:ExistingBucketArgs", false],
            ["trailconnect:index:ObjectLockArgs", false],
            ["trailconnect:index:OrganizationArgs", false],
            ["trailconnect:index:AlarmsArgs", false],
        ]);
    });

    it("describes every member of an enum; of the types themselves Pulumi's host keeps no description", () => {
        for (const [token, type] of Object.entries(types)) {
            expect(Object.keys(type), token).to.have.members(
                "enum" in type ? ["type", "enum"] : ["type", "properties", "required"],
            );
            for (const member of ("enum" in type && type.enum) || []) {
                expect(description(member), `${token} ${member.name}`).to.match(/^[A-Z].*\.$/);
            }
        }
    });

    it("describes every argument and every output in sentences, and has no field that is neither", () => {
        for (const [where, property] of [...inputs, ...outputs]) {
            expect(description(property), where).to.match(/^[A-Z].*\.$/);
            expect(where).to.match(/ [a-z][A-Za-z0-9]*$/);
        }
    });

    it("knows the type of each", () => {
        for (const [where, property] of [...inputs, ...outputs]) {
            for (const type of typesIn(property)) {
                expect(type, where).to.match(/^(string|number|boolean|array|object|#\/types\/trailconnect:index:\w+)$/);
            }
        }
    });

    it("tells the default of every argument that may be left out, and of no other", () => {
        for (const [where, property, isRequired] of inputs) {
            if (isRequired) {
                expect(description(property), where).to.not.include("Default:");
            } else {
                expect(description(property), where).to.match(/ Default: [^ ]/);
            }
        }
    });

    it("shows an example of every argument", () => {
        for (const [where, property] of inputs) {
            const [, example = ""] = / Example: `(.*)`\.$/.exec(description(property)) ?? [];
            expect(() => JSON.parse(example), where).to.not.throw();
        }
    });

    it("is what Pulumi's analyzer makes of the sources, but for defaults and examples, which it drops", () => {
        const withoutTags = JSON.stringify(schema).replaceAll(/\\n\\n(Default|Example): .*?\.(?=\\n\\nExample|")/g, "");
        expect(JSON.parse(withoutTags)).to.deep.equal(JSON.parse(JSON.stringify(analyzedSchema())));
    });

    it("tells whose rule a limit is: AWS's or Microsoft's by the page, or this package's", () => {
        const limited = inputs.filter(([, property]) => limit.test(description(property)));
        expect(limited).to.have.lengthOf.above(25);
        for (const [where, property] of limited) {
            expect(description(property), where).to.match(/ Source: .*"[A-Z].+"|this package's own limit/);
        }
    });

    it("names every value of an enum where it is an argument", () => {
        const named = inputs.flatMap(([where, property]) =>
            typesIn(property).flatMap((reference = "") => {
                const type = types[reference.replace("#/types/", "")];
                return type && "enum" in type ? [{ where, property, values: type.enum ?? [] }] : [];
            }),
        );
        expect(named).to.have.lengthOf.above(10);
        for (const { where, property, values } of named) {
            for (const { value } of values) {
                expect(description(property), where).to.include(value);
            }
        }
    });

    it("shows the form of every ARN that is an argument", () => {
        const arns = inputs.filter(([where]) => where.endsWith("Arn"));
        expect(arns).to.have.lengthOf.above(15);
        for (const [where, property] of arns) {
            expect(description(property), where).to.match(/`arn:PARTITION:[a-z0-9]+:[A-Z]*:ACCOUNT_ID:/);
        }
    });
});
