import { readFileSync } from "node:fs";
import { expect } from "chai";
import { refusedFile } from "../../tools/review/refused";
import { skipIfKept } from "./digest";
import { asFile, totalsOf } from "./report";
import { type Findings, runSuite } from "./suite";

describe("the adversary suite", () => {
    let findings: Findings;

    before("tries every outsider on every policy document", async function () {
        skipIfKept(this, "adversary");
        this.timeout(600_000);
        findings = await runSuite();
        for (const line of totalsOf(findings)) {
            console.log(`      adversary: ${line}`);
        }
    });

    it("tries every kind of document, and every outsider is refused", () => {
        const { refusals, permitted } = findings.refused;
        for (const { document, requests } of permitted) {
            // The dead-letter queue admits administrators alone, who count as well.
            expect(requests, document).to.be.above(0);
            expect(
                refusals.filter((refusal) => refusal.document === document),
                document,
            ).to.not.have.lengthOf(0);
        }
        for (const { document, outsider, tried, refused } of refusals) {
            expect(tried, `${document}, ${outsider}`).to.be.above(0);
            expect(refused, `${document}, ${outsider}`).to.equal(tried);
        }
    });

    it("tries each class of outsider", () => {
        expect(findings.refused.refusals.map(({ outsider }) => outsider)).to.include.members([
            "another account",
            "nobody signed in",
            "Microsoft's account, where it has no business",
            "somebody of the account without a policy for it",
            "another AWS service",
            "another AWS service, admitted by another statement",
            "a forger of the account",
            "somebody of the account who deletes for good",
            "anybody but the deploy role",
            "a role of the same name elsewhere",
            "another trail",
            "another bucket",
            "another topic",
            "another alarm",
            "another rule",
            "no external ID",
            "another external ID",
            "no session name",
            "another session name",
            "another audience",
            "another issuer",
            "plain HTTP",
            "another prefix",
            "another ACL, or none",
            "another encryption context, or none",
            "another address, or none",
            "decryption not by way of S3",
            "another key",
            "another queue, the dead-letter queue too",
            "every other action of the service, by who is admitted",
            "every write action of AWS's catalogue",
        ]);
    });

    it("asks every identity policy for every action of AWS's catalogue", () => {
        const writes = findings.refused.refusals.filter(
            ({ outsider }) => outsider === "every write action of AWS's catalogue",
        );
        expect(writes.map(({ document }) => document)).to.have.members([
            "AWS's managed policy of Sentinel's role",
            "policy of Sentinel's S3 role",
            "policy of Defender's user",
            "permissions boundary of Defender's user",
            "policy of CloudTrail's log delivery role",
            "policy of EventBridge's role for alarms",
        ]);
        for (const { document, tried } of writes) {
            expect(tried, document).to.be.above(10_000);
        }
    });

    it("catches everything that is planted in the documents", () => {
        expect(findings.survivors).to.deep.equal([]);
        for (const { document, planted, caught } of findings.refused.mutations) {
            expect(planted, document).to.be.above(0);
            expect(caught, document).to.equal(planted);
        }
    });

    it("gave what is shipped", () => {
        expect(
            readFileSync(refusedFile, "utf8"),
            "tools/review/refused.json is not what this run gave: run npm run adversary and commit the file",
        ).to.equal(asFile(findings));
    });
});
