import { expect } from "chai";
import { checkPartition } from "../../../components/checks/partition";
import { checkRegion, isRegion } from "../../../components/checks/region";
import { Connector } from "../../../components/index";

const { Defender, Sentinel, SentinelS3 } = Connector;

const rest = { allowed: "an AWS region that is enabled in the account", example: "eu-central-1" };

describe("checkRegion", () => {
    for (const region of [undefined, ""]) {
        it(`wants one in place of ${JSON.stringify(region)}`, () => {
            expect(checkRegion([Defender, Sentinel])(region)).to.deep.equal({
                reason: "The trail needs a home region.",
                ...rest,
            });
        });
    }

    for (const region of ["Frankfurt", "eu-central-1a", "eu-central", "EU-CENTRAL-1", " eu-central-1"]) {
        it(`refuses ${JSON.stringify(region)}`, () => {
            expect(isRegion(region)).to.equal(false);
            expect(checkRegion([Defender, Sentinel])(region)).to.deep.equal({
                reason: "That is no AWS region.",
                ...rest,
            });
        });
    }

    it("asks whether the connectors reach the region's partition", () => {
        expect(checkRegion([SentinelS3])("us-gov-west-1")).to.equal(undefined);
        expect(checkRegion([Defender])("us-gov-west-1")).to.deep.equal(checkPartition([Defender])("aws-us-gov"));
        expect(checkRegion([Defender, Sentinel])("us-gov-west-1")).to.deep.equal(
            checkPartition([Defender, Sentinel])("aws-us-gov"),
        );
        expect(checkRegion([Defender, Sentinel])("eu-central-1")).to.equal(undefined);
    });
});
