import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CloudTrailConnection } from "../../../components/index";
import { accountIdOf, partitionOf, regionOf } from "../../../components/resources/place";
import { sampleAws } from "../../../tools/rehearsal/aws";
import type { Cloud } from "../../../tools/rehearsal/cloud";
import { construct, refusal } from "../../support/mocks";

const aws = sampleAws("eu-central-1");

/** AWS whose provider refuses to be asked. */
function refusing(reason: string): Cloud {
    return {
        create: (...args) => aws.create(...args),
        invoke: (token) => {
            throw Object.assign(new Error(), { details: `invocation of ${token} returned an error: ${reason}` });
        },
    };
}

const connection = () =>
    new CloudTrailConnection("c", {
        sentinel: { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" },
        alarms: { onTampering: true },
    });

describe("place", () => {
    it("is asked of the component's provider", async () => {
        const { built, calls } = await construct(() => {
            const component = new pulumi.ComponentResource("test:index:Component", "c");
            return pulumi.all([partitionOf(component), regionOf(component), accountIdOf(component)]);
        });
        expect(await new Promise((resolve) => built.apply(resolve))).to.deep.equal([
            "aws",
            "eu-central-1",
            "111122223333",
        ]);
        expect(calls.map(({ token }) => token)).to.have.members([
            "aws:index/getPartition:getPartition",
            "aws:index/getRegion:getRegion",
            "aws:index/getCallerIdentity:getCallerIdentity",
        ]);
    });

    it("says once, and without a stack trace, what AWS's provider has against it", async () => {
        const { error, errors } = await refusal(connection, { cloud: refusing("No valid credential sources found") });
        expect(error.message).to.equal(
            "AWS can't be asked for account, region and partition: the credentials don't work, or aws:allowedAccountIds names another account. No valid credential sources found",
        );
        expect(error.stack).to.equal(error.message);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect([...new Set(errors)]).to.deep.equal([error]);
    });

    it("refers to the provider's own error where the answer has none", async () => {
        const { error } = await refusal(connection, { cloud: refusing("") });
        expect(error.message).to.equal(
            "AWS can't be asked for account, region and partition: the credentials don't work, or aws:allowedAccountIds names another account. The AWS provider's own error says which.",
        );
    });
});
