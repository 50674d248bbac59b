import { expect } from "chai";
import { AuditTrail, type AuditTrailArgs } from "../../components";
import { byLabel, construct, outputsOf, refusal, registration } from "../support/mocks";

const required = { trailName: "audit-trail", bucketName: "audit-logs" };

function auditTrail(args: Partial<AuditTrailArgs> = {}) {
    return construct(() => new AuditTrail("audit", { ...required, ...args }));
}

const always = {
    name: "audit-trail",
    s3BucketName: "audit-logs",
    enableLogging: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogFileValidation: true,
};

describe("AuditTrail", () => {
    it("registers a trail of every region, with global events and log file validation", async () => {
        const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";
        const args = { kmsKeyArn, tags: { Team: "security" } };
        const { built, registrations } = await auditTrail(args);
        const { values, secrets } = await outputsOf(built);
        expect(values).to.deep.equal({
            trailName: "audit-trail",
            trailArn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
        });
        expect(secrets).to.deep.equal([]);
        expect(byLabel(registrations)).to.deep.equal(
            byLabel([
                registration({
                    type: "trailconnect:index:AuditTrail",
                    name: "audit",
                    inputs: { ...required, ...args },
                    outputs: values,
                }),
                registration({
                    type: "aws:cloudtrail/trail:Trail",
                    name: "audit",
                    parent: "AuditTrail audit",
                    inputs: { ...always, kmsKeyId: kmsKeyArn, tags: { Team: "security" } },
                }),
            ]),
        );
    });

    it("names no key if none is given", async () => {
        const { registrations } = await auditTrail();
        expect(byLabel(registrations)["Trail audit"]?.inputs).to.deep.equal(always);
    });

    it("refuses what it can't use before it registers anything", async () => {
        const { error, registrations } = await refusal(
            () => new AuditTrail("audit", { ...required, trailName: "audit--trail" }),
        );
        expect(error.message).to.equal(`1 value can't be used.

  trailName = "audit--trail"
    That is no trail name: only letters, digits and single dots, underscores or hyphens, a letter or digit at both ends may stand there.
    Allowed: 3 to 128 characters: letters, digits and single dots, underscores or hyphens, a letter or digit at both ends
    Example: trailName: "audit-trail"`);
        expect(registrations).to.deep.equal([]);
    });
});
