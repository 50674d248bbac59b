import { expect } from "chai";
import {
    tamperRolePolicy,
    tamperRoleStatements,
    tamperRoleTrustPolicy,
    undeliveredQueuePolicy,
} from "../../../components/alarms/tamperAlarmsPolicy";
import { type AwsRequest, decide } from "../../support/simulate";

// Who else is refused what: npm run adversary.

const account = "111122223333";
const rule = `arn:aws:events:eu-central-1:${account}:rule/tamper-trail`;
const topicArn = "arn:aws:sns:eu-central-1:444455556666:security";
const queueArn = `arn:aws:sqs:eu-central-1:${account}:tamper-undelivered`;

describe("the documents of TamperAlarms", () => {
    it("are these", () => {
        const condition = { StringEquals: { "aws:SourceArn": [rule], "aws:SourceAccount": account } };
        expect(tamperRoleTrustPolicy([rule], account)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "OnlyTheseRules",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: condition,
                },
            ],
        });
        expect(tamperRolePolicy(topicArn)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [{ Sid: "PublishesAlarms", Effect: "Allow", Action: "sns:Publish", Resource: topicArn }],
        });
        expect(undeliveredQueuePolicy(queueArn, [rule], account)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "UndeliveredEvents",
                    Effect: "Allow",
                    Principal: { Service: "events.amazonaws.com" },
                    Action: "sqs:SendMessage",
                    Resource: queueArn,
                    Condition: condition,
                },
                {
                    Sid: "RefusePlainHttp",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sqs:*",
                    Resource: queueArn,
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("let the rules' role publish to a topic in another account, and no other role or account", async () => {
        const role = (id: string, name: string) => `arn:aws:iam::${id}:role/${name}`;
        const publishes: AwsRequest = {
            principal: role(account, "trailconnect-tamper-1a2b3c4d"),
            action: "sns:Publish",
            resource: topicArn,
            accountId: "444455556666",
            identityPolicies: [tamperRolePolicy(topicArn)],
            resourcePolicy: {
                Version: "2012-10-17",
                Statement: tamperRoleStatements(
                    topicArn,
                    `arn:aws:iam::${account}:root`,
                    role(account, "trailconnect-tamper-*"),
                ),
            },
        };
        const by = (principal: string) =>
            decide({ ...publishes, principal, context: { "aws:PrincipalArn": principal } });
        expect(await by(role(account, "trailconnect-tamper-1a2b3c4d"))).to.equal("Allowed");
        for (const other of [
            role(account, "admin"),
            role(account, "x-trailconnect-tamper-1a2b3c4d"),
            role("777788889999", "trailconnect-tamper-1a2b3c4d"),
        ]) {
            expect(await by(other), other).to.not.equal("Allowed");
        }
    });
});
