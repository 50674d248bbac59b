import { expect } from "chai";
import { accountRootArn, awsManagedPolicyArn, trailArn } from "../../../components/facts/arns";

describe("ARNs", () => {
    for (const partition of ["aws", "aws-us-gov", "aws-cn"]) {
        it(`are of the partition ${partition}`, () => {
            expect(accountRootArn(partition, "111122223333")).to.equal(`arn:${partition}:iam::111122223333:root`);
            expect(awsManagedPolicyArn(partition, "AWSCloudTrail_ReadOnlyAccess")).to.equal(
                `arn:${partition}:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess`,
            );
            expect(trailArn({ partition, region: "r", accountId: "111122223333", trailName: "t" })).to.equal(
                `arn:${partition}:cloudtrail:r:111122223333:trail/t`,
            );
        });
    }
});
