import { expect } from "chai";
import * as fc from "fast-check";
import { checkPartition } from "../../../components/checks/partition";
import { partitionOfRegion } from "../../../components/facts/partitions";
import { Connector } from "../../../components/index";

const { Defender, Sentinel, SentinelS3 } = Connector;

const titles: Readonly<Record<Connector, string>> = {
    defender: "Microsoft Defender for Cloud Apps",
    sentinel: 'Microsoft Sentinel ("Amazon Web Services" connector)',
    sentinelS3: 'Microsoft Sentinel ("Amazon Web Services S3" connector)',
};
const onlyCommercial = "Microsoft connects to AWS's commercial partition only.";
const alsoGovCloud = "Microsoft connects to AWS's commercial partition and AWS GovCloud (US) only.";

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

const reached: Readonly<Record<Connector, string[]>> = {
    defender: ["aws"],
    sentinel: ["aws"],
    sentinelS3: ["aws", "aws-us-gov"],
};

const everyChoice: Connector[][] = [
    [Defender],
    [Sentinel],
    [SentinelS3],
    [Defender, Sentinel],
    [Defender, SentinelS3],
    [Sentinel, SentinelS3],
    [SentinelS3, Sentinel],
    [Defender, Sentinel, SentinelS3],
];

const fault = (reason: string, partition: string) => ({
    code: "partition",
    reason,
    allowed:
        partition === "aws-us-gov"
            ? "a region in the aws partition; in AWS GovCloud (US), only the connector sentinelS3"
            : "a region in the aws partition",
    example: "eu-central-1",
    exampleProperty: "aws:region",
});

describe("checkPartition", () => {
    for (const [region, partition, title] of partitions) {
        for (const connectors of everyChoice) {
            const out = connectors.filter((connector) => title && !reached[connector].includes(partition));
            it(`${out.length ? "refuses" : "accepts"} ${connectors.join(", ")} in ${region}`, () => {
                expect(partitionOfRegion(region)).to.equal(partition);
                const result = checkPartition(connectors)(partition);
                if (out.length === 0) {
                    expect(result).to.equal(undefined);
                    return;
                }
                const polling = out.filter((connector) => connector !== SentinelS3).map((one) => titles[one]);
                const sentences = [
                    ...(polling.length
                        ? [`${title} is not supported by ${polling.join(" and ")}: ${onlyCommercial}`]
                        : []),
                    ...(out.includes(SentinelS3)
                        ? [`${title} is not supported by ${titles.sentinelS3}: ${alsoGovCloud}`]
                        : []),
                ];
                const inOrder = out[0] === SentinelS3 ? sentences.reverse() : sentences;
                expect(result).to.deep.equal(fault(inOrder.join(" "), partition));
            });
        }
    }

    it("tells of each connector in AWS GovCloud what is out of reach", () => {
        const sentence =
            'AWS GovCloud (US) is not supported by Microsoft Defender for Cloud Apps and Microsoft Sentinel ("Amazon Web Services" connector): Microsoft connects to AWS\'s commercial partition only.';
        for (const connectors of [
            [Defender, Sentinel],
            [Defender, Sentinel, SentinelS3],
            [SentinelS3, Defender, Sentinel],
        ]) {
            expect(checkPartition(connectors)("aws-us-gov")).to.deep.equal(fault(sentence, "aws-us-gov"));
        }
    });

    it("tells in AWS China which connector reaches how far", () => {
        expect(checkPartition([Defender, SentinelS3])("aws-cn")).to.deep.equal(
            fault(
                "AWS China is not supported by Microsoft Defender for Cloud Apps: Microsoft connects to AWS's commercial partition only. AWS China is not supported by Microsoft Sentinel (\"Amazon Web Services S3\" connector): Microsoft connects to AWS's commercial partition and AWS GovCloud (US) only.",
                "aws-cn",
            ),
        );
    });

    it("has no opinion on a partition that nobody knows yet", () => {
        fc.assert(
            fc.property(
                fc.subarray(Object.values(Connector)),
                fc.oneof(fc.string(), fc.constantFrom("aws-moon", "", "AWS", "aws-cn ")),
                (connectors, partition) => {
                    fc.pre(!partitions.some(([, known]) => known === partition) && !(partition in {}));
                    expect(checkPartition(connectors)(partition), partition).to.equal(undefined);
                },
            ),
        );
    });

    it("has no opinion without connectors: that is refused elsewhere", () => {
        for (const [, partition] of partitions) {
            expect(checkPartition([])(partition), partition).to.equal(undefined);
        }
    });

    it("has no opinion on a connector that there isn't: that is refused elsewhere", () => {
        for (const connector of ["azure", "", "constructor", "__proto__", "toString"]) {
            for (const partition of ["aws", "aws-cn", "aws-us-gov"]) {
                expect(checkPartition([connector as Connector])(partition), connector).to.equal(undefined);
            }
        }
    });
});
