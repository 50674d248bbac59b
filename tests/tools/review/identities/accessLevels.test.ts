import { expect } from "chai";
import { accessLevelsOf } from "../../../../tools/review/identities/accessLevels";
import type { NamedDocument } from "../../../../tools/review/identities/difference";
import { defenderInstructions } from "../../../../tools/review/identities/microsoftGrants";

function granting(...actions: string[]): NamedDocument {
    return {
        title: "x",
        document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] },
        isTrust: false,
    };
}

describe("access levels", () => {
    it("count each action once, by AWS's own levels", async () => {
        const queue = granting("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:Receive*");
        expect(await accessLevelsOf([queue, granting("SQS:receivemessage", "sqs:ListQueues")])).to.deep.equal({
            levels: { Read: 2, Write: 1 },
            writes: ["sqs:DeleteMessage"],
        });
    });

    it("name whatever changes something", async () => {
        const { writes } = await accessLevelsOf([granting("s3:PutBucketAcl", "s3:GetBucketAcl", "sqs:TagQueue")]);
        expect(writes).to.deep.equal(["s3:PutBucketAcl", "sqs:TagQueue"]);
    });

    it("are those of Microsoft's policy for Defender: one write among its actions", async () => {
        const { levels, writes } = await accessLevelsOf(defenderInstructions.documents);
        expect(writes).to.deep.equal(["s3:PutBucketAcl"]);
        expect(Object.keys(levels)).to.have.members(["Read", "List", "Permissions management, Write"]);
        expect(levels.Read).to.be.above(70);
        expect(levels.List).to.be.above(60);
    });

    it("are none without a grant", async () => {
        expect(await accessLevelsOf([])).to.deep.equal({ levels: {}, writes: [] });
    });
});
