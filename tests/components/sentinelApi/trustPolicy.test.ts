import { expect } from "chai";
import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { type AwsRequest, decide, Tally, withoutConditionKey } from "../../support/simulate";

const account = "111122223333";
const microsoft = "197857026523";
const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const everythingInSts: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInSts", Effect: "Allow", Action: "sts:*", Resource: "*" }],
};

const microsoftAssumes: AwsRequest = {
    principal: `arn:aws:iam::${microsoft}:role/sentinel`,
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${account}:role/connection-sentinel-1a2b3c4d`,
    accountId: account,
    context: { "sts:ExternalId": workspaceId },
    resourcePolicy: sentinelTrustPolicy("aws", microsoft, workspaceId),
    identityPolicies: [everythingInSts],
};

function withExternalId(externalId: string | undefined): AwsRequest {
    return { ...microsoftAssumes, context: { "sts:ExternalId": externalId } };
}

describe("Sentinel's trust policy", () => {
    it("is this document", () => {
        expect(sentinelTrustPolicy("aws", "197857026523", "0f8fad5b-d9cb-469f-a165-70867728950e")).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "SentinelAssumesWithWorkspaceId",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::197857026523:root" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "sts:ExternalId": "0f8fad5b-d9cb-469f-a165-70867728950e" } },
                },
            ],
        });
    });

    it("is this document in AWS GovCloud, for another account of Microsoft's", () => {
        expect(sentinelTrustPolicy("aws-us-gov", "777788889999", "7c9e6679-7425-40de-944b-e07fc1f90ae7")).to.deep.equal(
            {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "SentinelAssumesWithWorkspaceId",
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws-us-gov:iam::777788889999:root" },
                        Action: "sts:AssumeRole",
                        Condition: { StringEquals: { "sts:ExternalId": "7c9e6679-7425-40de-944b-e07fc1f90ae7" } },
                    },
                ],
            },
        );
    });

    it("admits Microsoft's account with the workspace ID", async () => {
        expect(await decide(microsoftAssumes)).to.equal("Allowed");
    });

    const otherExternalIds: Record<string, string | undefined> = {
        "another workspace's ID": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "no external ID": undefined,
        "an empty external ID": "",
        "the workspace ID in upper case": workspaceId.toUpperCase(),
        "the workspace ID in braces": `{${workspaceId}}`,
        "the workspace ID and more": `${workspaceId}0`,
        "the beginning of the workspace ID": workspaceId.slice(0, -1),
        "a wildcard": "*",
    };
    for (const [what, externalId] of Object.entries(otherExternalIds)) {
        it(`refuses Microsoft's account with ${what}`, async () => {
            expect(await decide(microsoftAssumes)).to.equal("Allowed");
            expect(await decide(withExternalId(externalId))).to.equal("ImplicitlyDenied");
        });
    }

    const otherPrincipals: Record<string, string> = {
        "another account": "arn:aws:iam::444455556666:role/sentinel",
        "the account's own administrator": `arn:aws:iam::${account}:user/administrator`,
        "a service": "ec2.amazonaws.com",
    };
    for (const [who, principal] of Object.entries(otherPrincipals)) {
        it(`refuses ${who} with the workspace ID`, async () => {
            expect(await decide(microsoftAssumes)).to.equal("Allowed");
            expect(await decide({ ...microsoftAssumes, principal })).to.equal("ImplicitlyDenied");
        });
    }

    const otherActions = [
        "sts:TagSession",
        "sts:SetSourceIdentity",
        "sts:AssumeRoleWithWebIdentity",
        "sts:AssumeRoleWithSAML",
    ];
    for (const action of otherActions) {
        it(`refuses ${action} to Microsoft's account`, async () => {
            // None of these carries an external ID: compare them with AssumeRole where none is asked for.
            const resourcePolicy = withoutConditionKey(
                sentinelTrustPolicy("aws", microsoft, workspaceId),
                "sts:ExternalId",
            );
            const bare = { ...withExternalId(undefined), resourcePolicy };
            expect(await decide(bare)).to.equal("Allowed");
            expect(await decide({ ...bare, action })).to.equal("ImplicitlyDenied");
        });
    }

    it("admits the external ID that it names and no other", async () => {
        const foreign = new Tally();
        const ownAndForeignId = fc
            .tuple(fc.uuid(), fc.uuid(), fc.string())
            .chain(([own, other, text]) =>
                fc.record({
                    own: fc.constant(own),
                    foreignId: fc.constantFrom(
                        other,
                        text,
                        own + text,
                        text + own,
                        own.toUpperCase(),
                        own.replaceAll("-", ""),
                        own.slice(0, 8),
                        `${own.slice(0, -1)}?`,
                    ),
                }),
            )
            .filter(({ own, foreignId }) => own !== foreignId);
        await fc.assert(
            fc.asyncProperty(ownAndForeignId, async ({ own, foreignId }) => {
                const resourcePolicy = sentinelTrustPolicy("aws", microsoft, own);
                expect(await decide({ ...withExternalId(own), resourcePolicy }), own).to.equal("Allowed");
                const decision = await decide({ ...withExternalId(foreignId), resourcePolicy });
                foreign.add(decision);
                expect(decision, foreignId).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("trust", "foreign external IDs");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
