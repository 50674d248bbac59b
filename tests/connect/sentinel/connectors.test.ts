import { expect } from "chai";
import { UserError } from "../../../connect/errors";
import {
    connectorPath,
    isAsWanted,
    type PresentConnector,
    stepFor,
    wantedConnectors,
} from "../../../connect/sentinel/connectors";
import {
    cloudTrailBody,
    cloudTrailName,
    cloudTrailOutputs,
    queueUrl,
    roleArn,
    s3Body,
    s3Name,
    s3Outputs,
    s3RoleArn,
    sentinelOutputs,
    trail,
    workspace,
} from "../support/samples";

const cloudTrail = { name: cloudTrailName, roleArn, body: cloudTrailBody };
const s3 = { name: s3Name, roleArn: s3RoleArn, body: s3Body };

function copy<T>(value: T): T {
    return structuredClone(value);
}

describe("wantedConnectors", () => {
    it("has one for each of Sentinel's connectors", () => {
        expect(wantedConnectors(cloudTrailOutputs, workspace)).to.deep.equal([cloudTrail]);
        expect(wantedConnectors(s3Outputs, workspace)).to.deep.equal([s3]);
        expect(wantedConnectors(sentinelOutputs, workspace)).to.deep.equal([cloudTrail, s3]);
    });

    it("gives the same names whichever case the workspace is written in", () => {
        const names = wantedConnectors(sentinelOutputs, workspace.toUpperCase()).map(({ name }) => name);
        expect(names).to.deep.equal([cloudTrailName, s3Name]);
    });

    it("gives other names in another workspace, to another kind and for another role", () => {
        const both = { ...sentinelOutputs, sentinelS3RoleArn: roleArn };
        const names = [
            ...wantedConnectors(both, workspace),
            ...wantedConnectors(both, `${workspace}-2`),
            ...wantedConnectors({ ...both, roleArn: s3RoleArn, sentinelS3RoleArn: s3RoleArn }, workspace),
        ].map(({ name }) => name);
        expect(new Set(names)).to.have.property("size", 6);
    });

    it("gives the same name whichever queue the role reads", () => {
        const [other] = wantedConnectors({ ...s3Outputs, sentinelQueueUrl: `${queueUrl}-2` }, workspace);
        expect(other?.name).to.equal(s3Name);
    });

    it("needs one of Sentinel's connectors", () => {
        const message =
            "The stack has none of Sentinel's connectors: neither roleArn nor sentinelS3RoleArn is among its outputs. Add one in Pulumi.STACK.yaml, and run pulumi up. Example: trailconnect:connectors: [defender, sentinelS3]";
        for (const outputs of [
            trail,
            { ...trail, sentinelS3RoleArn: s3RoleArn },
            { ...trail, sentinelQueueUrl: "x" },
        ]) {
            expect(() => wantedConnectors(outputs, workspace)).to.throw(UserError, message);
        }
    });
});

describe("isAsWanted", () => {
    const changed = (change: (properties: Record<string, unknown>) => void) => {
        const body = copy(s3Body) as unknown as PresentConnector;
        change(body.properties);
        return body;
    };

    it("takes the same for the same, and what Azure adds", () => {
        expect(isAsWanted(copy(s3Body), s3Body)).to.equal(true);
        expect(isAsWanted(copy(cloudTrailBody), cloudTrailBody)).to.equal(true);
        const added = changed((properties) => Object.assign(properties, { connectorDefinitionName: null }));
        expect(isAsWanted(added, s3Body)).to.equal(true);
    });

    it("minds no case in what Azure writes as it likes", () => {
        const other = changed((properties) => {
            properties.destinationTable = "awscloudtrail";
            properties.dataTypes = { logs: { state: "enabled" } };
        });
        expect(isAsWanted(other, s3Body)).to.equal(true);
    });

    it("minds no order of the queues", () => {
        const one = changed((properties) => Object.assign(properties, { sqsUrls: ["b", "a"] }));
        const two = changed((properties) => Object.assign(properties, { sqsUrls: ["a", "b"] }));
        expect(isAsWanted(one, two)).to.equal(true);
        expect(one.properties.sqsUrls).to.deep.equal(["b", "a"]);
    });

    const differences: [title: string, properties: Record<string, unknown>][] = [
        ["another role", { roleArn }],
        ["a role in another case, which AWS takes for another", { roleArn: s3RoleArn.toUpperCase() }],
        ["another queue", { sqsUrls: [`${queueUrl}-2`] }],
        ["a queue too many", { sqsUrls: [queueUrl, `${queueUrl}-2`] }],
        ["no queue", { sqsUrls: [] }],
        ["another table", { destinationTable: "AWSVPCFlow" }],
        ["no table", { destinationTable: null }],
        ["a connector that is off", { dataTypes: { logs: { state: "Disabled" } } }],
        ["no data types", { dataTypes: undefined }],
    ];
    for (const [title, properties] of differences) {
        it(`sees ${title}`, () => {
            expect(
                isAsWanted(
                    changed((present) => Object.assign(present, properties)),
                    s3Body,
                ),
            ).to.equal(false);
        });
    }

    it("sees another kind", () => {
        expect(isAsWanted({ ...copy(s3Body), kind: "AmazonWebServicesCloudTrail" }, s3Body)).to.equal(false);
    });
});

describe("stepFor", () => {
    const office = { name: "office", kind: "Office365", properties: {} } as unknown as PresentConnector;
    const disabled = { ...s3Body.properties, dataTypes: { logs: { state: "Disabled" } } };

    it("creates what isn't there", () => {
        expect(stepFor(s3, [])).to.deep.equal({ action: "create", name: s3Name, body: s3Body });
        expect(stepFor(s3, [office])).to.deep.equal({ action: "create", name: s3Name, body: s3Body });
    });

    it("keeps what is as it should be, under any name", () => {
        expect(stepFor(s3, [office, { ...copy(s3Body), name: "by-hand", etag: '"1"' }])).to.deep.equal({
            action: "keep",
            name: "by-hand",
            body: s3Body,
        });
    });

    it("updates what is there for the role, with its etag if it has one", () => {
        const there = { name: "by-hand", kind: "AmazonWebServicesS3", properties: disabled } as const;
        expect(stepFor(s3, [office, { ...there, etag: '"7"' }])).to.deep.equal({
            action: "update",
            name: "by-hand",
            body: { ...s3Body, etag: '"7"' },
        });
        expect(stepFor(s3, [there])).to.deep.equal({ action: "update", name: "by-hand", body: s3Body });
    });

    it("updates what has its name for another role", () => {
        const there = { ...copy(s3Body), name: s3Name, etag: '"7"' } as unknown as PresentConnector;
        there.properties.roleArn = roleArn;
        expect(stepFor(s3, [there])).to.deep.equal({
            action: "update",
            name: s3Name,
            body: { ...s3Body, etag: '"7"' },
        });
    });

    it("prefers its own name among several for the role", () => {
        const mine = { ...copy(s3Body), name: s3Name };
        const others = { ...copy(s3Body), name: "by-hand", properties: disabled };
        for (const present of [
            [mine, others],
            [others, mine],
        ]) {
            expect(stepFor(s3, present)).to.deep.equal({ action: "keep", name: s3Name, body: s3Body });
        }
    });

    it("doesn't mix up the kinds if both use one role", () => {
        const api = {
            name: "api",
            kind: "AmazonWebServicesCloudTrail",
            properties: { awsRoleArn: s3RoleArn },
        } as const;
        expect(stepFor(s3, [api]).action).to.equal("create");
    });

    it("refuses its name under another kind", () => {
        const taken = { ...office, name: s3Name };
        expect(() => stepFor(s3, [taken])).to.throw(
            UserError,
            `The workspace already has a data connector ${s3Name} of kind Office365. The stack's is AmazonWebServicesS3, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.`,
        );
    });
});

describe("connectorPath", () => {
    it("is a connector's, or that of all of them", () => {
        expect(connectorPath("/w")).to.equal("/w/providers/Microsoft.SecurityInsights/dataConnectors");
        expect(connectorPath("/w", "n")).to.equal("/w/providers/Microsoft.SecurityInsights/dataConnectors/n");
    });
});
