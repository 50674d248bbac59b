import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { LogKey, type LogKeyArgs } from "../../../components/index";
import { keyPolicy } from "../../../components/logs/keyPolicy";
import { faultsOf } from "../../support/faults";
import { byLabel, construct, outputsOf, refusal, registration } from "../../support/mocks";

const trailArn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail";

function logKey(args: Partial<LogKeyArgs> = {}) {
    return construct(() => new LogKey("logs", { trailArn, ...args }));
}

describe("LogKey", () => {
    it("registers a key that rotates, and its alias", async () => {
        const args = { aliasName: "alias/audit-logs", tags: { Team: "security" } };
        const { built, registrations } = await logKey(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.have.all.keys("kmsKeyArn");
        expect(values.kmsKeyArn).to.match(/^arn:aws:kms:eu-central-1:111122223333:key\/[0-9a-f-]{36}$/);
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:LogKey",
                    name: "logs",
                    inputs: { trailArn, ...args },
                    outputs: values,
                }),
                registration({
                    type: "aws:kms/key:Key",
                    name: "logs",
                    parent: "LogKey logs",
                    inputs: {
                        description: "Encrypts CloudTrail logs",
                        enableKeyRotation: true,
                        deletionWindowInDays: 30,
                        policy: JSON.stringify(keyPolicy(trailArn)),
                        tags: { Team: "security" },
                    },
                    protect: true,
                }),
                registration({
                    type: "aws:kms/alias:Alias",
                    name: "logs-alias",
                    parent: "LogKey logs",
                    inputs: { name: "alias/audit-logs", targetKeyId: String(values.kmsKeyArn).split("/")[1] },
                    dependencies: ["Key logs"],
                }),
            ]),
        );
    });

    it("leaves the alias's name to Pulumi if none is given", async () => {
        const { registrations } = await logKey();
        expect(byLabel(registrations)["Alias logs-alias"]?.inputs).to.have.all.keys("targetKeyId");
    });

    it("lets go of the key where logs are not protected", async () => {
        const { registrations } = await logKey({ protectLogs: false });
        expect(registrations.filter(({ protect }) => protect)).to.deep.equal([]);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const args = { trailArn: "audit-trail", aliasName: "alias/aws/logs" };
        const { error, registrations } = await refusal(() => new LogKey("logs", args));
        expect(error).to.have.property("name", "Error");
        expect(faultsOf(error)).to.deep.equal(["trailArn: trail-arn", "aliasName: name-reserved"]);
        expect(registrations).to.deep.equal([]);
    });

    it("takes a trail's ARN that another resource gives", async () => {
        const { registrations } = await logKey({ trailArn: pulumi.output(trailArn) });
        expect(byLabel(registrations)).to.deep.equal(byLabel((await logKey()).registrations));
    });

    it("refuses a bad one that another resource gives, and makes no key", async () => {
        const args = { trailArn: pulumi.output("audit-trail") };
        const { error, registrations } = await refusal(() => new LogKey("logs", args));
        expect(faultsOf(error)).to.deep.equal(["trailArn: trail-arn"]);
        expect(registrations.filter(({ type }) => type === "aws:kms/key:Key")).to.deep.equal([]);
    });
});
