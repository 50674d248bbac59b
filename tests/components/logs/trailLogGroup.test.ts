import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AuditTrail, TrailLogGroup, type TrailLogGroupArgs } from "../../../components/index";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../../../components/logs/logDeliveryPolicy";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, label, outputsOf, refusal, registration } from "../../support/mocks";

const required = { cloudWatchLogsRetentionDays: 90 };
const named = {
    ...required,
    logGroupName: "audit-trail",
    roleName: "audit-trail-delivery",
    tags: { Team: "security" },
};
const organizationId = "o-exampleorgid";
const logGroupArn = "arn:aws:logs:eu-central-1:111122223333:log-group:audit-trail";
const parent = "TrailLogGroup events";
const rolePolicy = "RolePolicy events-policy";

function trailLogGroup(args: Partial<TrailLogGroupArgs> = {}) {
    return construct(() => new TrailLogGroup("events", { ...required, ...args }));
}

/** The policy of the role. */
async function policy(args: Partial<TrailLogGroupArgs>) {
    return byLabel((await trailLogGroup({ ...named, ...args })).registrations)[rolePolicy]?.inputs.policy;
}

describe("TrailLogGroup", () => {
    it("registers a log group, and a role with which CloudTrail writes to it", async () => {
        const { built, registrations } = await trailLogGroup(named);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            logGroupArn,
            logGroupName: "audit-trail",
            roleArn: "arn:aws:iam::111122223333:role/audit-trail-delivery",
        });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:TrailLogGroup",
                    name: "events",
                    inputs: named,
                    outputs: values,
                }),
                registration({
                    type: "aws:cloudwatch/logGroup:LogGroup",
                    name: "events",
                    parent,
                    inputs: { name: "audit-trail", retentionInDays: 90, tags: { Team: "security" } },
                    protect: true,
                }),
                registration({
                    type: "aws:iam/role:Role",
                    name: "events-role",
                    parent,
                    inputs: {
                        name: "audit-trail-delivery",
                        description: "CloudTrail writes events to CloudWatch Logs",
                        assumeRolePolicy: JSON.stringify(logDeliveryTrustPolicy),
                        tags: { Team: "security" },
                    },
                }),
                registration({
                    type: "aws:iam/rolePolicy:RolePolicy",
                    name: "events-policy",
                    parent,
                    inputs: {
                        name: "write-events",
                        role: "audit-trail-delivery",
                        policy: JSON.stringify(logDeliveryPolicy(logGroupArn, "111122223333")),
                    },
                    dependencies: ["LogGroup events", "Role events-role"],
                }),
            ]),
        );
    });

    it("lets the log group be deleted where logs are not protected", async () => {
        const isProtected = async (protectLogs?: boolean) =>
            (await trailLogGroup({ protectLogs })).registrations.filter(({ protect }) => protect).map(label);
        expect(await isProtected()).to.deep.equal(["LogGroup events"]);
        expect(await isProtected(true)).to.deep.equal(["LogGroup events"]);
        expect(await isProtected(false)).to.deep.equal([]);
    });

    it("leaves the names of log group and role to Pulumi if none is given", async () => {
        const { registrations } = await trailLogGroup();
        const registered = byLabel(registrations);
        expect(registered["LogGroup events"]?.inputs).to.deep.equal({ retentionInDays: 90 });
        expect(registered["Role events-role"]?.inputs).to.have.all.keys("assumeRolePolicy", "description");
    });

    it("lets CloudTrail write the events of an organization", async () => {
        const expected = JSON.stringify(logDeliveryPolicy(logGroupArn, "111122223333", organizationId));
        expect(await policy({ organizationId })).to.equal(expected);
        expect(await policy({ organizationId: pulumi.output(organizationId) })).to.equal(expected);
    });

    it("takes names that other resources give", async () => {
        const given = {
            ...named,
            logGroupName: pulumi.output(named.logGroupName),
            roleName: Promise.resolve(named.roleName),
            tags: pulumi.output(named.tags),
        };
        expect(byLabel((await trailLogGroup(given)).registrations)).to.deep.equal(
            byLabel((await trailLogGroup(named)).registrations),
        );
    });

    it("names the partition in every ARN", async () => {
        const { registrations } = await construct(() => new TrailLogGroup("events", required), {
            cloud: sampleAws("us-gov-west-1"),
        });
        const arns = JSON.stringify(registrations).match(/arn:[a-z-]+:/g);
        expect([...new Set(arns)]).to.deep.equal(["arn:aws-us-gov:"]);
    });

    it("gives its role to no trail before the role may write", async () => {
        const { registrations } = await construct(() => {
            const { roleArn } = new TrailLogGroup("events", named);
            const trail = { trailName: "audit-trail", bucketName: "audit-logs" };
            return new AuditTrail("audit", { ...trail, logGroupArn, logGroupRoleArn: roleArn });
        });
        expect(byLabel(registrations)["Trail audit"]?.dependencies).to.include(rolePolicy);
    });

    it("refuses a bad organization that another resource gives, and lets nobody write", async () => {
        const args = { ...required, organizationId: pulumi.output("*") };
        const { error, registrations } = await refusal(() => new TrailLogGroup("events", args));
        expect(faultsOf(error)).to.deep.equal(["organizationId: organization-id"]);
        expect(byLabel(registrations)).to.not.have.property(rolePolicy);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = {
            cloudWatchLogsRetentionDays: 10,
            organizationId: "exampleorgid",
            logGroupName: "aws/audit",
            roleName: "audit trail",
        };
        const { error, registrations } = await refusal(() => new TrailLogGroup("events", args));
        expect(faultsOf(error)).to.deep.equal([
            "cloudWatchLogsRetentionDays: log-group-retention",
            "organizationId: organization-id",
            "logGroupName: name-reserved",
            "roleName: name-characters",
        ]);
        expect(registrations).to.deep.equal([]);
    });
});
