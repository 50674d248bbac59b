import { expect } from "chai";
import { sampleAccountId, sampleAws } from "../../../tools/rehearsal/aws";
import { runScript } from "../../support/script";

describe("the rehearsal's explicit providers", () => {
    it("work in their own account and region, by themselves and for a component's children", async () => {
        const { exitCode, outputs, registrations, diagnostics } = await runScript(`
            const aws = require("@pulumi/aws");
            const member = new aws.Provider("member", {
                region: "eu-west-1",
                assumeRoles: [
                    { roleArn: "arn:aws:iam::222233334444:role/hub" },
                    { roleArn: "arn:aws:iam::444455556666:role/deploy" },
                ],
            });
            const government = new aws.Provider("government", { region: "us-gov-west-1", allowedAccountIds: ["777788889999"] });
            class Team extends pulumi.ComponentResource {
                constructor(name, opts) {
                    super("script:index:Team", name, {}, opts);
                    const asChild = { parent: this };
                    this.topic = new aws.sns.Topic(name, { name }, asChild).arn;
                    this.account = aws.getCallerIdentityOutput({}, asChild).accountId;
                    this.registerOutputs({});
                }
            }
            const team = new Team("team", { providers: { aws: member } });
            exports.topic = team.topic;
            exports.account = team.account;
            exports.government = new aws.sns.Topic("g", { name: "g" }, { provider: government }).arn;
            exports.partition = aws.getPartitionOutput({}, { provider: government }).partition;
            exports.region = aws.getRegionOutput({}, { provider: government }).region;
            const toMember = ({ props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, { provider: member }) });
            exports.moved = new aws.sns.Topic("moved", { name: "moved" }, { transforms: [toMember] }).arn;
            exports.here = new aws.sns.Topic("here", { name: "here" }).arn;
        `);
        expect(diagnostics).to.deep.equal([]);
        expect(exitCode).to.equal(0);
        expect(outputs).to.deep.equal({
            topic: "arn:aws:sns:eu-west-1:444455556666:team",
            account: "444455556666",
            government: "arn:aws-us-gov:sns:us-gov-west-1:777788889999:g",
            partition: "aws-us-gov",
            region: "us-gov-west-1",
            moved: "arn:aws:sns:eu-west-1:444455556666:moved",
            here: `arn:aws:sns:eu-central-1:${sampleAccountId}:here`,
        });
        const urn = (name: string) => `urn:pulumi:test::script::pulumi:providers:aws::${name}`;
        const topics = registrations.filter(({ type }) => type === "aws:sns/topic:Topic");
        expect(Object.fromEntries(topics.map(({ name, provider }) => [name, provider]))).to.deep.equal({
            team: urn("member"),
            moved: urn("member"),
            g: urn("government"),
            here: "",
        });
    });

    it("work in the stack's own account if nothing tells another", () => {
        const cloud = sampleAws("eu-central-1", "123456789012");
        const account = (provider?: Record<string, string>) =>
            cloud.invoke("aws:index/getCallerIdentity:getCallerIdentity", {}, provider).accountId;
        expect(account()).to.equal("123456789012");
        expect(account({ region: "eu-west-1" })).to.equal("123456789012");
        expect(account({ allowedAccountIds: '["111122223333","444455556666"]' })).to.equal("123456789012");
        expect(account({ allowedAccountIds: '["444455556666"]' })).to.equal("444455556666");
    });
});
