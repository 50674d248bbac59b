import path from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { expect } from "chai";
import { root } from "../support/project";

const classes = [
    "AlarmTopic",
    "AuditTrail",
    "CloudTrailConnection",
    "DefenderUser",
    "ExistingLogBucket",
    "FeedAlarms",
    "LogBucket",
    "LogKey",
    "LogQueue",
    "SentinelFeed",
    "SentinelRole",
    "TamperAlarms",
    "TrailLogGroup",
];

describe("Pulumi's schema analyzer", () => {
    const analyzed = new Analyzer(
        path.join(root, "components"),
        "trailconnect",
        { name: "trailconnect", dependencies: {} },
        new Set(classes),
    ).analyze();
    const { resources, types } = generateSchema(
        "trailconnect",
        "0.0.0",
        "",
        analyzed.components,
        analyzed.typeDefinitions,
        analyzed.dependencies,
        "",
    );

    it("takes every component, so that other languages can have them", () => {
        expect(Object.keys(resources).sort()).to.deep.equal(classes.map((name) => `trailconnect:index:${name}`));
    });

    it("finds the enums, and what the data events of a trail are made from", () => {
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
        ]);
    });

    it("finds a description of every argument and every output, and no field that is neither", () => {
        for (const [token, { inputProperties, properties }] of Object.entries(resources)) {
            for (const [name, property] of Object.entries({ ...inputProperties, ...properties })) {
                expect(property.description, `${token} ${name}`).to.be.a("string").and.match(/\.$/);
                expect(name, token).to.match(/^[a-z][A-Za-z0-9]*$/);
            }
        }
    });
});
