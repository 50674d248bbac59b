import { expect } from "chai";
import { Connector } from "../../components";
import { partitionOfRegion } from "../../components/naming";
import { checkPartition } from "../../components/validation/partition";

const sentinel = 'Microsoft Sentinel ("Amazon Web Services" connector)';
const defender = "Microsoft Defender for Cloud Apps";

const partitions: [region: string, partition: string, title: string | undefined][] = [
    ["eu-central-1", "aws", undefined],
    ["us-east-1", "aws", undefined],
    ["il-central-1", "aws", undefined],
    ["cn-north-1", "aws-cn", "AWS China"],
    ["cn-northwest-1", "aws-cn", "AWS China"],
    ["us-gov-west-1", "aws-us-gov", "AWS GovCloud (US)"],
    ["us-gov-east-1", "aws-us-gov", "AWS GovCloud (US)"],
    ["eusc-de-east-1", "aws-eusc", "AWS European Sovereign Cloud"],
    ["us-iso-east-1", "aws-iso", "AWS Top Secret"],
    ["us-isob-east-1", "aws-iso-b", "AWS Secret"],
    ["eu-isoe-west-1", "aws-iso-e", "AWS Europe (ISO-E)"],
    ["us-isof-south-1", "aws-iso-f", "AWS ISO-F"],
];

describe("checkPartition", () => {
    for (const [region, partition, title] of partitions) {
        it(`${title ? "refuses" : "accepts"} ${region}`, () => {
            expect(partitionOfRegion(region)).to.equal(partition);
            for (const [connectors, whose] of [
                [[Connector.Defender], defender],
                [[Connector.Sentinel], sentinel],
                [[Connector.Defender, Connector.Sentinel], `${defender} and ${sentinel}`],
            ] as const) {
                expect(checkPartition(connectors)(partition)).to.deep.equal(
                    title && {
                        reason: `${title} is out of reach of ${whose}: Microsoft connects AWS's commercial partition only.`,
                        allowed: "a region of the partition aws",
                        example: "eu-central-1",
                        exampleProperty: "aws:region",
                    },
                );
            }
        });
    }

    it("has no opinion on a partition that nobody knows yet", () => {
        expect(checkPartition([Connector.Defender, Connector.Sentinel])("aws-moon")).to.equal(undefined);
    });

    it("has no opinion on a connector that there isn't: that is refused elsewhere", () => {
        for (const connector of ["azure", "", "constructor", "__proto__", "toString"]) {
            for (const partition of ["aws", "aws-cn"]) {
                expect(checkPartition([connector as Connector])(partition), connector).to.equal(undefined);
            }
        }
    });
});
