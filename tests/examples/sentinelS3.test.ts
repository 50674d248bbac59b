import { expect } from "chai";
import { ofType } from "../../tools/registered/resources";
import type { ProgramRun } from "../../tools/rehearsal/engine";
import { count, runExample, tree, workspaceId } from "./support/example";
import { alarmTopic, auditTrail, logBucket, logKey, logQueueAlarms, sentinelS3 } from "./support/trees";

const outputs = [
    "accountId",
    "region",
    "partition",
    "trailName",
    "trailArn",
    "bucketName",
    "kmsKeyArn",
    "recordedAccounts",
    "alarmTopicArn",
    "sentinelWorkspaceId",
    "sentinelS3RoleArn",
    "sentinelS3Accounts",
    "sentinelOidcProviderArn",
    "sentinelQueueUrl",
    "sentinelDeadLetterQueueUrl",
];

function expectToEndWell(run: ProgramRun): void {
    expect(run.diagnostics).to.deep.equal([]);
    expect(run.exitCode).to.equal(0);
    expect(run.secretOutputs).to.deep.equal([]);
}

async function expectRefusal(
    name: string,
    changes: Readonly<Record<string, string>>,
    ...said: string[]
): Promise<void> {
    const run = await runExample(name, "prod", changes);
    expect(run.exitCode).not.to.equal(0);
    for (const each of said) {
        expect(run.diagnostics.join("\n")).to.include(each);
    }
    expect(count(run)).to.equal(0);
}

describe("the example organization", () => {
    it("records every account, and lets Sentinel read the ones that are named", async () => {
        const run = await runExample("organization", "prod");
        expectToEndWell(run);
        const { "CloudTrailConnection audit": connection = {}, ...nothing } = tree(run);
        expect(nothing).to.deep.equal({});
        const { "TamperAlarms audit-tamper-alarms": tamperAlarms = {}, ...rest } = connection;
        expect(rest).to.deep.equal({
            "RandomId audit-suffix": {},
            ...logKey("audit"),
            ...logBucket("audit"),
            ...auditTrail("audit"),
            "TrailLogGroup audit-log-group": {
                "LogGroup audit-log-group, protected": {},
                "Role audit-log-group-role": {},
                "RolePolicy audit-log-group-policy": {},
            },
            ...alarmTopic("audit"),
            ...sentinelS3("audit", true),
            ...logQueueAlarms("audit"),
        });
        // Nine rules, each with a target and two alarms; the role, the queue, the metric filter, and their alarms.
        expect(Object.keys(tamperAlarms)).to.have.length(43);
        expect(count(run)).to.equal(72);
        const [trail] = ofType(run.registrations, "aws:cloudtrail/trail:Trail");
        expect(trail?.inputs.isOrganizationTrail).to.equal(true);
        expect(run.outputs).to.have.all.keys(...outputs, "logGroupName");
        expect(run.outputs.recordedAccounts).to.deep.equal(["o-exampleorgid"]);
        expect(run.outputs.sentinelS3Accounts).to.deep.equal(["111122223333", "444455556666"]);
    });

    it("reads all accounts where none is named", async () => {
        const run = await runExample("organization", "prod", { "audit:memberAccountIds": "[]" });
        expectToEndWell(run);
        expect(run.outputs.sentinelS3Accounts).to.deep.equal(["o-exampleorgid"]);
    });

    it("says what is wrong with an organization's ID, and makes nothing", () =>
        expectRefusal("organization", { "audit:organizationId": "acme" }, "organization.id", '"acme"'));
});

describe("the example existing-trail", () => {
    it("makes no trail, bucket or key, and tells what to add to the bucket's notifications", async () => {
        const run = await runExample("existing-trail", "prod");
        expectToEndWell(run);
        expect(tree(run)).to.deep.equal({
            "CloudTrailConnection audit": {
                "RandomId audit-suffix": {},
                ...alarmTopic("audit"),
                ...sentinelS3("audit", false),
                ...logQueueAlarms("audit"),
            },
        });
        expect(count(run)).to.equal(15);
        expect(run.outputs).to.have.all.keys(...outputs, "bucketNotification");
        expect(run.outputs).to.include({
            trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/central",
            bucketName: "central-audit-logs",
            kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        });
        const { QueueConfigurations } = JSON.parse(run.outputs.bucketNotification as string);
        expect(QueueConfigurations).to.have.length(1);
    });

    it("has no key where Amazon S3 encrypts the logs", async () => {
        const run = await runExample("existing-trail", "prod", { "audit:trailKeyArn": "" });
        expect(run.diagnostics).to.deep.equal(["Undefined value (kmsKeyArn) will not show as a stack output."]);
        expect(run.exitCode).to.equal(0);
        expect(run.outputs).to.have.all.keys(...outputs.filter((name) => name !== "kmsKeyArn"), "bucketNotification");
    });

    it("says what is wrong with a trail's ARN, and makes nothing", () =>
        expectRefusal("existing-trail", { "audit:trailArn": "central" }, "existingTrail.arn", '"central"'));
});

describe("the example us-government", () => {
    it("connects AWS GovCloud (US) with Azure Government's identity", async () => {
        const run = await runExample("us-government", "prod");
        expectToEndWell(run);
        expect(tree(run)).to.deep.equal({
            "CloudTrailConnection audit": {
                "RandomId audit-suffix": {},
                ...logKey("audit"),
                ...logBucket("audit"),
                ...auditTrail("audit"),
                ...alarmTopic("audit"),
                ...sentinelS3("audit", true),
                ...logQueueAlarms("audit"),
            },
        });
        expect(count(run)).to.equal(26);
        expect(run.outputs).to.have.all.keys(...outputs);
        expect(run.outputs).to.include({ partition: "aws-us-gov", sentinelWorkspaceId: workspaceId });
        const [provider] = ofType(run.registrations, "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
        expect(provider?.inputs.url).to.equal("https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/");
        expect(JSON.stringify(run.outputs)).not.to.include("arn:aws:");
    });

    it("says what is wrong with an email address, and makes nothing", () =>
        expectRefusal("us-government", { "audit:alarmEmails": '["security"]' }, "alarms.emails[0]", '"security"'));
});
