import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AuditTrail, type AuditTrailArgs, InsightType, ReadWriteType } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, outputsOf, refusal, registration } from "../../support/mocks";

const required = { trailName: "audit-trail", bucketName: "audit-logs" };

function auditTrail(args: Partial<AuditTrailArgs> = {}) {
    return construct(() => new AuditTrail("audit", { ...required, ...args }));
}

/** Inputs of the trail. */
async function inputs(args: Partial<AuditTrailArgs>) {
    return byLabel((await auditTrail(args)).registrations)["Trail audit"]?.inputs;
}

const always = {
    name: "audit-trail",
    s3BucketName: "audit-logs",
    enableLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
};

describe("AuditTrail", () => {
    it("registers a trail of every region, with global events and log file validation", async () => {
        const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";
        const args = { kmsKeyArn, tags: { Team: "security" } };
        const { built, registrations } = await auditTrail(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            trailName: "audit-trail",
            trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
        });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:AuditTrail",
                    name: "audit",
                    inputs: { ...required, ...args },
                    outputs: values,
                }),
                registration({
                    type: "aws:cloudtrail/trail:Trail",
                    name: "audit",
                    parent: "AuditTrail audit",
                    inputs: { ...always, kmsKeyId: kmsKeyArn, tags: { Team: "security" } },
                    protect: true,
                }),
            ]),
        );
    });

    it("lets the trail be deleted where logs are not protected", async () => {
        for (const protectLogs of [undefined, true, false]) {
            const { registrations } = await auditTrail({ protectLogs });
            expect(byLabel(registrations)["Trail audit"]?.protect).to.equal(protectLogs !== false);
        }
    });

    it("names no key if none is given", async () => {
        const { registrations } = await auditTrail();
        expect(byLabel(registrations)["Trail audit"]?.inputs).to.deep.equal(always);
    });

    it("asks for nothing, and names no selectors, while it is not told what to record", async () => {
        const args = { dataEvents: [], insights: [], isOrganizationTrail: false };
        const { registrations, calls } = await auditTrail(args);
        expect(byLabel(registrations)["Trail audit"]?.inputs).to.deep.equal({ ...always, isOrganizationTrail: false });
        expect(calls).to.deep.equal([]);
    });

    it("records an organization, its Insights, and into a log group", async () => {
        const args = {
            isOrganizationTrail: true,
            insights: [InsightType.ApiErrorRate, InsightType.ApiCallRate],
            logGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail",
            logGroupRoleArn: "arn:aws:iam::111122223333:role/audit-trail-delivery",
        };
        const expected = {
            ...always,
            isOrganizationTrail: true,
            insightSelectors: [{ insightType: "ApiErrorRateInsight" }, { insightType: "ApiCallRateInsight" }],
            cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail:*",
            cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/audit-trail-delivery",
        };
        expect(await inputs(args)).to.deep.equal(expected);
        const given = {
            ...args,
            logGroupArn: pulumi.output(args.logGroupArn),
            logGroupRoleArn: pulumi.output(args.logGroupRoleArn),
        };
        expect(await inputs(given)).to.deep.equal(expected);
    });

    describe("with events of choice", () => {
        const management = (...more: object[]) => ({
            name: "Management events",
            fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }, ...more],
        });
        const readOnly = (value: string) => ({ field: "readOnly", equals: [value] });
        const data = (resourceType: string, ...more: object[]) => ({
            name: `Data events of ${resourceType}`,
            fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: [resourceType] },
                ...more,
            ],
        });
        const cases: [string, Partial<AuditTrailArgs>, object[]][] = [
            ["every management event, given in so many words", { managementEvents: ReadWriteType.All }, [management()]],
            [
                "every management event where data events have ended",
                { managementEvents: ReadWriteType.All, dataEvents: [] },
                [management()],
            ],
            [
                "management events that read",
                { managementEvents: ReadWriteType.ReadOnly },
                [management(readOnly("true"))],
            ],
            [
                "management events that write",
                { managementEvents: ReadWriteType.WriteOnly },
                [management(readOnly("false"))],
            ],
            [
                "data events of all objects but the logs",
                { dataEvents: [{ resourceType: "AWS::S3::Object" }] },
                [
                    management(),
                    data("AWS::S3::Object", {
                        field: "resources.ARN",
                        notStartsWiths: ["arn:aws:s3:::audit-logs/"],
                    }),
                ],
            ],
            [
                "data events of every kind, in their order",
                {
                    managementEvents: ReadWriteType.WriteOnly,
                    dataEvents: [
                        {
                            resourceType: "AWS::S3::Object",
                            arnPrefixes: ["arn:aws:s3:::payroll/", "arn:aws:s3:::contracts/"],
                            readWriteType: ReadWriteType.ReadOnly,
                        },
                        { resourceType: "AWS::Lambda::Function", readWriteType: ReadWriteType.All },
                        {
                            resourceType: "AWS::DynamoDB::Table",
                            arnPrefixes: ["arn:aws:dynamodb:eu-central-1:111122223333:table/payroll"],
                            readWriteType: ReadWriteType.WriteOnly,
                        },
                    ],
                },
                [
                    management(readOnly("false")),
                    data("AWS::S3::Object", readOnly("true"), {
                        field: "resources.ARN",
                        startsWiths: ["arn:aws:s3:::payroll/", "arn:aws:s3:::contracts/"],
                        notStartsWiths: ["arn:aws:s3:::audit-logs/"],
                    }),
                    data("AWS::Lambda::Function"),
                    data("AWS::DynamoDB::Table", readOnly("false"), {
                        field: "resources.ARN",
                        startsWiths: ["arn:aws:dynamodb:eu-central-1:111122223333:table/payroll"],
                    }),
                ],
            ],
        ];
        for (const [title, args, advancedEventSelectors] of cases) {
            it(`records ${title}`, async () => {
                const expected = { ...always, advancedEventSelectors };
                expect(await inputs(args)).to.deep.equal(expected);
                expect(await inputs({ ...args, bucketName: pulumi.output("audit-logs") })).to.deep.equal(expected);
            });
        }

        it("leaves the logs out in every partition", async () => {
            const args = { ...required, dataEvents: [{ resourceType: "AWS::S3::Object" }] };
            const { registrations } = await construct(() => new AuditTrail("audit", args), {
                cloud: sampleAws("us-gov-west-1"),
            });
            expect(byLabel(registrations)["Trail audit"]?.inputs.advancedEventSelectors).to.have.deep.nested.property(
                "[1].fieldSelectors[2]",
                { field: "resources.ARN", notStartsWiths: ["arn:aws-us-gov:s3:::audit-logs/"] },
            );
        });
    });

    it("refuses events that it can't record before it registers anything", async () => {
        const args = {
            ...required,
            managementEvents: ReadWriteType.ReadOnly,
            dataEvents: [
                { resourceType: "AWS::Lambda::Function" },
                {
                    resourceType: "S3",
                    arnPrefixes: ["payroll/"],
                    readWriteType: "Both" as ReadWriteType,
                },
            ],
            insights: [InsightType.ApiCallRate, InsightType.ApiCallRate],
        };
        const { error, registrations } = await refusal(() => new AuditTrail("audit", args));
        expect(faultsOf(error)).to.deep.equal([
            "dataEvents[1].resourceType: data-event-type",
            "dataEvents[1].arnPrefixes[0]: arn-prefix",
            "dataEvents[1].readWriteType: not-an-enum-value",
            "insights: twice-in-list",
            "insights: insight-without-writes",
        ]);
        expect(registrations).to.deep.equal([]);
    });

    describe("with data events of another partition", () => {
        const dataEvents = [
            { resourceType: "AWS::Lambda::Function" },
            { resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::a/", "arn:aws-us-gov:s3:::payroll/"] },
        ];
        const message = [
            "1 value can't be used.",
            "",
            '  dataEvents[1].arnPrefixes[1] = "arn:aws-us-gov:s3:::payroll/"',
            "    The ARN is in partition aws-us-gov, and the trail is in aws. They must be in the same partition.",
            "    Allowed: the beginning of an ARN in partition aws",
            '    Example: dataEvents: [{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::payroll/"]}]',
        ].join("\n");

        it("makes no trail once AWS has told the partition", async () => {
            const args = { ...required, dataEvents };
            const { error, registrations } = await refusal(() => new AuditTrail("audit", args));
            expect(error.message).to.equal(message);
            expect(registrations.map(({ type }) => type)).to.deep.equal(["trailconnect:index:AuditTrail"]);
        });

        const logGroupArn = "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail";
        const logGroupRoleArn = "arn:aws:iam::111122223333:role/delivery";
        const telling: Record<string, Partial<AuditTrailArgs>> = {
            key: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e" },
            "log group": { logGroupArn, logGroupRoleArn: pulumi.output(logGroupRoleArn) },
            "delivery role": { logGroupArn: pulumi.output(logGroupArn), logGroupRoleArn },
        };
        for (const [what, told] of Object.entries(telling)) {
            it(`registers nothing where the ARN of its ${what} tells the partition`, async () => {
                const args = { ...required, dataEvents, ...told };
                const { error, registrations } = await refusal(() => new AuditTrail("audit", args));
                expect(error.message).to.equal(message);
                expect(registrations).to.deep.equal([]);
            });
        }
    });

    describe("with a log group", () => {
        const logGroupArn = "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail";
        const logGroupRoleArn = "arn:aws:iam::111122223333:role/audit-trail-delivery";
        const notAlone = "logGroupRoleArn: log-group-and-role";
        const noGroup = "logGroupArn: log-group-arn";

        const cases: [what: string, args: Partial<AuditTrailArgs>, faults: string[]][] = [
            ["a log group without a role", { logGroupArn }, [notAlone]],
            [
                "a log group of another resource's without a role",
                { logGroupArn: pulumi.output(logGroupArn) },
                [notAlone],
            ],
            ["a role without a log group", { logGroupRoleArn }, [notAlone]],
            ["a role of another resource's without a log group", { logGroupRoleArn: pulumi.output("r") }, [notAlone]],
            ["a bad log group without a role", { logGroupArn: `${logGroupArn}:*` }, [noGroup, notAlone]],
            ...[
                "",
                "audit-trail",
                `${logGroupArn}:*`,
                `${logGroupArn}*`,
                `${logGroupArn}?`,
                `${logGroupArn}:`,
                `${logGroupArn}:log-stream:x`,
                "arn:aws:logs:eu-central-1:111122223333:log-group:",
                "arn:aws:logs:eu-central-1:111122223333:destination:audit-trail",
            ].map((given): (typeof cases)[number] => [
                `the log group ${JSON.stringify(given)}`,
                { logGroupArn: given, logGroupRoleArn },
                [noGroup],
            ]),
        ];
        for (const [title, args, faults] of cases) {
            it(`refuses ${title} before it registers anything`, async () => {
                const { error, registrations } = await refusal(() => new AuditTrail("audit", { ...required, ...args }));
                expect(faultsOf(error)).to.deep.equal(faults);
                expect(registrations).to.deep.equal([]);
            });
        }

        it("says what is missing, and what would be right", async () => {
            const args = { ...required, logGroupArn: `${logGroupArn}:*` };
            const { error } = await refusal(() => new AuditTrail("audit", args));
            for (const told of [
                "Not the ARN of a log group.",
                "arn:PARTITION:logs:REGION:ACCOUNT_ID:log-group:NAME, without :* at the end",
                'logGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail"',
                "CloudTrail needs both a log group and a role that may write to it.",
                "logGroupArn and logGroupRoleArn, or neither",
                'logGroupRoleArn: "arn:aws:iam::111122223333:role/audit-trail-delivery"',
            ]) {
                expect(error.message).to.include(told);
            }
        });

        for (const given of [
            logGroupArn,
            "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:audit-trail",
            "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/a.b_c-d#1",
        ]) {
            it(`takes ${given}, plain or of another resource`, async () => {
                for (const one of [given, pulumi.output(given), Promise.resolve(given)]) {
                    const made = await inputs({ logGroupArn: one, logGroupRoleArn: pulumi.output(logGroupRoleArn) });
                    expect(made).to.deep.include({
                        cloudWatchLogsGroupArn: `${given}:*`,
                        cloudWatchLogsRoleArn: logGroupRoleArn,
                    });
                }
            });
        }
    });

    it("refuses what it can't use before it registers anything", async () => {
        const { error, registrations } = await refusal(
            () => new AuditTrail("audit", { ...required, trailName: "audit--trail" }),
        );
        expect(faultsOf(error)).to.deep.equal(["trailName: name-characters"]);
        expect(registrations).to.deep.equal([]);
    });
});
