import { expect } from "chai";
import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { sentinelTrustPolicy } from "../../../components/sentinelApi/trustPolicy";
import { type OidcTrust, oidcTrustPolicy } from "../../../components/sentinelS3/oidcTrustPolicy";
import { type AwsRequest, anonymous, decide, Tally, withContext, withoutConditionKey } from "../../support/simulate";

const account = "111122223333";
const otherAccount = "444455556666";
const microsoft = "197857026523";
const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const otherWorkspaceId = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const sessionName = `MicrosoftSentinel_${workspaceId}`;

const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const audience = "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e";
const governmentIssuer = "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/";
const governmentAudience = "api://d4230588-5f84-4281-a9c7-2c15194b28f7";

function providerArn(accountId: string, ofIssuer: string): string {
    return `arn:aws:iam::${accountId}:oidc-provider/${ofIssuer}`;
}

const commercial: OidcTrust = {
    providerArn: providerArn(account, issuer),
    issuerUrl: `https://${issuer}`,
    audience,
    sessionNames: [sessionName],
};

const everythingInSts: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "EverythingInSts", Effect: "Allow", Action: "sts:*", Resource: "*" }],
};

/** With an identity policy besides, so that only the trust policy can be what refuses. */
const sentinelAssumes: AwsRequest = {
    principal: commercial.providerArn,
    action: "sts:AssumeRoleWithWebIdentity",
    resource: `arn:aws:iam::${account}:role/OIDC_connection-s3-1a2b3c4d`,
    accountId: account,
    context: { [`${issuer}:aud`]: audience, "sts:RoleSessionName": sessionName },
    resourcePolicy: oidcTrustPolicy(commercial),
    identityPolicies: [everythingInSts],
};

describe("trust policy of Sentinel's S3 connector", () => {
    describe("is this document", () => {
        it("for Azure Commercial", () => {
            expect(
                oidcTrustPolicy({
                    providerArn:
                        "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                    issuerUrl: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                    audience: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
                    sessionNames: ["MicrosoftSentinel_0f8fad5b-d9cb-469f-a165-70867728950e"],
                }),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "SentinelAssumesWithWorkspaceId",
                        Effect: "Allow",
                        Principal: {
                            Federated:
                                "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                        },
                        Action: "sts:AssumeRoleWithWebIdentity",
                        Condition: {
                            StringEquals: {
                                "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:aud":
                                    "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
                                "sts:RoleSessionName": "MicrosoftSentinel_0f8fad5b-d9cb-469f-a165-70867728950e",
                            },
                        },
                    },
                ],
            });
        });

        it("for Azure Government in AWS GovCloud", () => {
            expect(
                oidcTrustPolicy({
                    providerArn:
                        "arn:aws-us-gov:iam::444455556666:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                    issuerUrl: "https://sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                    audience: "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
                    sessionNames: ["MicrosoftSentinel_7c9e6679-7425-40de-944b-e07fc1f90ae7"],
                }),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "SentinelAssumesWithWorkspaceId",
                        Effect: "Allow",
                        Principal: {
                            Federated:
                                "arn:aws-us-gov:iam::444455556666:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/",
                        },
                        Action: "sts:AssumeRoleWithWebIdentity",
                        Condition: {
                            StringEquals: {
                                "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/:aud":
                                    "api://d4230588-5f84-4281-a9c7-2c15194b28f7",
                                "sts:RoleSessionName": "MicrosoftSentinel_7c9e6679-7425-40de-944b-e07fc1f90ae7",
                            },
                        },
                    },
                ],
            });
        });

        it("for several session names", () => {
            expect(
                oidcTrustPolicy({
                    providerArn:
                        "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                    issuerUrl: "https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                    audience: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
                    sessionNames: [
                        "MicrosoftSentinel_0f8fad5b-d9cb-469f-a165-70867728950e",
                        "MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e",
                    ],
                }),
            ).to.deep.equal({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "SentinelAssumesWithWorkspaceId",
                        Effect: "Allow",
                        Principal: {
                            Federated:
                                "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/",
                        },
                        Action: "sts:AssumeRoleWithWebIdentity",
                        Condition: {
                            StringEquals: {
                                "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:aud":
                                    "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
                                "sts:RoleSessionName": [
                                    "MicrosoftSentinel_0f8fad5b-d9cb-469f-a165-70867728950e",
                                    "MicrosoftDefenderForClouds_0f8fad5b-d9cb-469f-a165-70867728950e",
                                ],
                            },
                        },
                    },
                ],
            });
        });
    });

    it("admits Sentinel's audience under the workspace's session name", async () => {
        expect(await decide(sentinelAssumes)).to.equal("Allowed");
    });

    it("admits Azure Government's audience where its issuer is named, and not Azure Commercial's", async () => {
        const provider = providerArn(account, governmentIssuer);
        const assumes: AwsRequest = {
            ...sentinelAssumes,
            principal: provider,
            context: { [`${governmentIssuer}:aud`]: governmentAudience, "sts:RoleSessionName": sessionName },
            resourcePolicy: oidcTrustPolicy({
                providerArn: provider,
                issuerUrl: `https://${governmentIssuer}`,
                audience: governmentAudience,
                sessionNames: [sessionName],
            }),
        };
        expect(await decide(assumes)).to.equal("Allowed");
        expect(await decide(withContext(assumes, { [`${governmentIssuer}:aud`]: audience }))).to.equal(
            "ImplicitlyDenied",
        );
    });

    describe("with several session names", () => {
        const sessionNames = [sessionName, `MicrosoftDefenderForClouds_${workspaceId}`, "third"];
        const resourcePolicy = oidcTrustPolicy({ ...commercial, sessionNames });
        const under = (name: string) => ({
            ...withContext(sentinelAssumes, { "sts:RoleSessionName": name }),
            resourcePolicy,
        });
        for (const name of sessionNames) {
            it(`admits ${name}, and not with another workspace's ID or more`, async () => {
                expect(await decide(under(name))).to.equal("Allowed");
                expect(await decide(under(`${name}0`))).to.equal("ImplicitlyDenied");
                expect(await decide(under(`MicrosoftDefenderForClouds_${otherWorkspaceId}`))).to.equal(
                    "ImplicitlyDenied",
                );
            });
        }

        it("refuses them all where one is named", async () => {
            for (const name of sessionNames.slice(1)) {
                expect(await decide(under(name)), name).to.equal("Allowed");
                const resourcePolicy = oidcTrustPolicy(commercial);
                expect(await decide({ ...under(name), resourcePolicy }), name).to.equal("ImplicitlyDenied");
            }
        });

        it("refuses every one where none is named", async () => {
            const resourcePolicy = oidcTrustPolicy({ ...commercial, sessionNames: [] });
            for (const name of [sessionName, "*", undefined]) {
                const request = withContext(sentinelAssumes, { "sts:RoleSessionName": name });
                expect(await decide({ ...request, resourcePolicy }), name).to.equal("ImplicitlyDenied");
            }
        });
    });

    const otherAudiences: Record<string, string | undefined> = {
        "another audience": "api://1462b192-27f7-4cb9-8523-0f4ecb54b47f",
        "no audience": undefined,
        "an empty audience": "",
        "Azure Government's audience": governmentAudience,
        "the audience in upper case": audience.toUpperCase(),
        "the audience without its scheme": audience.replace("api://", ""),
        "the audience and more": `${audience}0`,
        "AWS's usual audience": "sts.amazonaws.com",
        "a wildcard for audience": "*",
    };
    for (const [what, other] of Object.entries(otherAudiences)) {
        it(`refuses ${what}`, async () => {
            expect(await decide(sentinelAssumes)).to.equal("Allowed");
            expect(await decide(withContext(sentinelAssumes, { [`${issuer}:aud`]: other }))).to.equal(
                "ImplicitlyDenied",
            );
        });
    }

    const otherSessionNames: Record<string, string | undefined> = {
        "another workspace's session name": `MicrosoftSentinel_${otherWorkspaceId}`,
        "no session name": undefined,
        "an empty session name": "",
        "the session name in upper case": sessionName.toUpperCase(),
        "the session name with the workspace ID in upper case": `MicrosoftSentinel_${workspaceId.toUpperCase()}`,
        "the prefix alone": "MicrosoftSentinel_",
        "the workspace ID alone": workspaceId,
        "Defender's session name": `MicrosoftDefenderForClouds_${workspaceId}`,
        "a longer session name": `${sessionName}0`,
        "the beginning of the session name": sessionName.slice(0, -1),
        "a wildcard": "*",
        "the prefix and a wildcard": "MicrosoftSentinel_*",
    };
    for (const [what, name] of Object.entries(otherSessionNames)) {
        it(`refuses ${what}`, async () => {
            expect(await decide(sentinelAssumes)).to.equal("Allowed");
            const underOther = withContext(sentinelAssumes, { "sts:RoleSessionName": name });
            expect(await decide(underOther)).to.equal("ImplicitlyDenied");
        });
    }

    const otherPrincipals: Record<string, string> = {
        "the provider of Azure Government's issuer": providerArn(account, governmentIssuer),
        "another account's provider of the same issuer": providerArn(otherAccount, issuer),
        "the provider of the issuer without the slash": providerArn(account, issuer.slice(0, -1)),
        "GitHub's provider": providerArn(account, "token.actions.githubusercontent.com"),
        "another partition's provider": providerArn(account, issuer).replace("arn:aws:", "arn:aws-us-gov:"),
        "Microsoft's account": `arn:aws:iam::${microsoft}:role/sentinel`,
        "the account's own administrator": `arn:aws:iam::${account}:user/administrator`,
        "a service": "ec2.amazonaws.com",
    };
    for (const [who, principal] of Object.entries(otherPrincipals)) {
        it(`refuses ${who} with the audience and the session name`, async () => {
            expect(await decide(sentinelAssumes)).to.equal("Allowed");
            expect(await decide({ ...sentinelAssumes, principal })).to.equal("ImplicitlyDenied");
        });
    }

    it("refuses anybody unsigned with the audience and the session name", async () => {
        const request = { ...sentinelAssumes, identityPolicies: [] };
        expect(await decide(request)).to.equal("Allowed");
        expect(await decide({ ...request, principal: anonymous })).to.equal("ImplicitlyDenied");
    });

    it("refuses the right audience from another issuer", async () => {
        expect(await decide(sentinelAssumes)).to.equal("Allowed");
        const fromOther = { [`${issuer}:aud`]: undefined, [`${governmentIssuer}:aud`]: audience };
        expect(await decide(withContext(sentinelAssumes, fromOther))).to.equal("ImplicitlyDenied");
    });

    for (const [who, principal] of [
        ["Microsoft's account", `arn:aws:iam::${microsoft}:role/sentinel`],
        ["the account's own administrator", `arn:aws:iam::${account}:user/administrator`],
    ] as const) {
        it(`refuses sts:AssumeRole to ${who}, which a trust policy for that account grants`, async () => {
            const [, , , , principalAccount = ""] = principal.split(":");
            const plain: AwsRequest = {
                ...sentinelAssumes,
                principal,
                action: "sts:AssumeRole",
                context: { "sts:ExternalId": workspaceId, "sts:RoleSessionName": sessionName },
                resourcePolicy: sentinelTrustPolicy("aws", principalAccount, workspaceId),
            };
            expect(await decide(plain)).to.equal("Allowed");
            const resourcePolicy = oidcTrustPolicy(commercial);
            expect(await decide({ ...plain, resourcePolicy })).to.equal("ImplicitlyDenied");
        });
    }

    for (const action of [
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:TagSession",
        "sts:SetSourceIdentity",
        "sts:SetContext",
    ]) {
        it(`refuses ${action} to the provider`, async () => {
            // Not all of these carry an audience and a session name: compare them where none is asked for.
            const resourcePolicy = withoutConditionKey(
                withoutConditionKey(oidcTrustPolicy(commercial), `${issuer}:aud`),
                "sts:RoleSessionName",
            );
            const bare = { ...sentinelAssumes, context: {}, resourcePolicy };
            expect(await decide(bare)).to.equal("Allowed");
            expect(await decide({ ...bare, action })).to.equal("ImplicitlyDenied");
        });
    }

    it("admits the session names that it names and no other", async () => {
        const foreign = new Tally();
        const ownAndForeignName = fc
            .tuple(fc.uuid(), fc.uuid(), fc.string(), fc.uniqueArray(fc.stringMatching(/^[\w+=,.@-]{2,64}$/)))
            .chain(([id, otherId, text, additional]) => {
                const name = `MicrosoftSentinel_${id}`;
                const names = [name, ...additional.slice(0, 10)];
                return fc.record({
                    names: fc.constant(names),
                    own: fc.constantFrom(...names),
                    foreignName: fc.constantFrom(
                        `MicrosoftSentinel_${otherId}`,
                        `MicrosoftSentinel_${text}`,
                        `MicrosoftSentinel_${id.replaceAll("-", "")}`,
                        `MicrosoftDefenderForClouds_${id}`,
                        id,
                        otherId,
                        text,
                        name + text,
                        text + name,
                        name.toUpperCase(),
                        name.toLowerCase(),
                        name.slice(0, -1),
                        `${name.slice(0, -1)}?`,
                        `${name.slice(0, -1)}*`,
                    ),
                });
            })
            .filter(({ names, foreignName }) => !names.includes(foreignName));
        await fc.assert(
            fc.asyncProperty(ownAndForeignName, async ({ names, own, foreignName }) => {
                const resourcePolicy = oidcTrustPolicy({ ...commercial, sessionNames: names });
                const under = (name: string) => ({
                    ...withContext(sentinelAssumes, { "sts:RoleSessionName": name }),
                    resourcePolicy,
                });
                expect(await decide(under(own)), own).to.equal("Allowed");
                const decision = await decide(under(foreignName));
                foreign.add(decision);
                expect(decision, foreignName).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("OIDC trust", "foreign session names");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });

    it("admits the audience and the provider that it names and no other", async () => {
        const foreign = new Tally();
        const ownAudience = fc.uuid().map((id) => `api://${id}`);
        const foreignPart = fc
            .tuple(ownAudience, ownAudience, fc.uuid(), fc.stringMatching(/^\d{12}$/), fc.string())
            .chain(([own, other, tenant, accountId, text]) =>
                fc.record({
                    own: fc.constant(own),
                    change: fc.oneof(
                        fc
                            .constantFrom(other, text, own + text, text + own, own.toUpperCase(), own.slice(0, -1))
                            .map((foreignAudience) => ({
                                audience: foreignAudience,
                                principal: commercial.providerArn,
                            })),
                        fc
                            .constantFrom(
                                providerArn(account, `sts.windows.net/${tenant}/`),
                                providerArn(account, `login.microsoftonline.com/${tenant}/v2.0`),
                                providerArn(account, `${issuer}${tenant}`),
                                providerArn(account, `${tenant}.${issuer}`),
                                providerArn(accountId, issuer),
                            )
                            .map((principal) => ({ audience: own, principal })),
                    ),
                }),
            )
            .filter(({ own, change }) => change.audience !== own || change.principal !== commercial.providerArn);
        await fc.assert(
            fc.asyncProperty(foreignPart, async ({ own, change }) => {
                const request: AwsRequest = {
                    ...withContext(sentinelAssumes, { [`${issuer}:aud`]: own }),
                    resourcePolicy: oidcTrustPolicy({ ...commercial, audience: own }),
                };
                expect(await decide(request), own).to.equal("Allowed");
                const decision = await decide({
                    ...withContext(request, { [`${issuer}:aud`]: change.audience }),
                    principal: change.principal,
                });
                foreign.add(decision);
                expect(decision, JSON.stringify(change)).to.equal("ImplicitlyDenied");
            }),
        );
        foreign.print("OIDC trust", "foreign audiences and issuers");
        expect(foreign.tried).to.equal(100);
        expect(foreign.refused).to.equal(foreign.tried);
    });
});
