import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as library from "../../components/index";
import { byLabel, type Construction, construct, label, outputsOf, registration } from "../support/mocks";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";
const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

type Make = (opts?: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

const logs = { bucketName: "audit-logs", logPrefixes: ["AWSLogs/111122223333/CloudTrail/"], ownsBucket: true };
const topicArn = "arn:aws:sns:eu-central-1:111122223333:audit-alarms";
const queues = { queueName: "sentinel-logs", deadLetterQueueName: "sentinel-logs-dead-letter" };
const feed = { ...logs, workspaceId, roleName: "OIDC_sentinel-reader" };

/** Each component with what it can't be without, under the name `it`. */
const components: Record<string, Make> = {
    AlarmTopic: (opts) => new library.AlarmTopic("it", {}, opts),
    AuditTrail: (opts) => new library.AuditTrail("it", { trailName: "audit-trail", bucketName: "audit-logs" }, opts),
    CloudTrailConnection: (opts) => new library.CloudTrailConnection("it", { sentinel: { workspaceId } }, opts),
    DefenderUser: (opts) => new library.DefenderUser("it", {}, opts),
    ExistingLogBucket: (opts) => new library.ExistingLogBucket("it", { trailArn, bucketName: "audit-logs" }, opts),
    LogQueueAlarms: (opts) => new library.LogQueueAlarms("it", { ...queues, topicArn }, opts),
    LogBucket: (opts) => new library.LogBucket("it", { trailArn }, opts),
    LogKey: (opts) => new library.LogKey("it", { trailArn }, opts),
    LogQueue: (opts) => new library.LogQueue("it", logs, opts),
    SentinelS3: (opts) => new library.SentinelS3("it", feed, opts),
    SentinelRole: (opts) => new library.SentinelRole("it", { workspaceId }, opts),
    TamperAlarms: (opts) => new library.TamperAlarms("it", { trailArn, topicArn, namePrefix: "tampering" }, opts),
    TrailLogGroup: (opts) => new library.TrailLogGroup("it", { cloudWatchLogsRetentionDays: 90 }, opts),
};

describe("the component library", () => {
    it("exports components that are all tested here", () => {
        const exported = Object.entries(library)
            .filter(([, value]) => (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource)
            .map(([name]) => name);
        expect(Object.keys(components)).to.have.members(exported);
    });
});

for (const [name, make] of Object.entries(components)) {
    describe(`as every component, ${name}`, () => {
        let plain: Construction<pulumi.ComponentResource>;

        before(async () => {
            plain = await construct(() => make());
        });

        it("has its type token", () => {
            expect(plain.registrations[0]).to.include({ type: `trailconnect:index:${name}`, name: "it" });
        });

        it("is or begins the parent of all that it registers", () => {
            const registered = byLabel(plain.registrations);
            for (const child of plain.registrations.slice(1)) {
                expect(registered, label(child)).to.have.property(child.parent ?? "no parent");
            }
        });

        it("names its children after itself", () => {
            for (const child of plain.registrations.slice(1)) {
                const [, parentName] = (child.parent ?? "").split(" ");
                expect(child.name, label(child)).to.match(new RegExp(`^${parentName}(-|$)`));
            }
        });

        it("registers each of its outputs, secret where the output is", async () => {
            const { values, secrets } = await outputsOf(plain.built);
            expect(plain.registrations[0]).to.deep.include({ outputs: values, secretOutputs: secrets });
            expect(values).to.not.deep.equal({});
        });

        it("puts no secret into an argument", () => {
            expect(plain.registrations.filter(({ secretInputs }) => secretInputs.length > 0)).to.deep.equal([]);
        });

        it("gives no child an alias, besides those of @pulumi/aws for its former types", () => {
            const strange = plain.registrations.filter(({ type, aliases }) =>
                aliases.some((alias) => alias.replaceAll("V2", "") !== type),
            );
            expect(strange.map(label)).to.deep.equal([]);
        });

        it("hands none of its own options on to its children, but protect", async () => {
            const changed = await construct(() => {
                const other = new library.LogKey("other", { trailArn });
                return make({
                    protect: true,
                    retainOnDelete: true,
                    ignoreChanges: ["tags"],
                    aliases: [{ name: "formerly" }],
                    dependsOn: [other],
                });
            });
            const registered = byLabel(changed.registrations);
            const [component, ...children] = plain.registrations;
            for (const child of children) {
                // A child without a word of its own on it takes protect over from its parent; that is Pulumi's rule.
                expect(registered[label(child)], label(child)).to.deep.equal({ ...child, protect: true });
            }
            expect(registered[`${name} it`]).to.deep.include(
                registration({
                    ...component,
                    type: `trailconnect:index:${name}`,
                    name: "it",
                    protect: true,
                    retainOnDelete: true,
                    ignoreChanges: ["tags"],
                    aliases: ["formerly"],
                    dependencies: ["Alias other-alias", "Key other"],
                }),
            );
        });

        it("keeps nothing in fields but outputs", async () => {
            const own = Object.entries(plain.built).filter(
                ([field, value]) => !field.startsWith("__") && value !== undefined,
            );
            expect(own.map(([field]) => field)).to.have.members([
                "urn",
                ...Object.keys((await outputsOf(plain.built)).values),
            ]);
        });
    });
}
