import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { checkTrailArn } from "../../../components/checks/trailArn";
import { problemsOfDefenderUser } from "../../../components/defender/defenderUser";
import { defenderPolicy } from "../../../components/defender/readerPolicy";
import { oidcIssuer, trailArn } from "../../../components/facts/arns";
import { sentinelOidcIdentities } from "../../../components/facts/microsoft";
import type { PolicyDocument } from "../../../components/iam/document";
import { AzureCloud, DefenderPermission, DefenderUser } from "../../../components/index";
import { bucketPolicy } from "../../../components/logs/bucketPolicy";
import { keyPolicy } from "../../../components/logs/keyPolicy";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { problemsOfSentinelOidc, sentinelS3Trust } from "../../../components/sentinelS3/sentinelS3";
import { faultsOf } from "../../support/faults";
import { refusal } from "../../support/mocks";

const { Activity, Storage } = DefenderPermission;

/** IAM counts no white space. Source: "IAM and AWS STS quotas". */
const size = (document: PolicyDocument) => JSON.stringify(document).replace(/\s/g, "").length;

const subsets = fc.subarray(Object.values(DefenderPermission), { minLength: 1 });

const ipv4 = (count: number) => Array.from({ length: count }, (_, index) => `203.113.${index + 100}.128/25`);
const ipv6 = (count: number) =>
    Array.from({ length: count }, (_, index) => `2001:0db8:85a3:08d3:1319:8a2e:0370:${1000 + index}/128`);

describe("a managed policy, 6,144 characters at most", () => {
    it("takes 80 IPv4 blocks of the longest, as the documentation says, with any permissions", () => {
        fc.assert(
            fc.property(subsets, (permissions) => {
                expect(problemsOfDefenderUser({ permissions, sourceIps: ipv4(80) })).to.deep.equal([]);
                expect(size(defenderPolicy(permissions, ipv4(80)))).to.be.at.most(6_144);
            }),
        );
    });

    it("is refused with more blocks than fit, and with none that do", () => {
        for (const blocks of [ipv4, ipv6]) {
            for (const permissions of [undefined, ...Object.values(DefenderPermission).map((one) => [one])]) {
                for (let count = 0; count <= 150; count++) {
                    const sourceIps = blocks(count);
                    const policy = defenderPolicy(permissions ?? [Activity, Storage], sourceIps);
                    const problems = problemsOfDefenderUser({ permissions, sourceIps });
                    expect(problems.length === 0, `${count} blocks`).to.equal(size(policy) <= 6_144);
                }
            }
        }
    });

    it("may be filled to the last character, and no further", () => {
        // 10 to 18 characters, 3 dots and the prefix length among them.
        const block = (length: number) =>
            `${[0, 1, 2, 3].map((octet) => "199".slice(-Math.floor((length - 6 + octet) / 4))).join(".")}/16`;
        const permissions = [Activity];
        for (const [wanted, problems] of [
            [6_144, 0],
            [6_145, 1],
        ] as const) {
            const sourceIps = [block(18)];
            const left = () => wanted - size(defenderPolicy(permissions, sourceIps));
            while (left() >= 63) {
                sourceIps.push(block(18));
            }
            for (const share of [3, 2, 1]) {
                // Quotes and a comma go with each.
                sourceIps.push(block(Math.floor(left() / share) - 3));
            }
            expect(left()).to.equal(0);
            expect(problemsOfDefenderUser({ permissions, sourceIps })).to.have.lengthOf(problems);
        }
    });

    it("is refused in these words", () => {
        expect(problemsOfDefenderUser({ sourceIps: ipv6(101) })).to.deep.equal([
            {
                propertyPath: "sourceIps",
                given: ipv6(101),
                code: "user-policy-size",
                reason: `With 101 CIDR blocks, the policy has ${size(defenderPolicy([Activity, Storage], ipv6(101)))} characters, and IAM allows 6144.`,
                allowed: "fewer or wider CIDR blocks",
                example: ["203.0.113.0/24"],
            },
        ]);
    });

    it("is refused too if the blocks come from another resource", async () => {
        const { error, registrations } = await refusal(
            () => new DefenderUser("defender", { sourceIps: pulumi.output(ipv6(101)) }),
        );
        expect(faultsOf(error)).to.deep.equal(["sourceIps: user-policy-size"]);
        expect(registrations.filter(({ type }) => type === "aws:iam/policy:Policy")).to.deep.equal([]);
    });
});

describe("a trust policy, 2,048 characters at most", () => {
    it("takes any workspace and account", () => {
        fc.assert(
            fc.property(fc.uuid(), fc.constantFrom("aws", "aws-us-gov", "aws-iso-b"), (workspaceId, partition) => {
                expect(size(sentinelTrustPolicy(partition, "197857026523", workspaceId))).to.be.at.most(2_048);
            }),
        );
    });

    it("takes ten of the longest session names beside those that are always in it, in either cloud", () => {
        const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
        const additionalSessionNames = Array.from({ length: 10 }, (_, index) =>
            `${index}${workspaceId}`.padEnd(64, "x"),
        );
        expect(problemsOfSentinelOidc({ workspaceId, additionalSessionNames })).to.deep.equal([]);
        for (const azureCloud of Object.values(AzureCloud)) {
            const providerArn = `arn:aws-us-gov:iam::111122223333:oidc-provider/${oidcIssuer(sentinelOidcIdentities[azureCloud].url)}`;
            const trust = sentinelS3Trust(providerArn, { workspaceId, azureCloud, additionalSessionNames });
            expect(Object.values(trust.Statement[0]?.Condition?.StringEquals ?? {})[1]).to.have.length(12);
            expect(size(trust)).to.be.at.most(2_048);
        }
    });
});

describe("a bucket policy of 20 KB and a key policy of 32 KB at most", () => {
    it("take any trail and bucket", () => {
        const names = fc.string({ unit: fc.constantFrom(..."aZ0"), minLength: 3, maxLength: 128, size: "max" });
        fc.assert(
            fc.property(names, fc.constantFrom("eu-central-1", "ap-southeast-5"), (trailName, region) => {
                const arn = trailArn({ partition: "aws", region, accountId: "111122223333", trailName });
                expect(checkTrailArn(arn)).to.equal(undefined);
                const bucket = `arn:aws:s3:::${"b".repeat(63)}`;
                expect(
                    JSON.stringify(bucketPolicy({ bucketArn: bucket, trailArn: arn, protectLogs: true })).length,
                ).to.be.at.most(20 * 1024);
                expect(JSON.stringify(keyPolicy(arn)).length).to.be.at.most(32 * 1024);
            }),
        );
    });
});
