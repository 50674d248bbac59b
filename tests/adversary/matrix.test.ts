import { expect } from "chai";
import { checkPartition } from "../../components/checks/partition";
import { problemsOfConnection } from "../../components/connection/connectionProblems";
import { partitionOfRegion } from "../../components/facts/partitions";
import { matrix } from "./matrix";

describe("the matrix of configurations", () => {
    const { configurations, refused } = matrix();

    it("has nothing that the program refuses, and counts that", () => {
        for (const { args, region, dimensions } of configurations) {
            expect(problemsOfConnection(args), JSON.stringify(dimensions)).to.deep.equal([]);
            expect(checkPartition(args.connectors ?? [])(partitionOfRegion(region))).to.equal(undefined);
        }
        expect(refused).to.be.above(0);
    });

    it("has each combination once", () => {
        const texts = configurations.map(({ args, region }) => JSON.stringify([args, region]));
        expect(new Set(texts).size).to.equal(configurations.length);
    });

    it("has each value of each dimension", () => {
        const values = (dimension: keyof (typeof configurations)[number]["dimensions"]) => [
            ...new Set(configurations.map(({ dimensions }) => dimensions[dimension])),
        ];
        expect(values("connectors")).to.have.members([
            "defender",
            "sentinel",
            "defender and sentinel",
            "sentinelS3",
            "defender and sentinelS3",
            "sentinel and sentinelS3",
            "defender and sentinel and sentinelS3",
        ]);
        expect(values("encryption")).to.have.members(["kms", "s3"]);
        expect(values("organization")).to.have.members(["none", "all accounts", "named members"]);
        expect(values("existing")).to.have.members([
            "nothing",
            "trail",
            "trail and bucket, notification left alone",
            "trail and bucket, notification merged",
            "trail, bucket and topic",
            "bucket, policy merged",
            "bucket, empty policy merged",
            "bucket, policy left alone",
            "key",
            "OIDC provider",
            "alarm topic",
            "SNS fan-out",
            "everything that may ride along",
        ]);
        expect(values("region")).to.have.members(["eu-central-1", "us-gov-west-1"]);
        expect(values("cloud")).to.have.members(["commercial", "usGovernment"]);
    });

    it("has every organization, encryption and Azure cloud with every choice of connectors", () => {
        const combinations = new Set(
            configurations
                .filter(({ region, dimensions }) => region === "eu-central-1" && dimensions.existing === "nothing")
                .map(({ dimensions }) => Object.values(dimensions).join()),
        );
        // Members are named for the S3 connector only, which four of the seven choices have.
        expect(combinations.size).to.equal(7 * 2 * 2 * 2 + 4 * 2 * 2);
    });
});
