import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";
import { type Pipeline, tamperings } from "./events";

const pipeline: Pipeline = {
    accountId: "111122223333",
    region: "us-east-1",
    trailArn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/trail",
    bucketName: "logs",
    kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    queueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/logs",
    deadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/111122223333/logs-dead-letter",
    logGroupName: "trail",
    topicArn: "arn:aws:sns:us-east-1:111122223333:alarms",
    userName: "defender",
    roleName: "sentinel",
    deliveryRoleName: "delivery",
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/x/",
    feedTopicArn: "arn:aws:sns:us-east-1:111122223333:logs",
    namePrefix: "tamper",
};

describe("the table of tamper alarms in docs/security.md", () => {
    it("has each call that is tried, with its rule, and no other", () => {
        const [, section = ""] = readFileSync(path.join(root, "docs/security.md"), "utf8").split("## Tamper alarms\n");
        const rows = section
            .split("\n")
            .filter((line) => /^\| .* \| `[a-z-]+` \|/.test(line))
            .map((line) => line.split("|").map((cell) => cell.trim()));
        const inTable = rows.flatMap(([, , calls = "", rule = ""]) =>
            calls.split(", ").map((call) => `${rule.replaceAll("`", "")} ${call}`),
        );
        const tried = tamperings(pipeline).map(({ rule, eventName }) => `${rule} ${eventName}`);
        expect([...new Set(inTable)].sort()).to.deep.equal([...new Set(tried)].sort());
    });
});
