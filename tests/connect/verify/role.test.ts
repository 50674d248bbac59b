import { expect } from "chai";
import type { StackOutputs } from "../../../connect/outputs";
import { nameOfRole, type RoleObservations } from "../../../connect/verify/role";
import { judgeRole } from "../../../connect/verify/sentinelApi/judgement";
import type { Verdict } from "../../../connect/verify/verdict";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";
const otherId = "11111111-d9cb-469f-a165-70867728950e";
const sentinelAccountId = "197857026523";
const microsoft = `arn:aws:iam::${sentinelAccountId}:root`;
const stranger = "arn:aws:iam::777788889999:root";
const managed = "AWSCloudTrail_ReadOnlyAccess";

const outputs: StackOutputs = {
    accountId: "444455556666",
    region: "eu-central-1",
    partition: "aws",
    trailName: "trail",
    trailArn: "arn:aws:cloudtrail:eu-central-1:444455556666:trail/trail",
    roleArn: "arn:aws:iam::444455556666:role/trailconnect-sentinel-0a1b2c",
    externalId: workspaceId,
};

const trustStatement = {
    Sid: "SentinelAssumesWithWorkspaceId",
    Effect: "Allow",
    Principal: { AWS: microsoft } as unknown,
    Action: "sts:AssumeRole" as unknown,
    Condition: { StringEquals: { "sts:ExternalId": workspaceId } } as unknown,
};
const trustOf = (...Statement: unknown[]) => ({
    trust: { value: encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement })) },
});
const healthy: RoleObservations = {
    ...trustOf(trustStatement),
    attached: { value: [managed] },
    own: { value: {} },
};

const account = "Sentinel's role trusts only Microsoft's AWS account";
const external = "Sentinel's role requires the workspace ID as the external ID";
const reads = "Sentinel's role can read CloudTrail";
const nothingMore = "Sentinel's role has no other policy";

const allHold: Verdict[] = [
    { check: account, result: "holds", seen: `It trusts ${microsoft}.` },
    { check: external, result: "holds", seen: `It requires ${workspaceId}.` },
    { check: reads, result: "holds", seen: `It has ${managed}.` },
    { check: nothingMore, result: "holds", seen: "It has no other policy." },
];
const instead = (...changed: Verdict[]) =>
    allHold.map((verdict) => changed.find(({ check }) => check === verdict.check) ?? verdict);

const trusts = (who: string): Verdict => ({
    check: account,
    result: "fails",
    seen: `It trusts ${who}; Microsoft's account is ${sentinelAccountId}.`,
    advice: "The trust policy was changed outside of Pulumi: run pulumi up. If the connector's page in the portal shows another account, use --microsoft-account.",
});
const asksFor = (what: string): Verdict => ({
    check: external,
    result: "fails",
    seen: `It requires ${what}; the workspace ID is ${workspaceId}.`,
    advice: "The trust policy was changed outside of Pulumi: run pulumi up. Without it, any Sentinel customer could read this account.",
});
const trustsSeveral = (...arns: string[]): Verdict => ({
    check: account,
    result: "holds",
    seen: `It trusts ${arns.join(", ")}.`,
});
const also = (what: string): Verdict => ({
    check: nothingMore,
    result: "fails",
    seen: `It also has ${what}.`,
    advice: "They widen what Sentinel can do. Detach them.",
});
const lacks = (what: string): Verdict => ({
    check: reads,
    result: "fails",
    seen: `It has ${what}.`,
    advice: "Run pulumi refresh, then pulumi up.",
});

/** Who is trusted in the statement's place, without another change. */
const principals: [title: string, principal: unknown, seen: string][] = [
    ["another account", { AWS: stranger }, stranger],
    ["another account beside Microsoft's", { AWS: [microsoft, stranger] }, `${microsoft}, ${stranger}`],
    ["everybody", "*", "*"],
    ["everybody, written out", { AWS: "*" }, "*"],
    [
        "a service beside Microsoft's account",
        { AWS: microsoft, Service: "ec2.amazonaws.com" },
        `${microsoft}, ec2.amazonaws.com`,
    ],
    [
        "a role of Microsoft's",
        { AWS: `arn:aws:iam::${sentinelAccountId}:role/x` },
        `arn:aws:iam::${sentinelAccountId}:role/x`,
    ],
    ["an account whose ID ends as Microsoft's", { AWS: `1${sentinelAccountId}` }, `1${sentinelAccountId}`],
    ["no one", {}, "no one"],
    ["a deleted principal", { AWS: "AROAEXAMPLEID" }, "AROAEXAMPLEID"],
];

/** What is asked for in the condition's place, without another change. */
const conditions: [title: string, condition: unknown, seen: string][] = [
    ["no external ID", undefined, "no external ID"],
    ["another external ID", { StringEquals: { "sts:ExternalId": otherId } }, otherId],
    [
        "one of two external IDs",
        { StringEquals: { "sts:ExternalId": [workspaceId, otherId] } },
        `${workspaceId}, ${otherId}`,
    ],
    ["any external ID", { StringLike: { "sts:ExternalId": "*" } }, "*"],
    [
        "an external ID in capitals",
        { StringEquals: { "sts:ExternalId": workspaceId.toUpperCase() } },
        workspaceId.toUpperCase(),
    ],
    ["any other external ID", { StringNotEquals: { "sts:ExternalId": otherId } }, "StringNotEquals sts:externalid"],
    [
        "the external ID if there is one",
        { StringEqualsIfExists: { "sts:ExternalId": workspaceId } },
        "StringEqualsIfExists sts:externalid",
    ],
    [
        "the external ID for all values, even of none",
        { "ForAllValues:StringEquals": { "sts:ExternalId": workspaceId } },
        "ForAllValues:StringEquals sts:externalid",
    ],
    ["the external ID as an ARN", { ArnLike: { "sts:ExternalId": workspaceId } }, "ArnLike sts:externalid"],
    [
        "an address beside the external ID",
        { StringEquals: { "sts:ExternalId": workspaceId }, IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
        `${workspaceId}, IpAddress aws:sourceip`,
    ],
    [
        "the external ID, and that it isn't the external ID",
        { StringEquals: { "sts:ExternalId": workspaceId }, StringNotEquals: { "sts:ExternalId": workspaceId } },
        `${workspaceId}, StringNotEquals sts:externalid`,
    ],
];

const deviations: [title: string, change: Partial<RoleObservations>, ...verdicts: Verdict[]][] = [
    ...principals.map(([title, Principal, seen]): [string, Partial<RoleObservations>, Verdict] => [
        `that trusts ${title}`,
        trustOf({ ...trustStatement, Principal }),
        trusts(seen),
    ]),
    ...conditions.map(([title, Condition, seen]): [string, Partial<RoleObservations>, Verdict] => [
        `that asks for ${title}`,
        trustOf({ ...trustStatement, Condition }),
        asksFor(seen),
    ]),
    [
        "that trusts someone else in a second statement, on the same condition",
        trustOf(trustStatement, { ...trustStatement, Principal: { AWS: stranger } }),
        trusts(`${microsoft}, ${stranger}`),
        { check: external, result: "holds", seen: `It requires ${workspaceId}.` },
    ],
    ...(
        [
            ["sts:AssumeRole", { AWS: stranger }, stranger],
            ["sts:*", { AWS: stranger }, stranger],
            ["*", "*", "*"],
            [["sts:TagSession", "sts:AssumeRole"], { AWS: stranger }, stranger],
            ["sts:AssumeRoleWithWebIdentity", { Federated: "accounts.google.com" }, "accounts.google.com"],
            [
                "sts:AssumeRoleWithSAML",
                { Federated: "arn:aws:iam::444455556666:saml-provider/x" },
                "arn:aws:iam::444455556666:saml-provider/x",
            ],
        ] as const
    ).map(([Action, Principal, seen]): [string, Partial<RoleObservations>, ...Verdict[]] => [
        `that trusts ${seen} in a second statement with ${Action}`,
        trustOf(trustStatement, { Effect: "Allow", Principal, Action }),
        trusts(`${microsoft}, ${seen}`),
        { ...asksFor(workspaceId) },
    ]),
    [
        "that trusts everybody but one, in a second statement",
        trustOf(trustStatement, { Effect: "Allow", NotPrincipal: { AWS: stranger }, Action: "sts:AssumeRole" }),
        trusts(`${microsoft}, *`),
        asksFor(workspaceId),
    ],
    [
        "that lets Microsoft in without the external ID, in a second statement",
        trustOf(trustStatement, { ...trustStatement, Condition: undefined }),
        trustsSeveral(microsoft, microsoft),
        asksFor(workspaceId),
    ],
    ...(
        [
            [
                "whose trust is denied to everybody",
                trustOf(trustStatement, { Effect: "Deny", Principal: "*", Action: "sts:*" }),
            ],
            [
                "whose trust is denied to Microsoft",
                trustOf({ ...trustStatement, Condition: undefined, Effect: "Deny" }, trustStatement),
            ],
            ["whose trust is for another action", trustOf({ ...trustStatement, Action: "sts:TagSession" })],
            ["whose trust has no statement", trustOf()],
            ["without a trust policy", { trust: { value: undefined } }],
            ["with a trust policy that is no JSON", { trust: { value: "%7B" } }],
            ["with null for a trust policy", { trust: { value: "null" } }],
        ] as [string, Partial<RoleObservations>][]
    ).map(([title, change]): [string, Partial<RoleObservations>, ...Verdict[]] => [
        title,
        change,
        trusts("no one"),
        asksFor("no external ID"),
    ]),
    ["whose policy is detached", { attached: { value: [] } }, lacks("no policy")],
    [
        "that has another policy in its place",
        { attached: { value: ["AWSCloudTrail_FullAccess"] } },
        lacks("AWSCloudTrail_FullAccess"),
        also("AWSCloudTrail_FullAccess"),
    ],
    ["with a further policy attached", { attached: { value: ["ReadOnlyAccess", managed] } }, also("ReadOnlyAccess")],
    ["with a policy of its own", { own: { value: { admin: "{}" } } }, also("admin")],
    [
        "with both",
        { attached: { value: [managed, "ReadOnlyAccess"] }, own: { value: { admin: "{}" } } },
        also("ReadOnlyAccess, admin"),
    ],
];

describe("judgeRole", () => {
    it("finds a healthy role so", () => {
        expect(judgeRole(healthy, outputs, sentinelAccountId)).to.deep.equal(allHold);
    });

    for (const [title, change, ...verdicts] of deviations) {
        it(`finds a role ${title}`, () => {
            expect(judgeRole({ ...healthy, ...change }, outputs, sentinelAccountId)).to.deep.equal(
                instead(...verdicts),
            );
        });
    }

    it("holds for other forms of the same trust", () => {
        for (const change of [
            { Principal: { AWS: [microsoft] } },
            { Action: ["sts:AssumeRole"] },
            { Action: "STS:ASSUMEROLE" },
            { Condition: { StringEquals: { "sts:externalid": [workspaceId] } } },
            { Condition: { StringLike: { "sts:ExternalId": workspaceId } } },
        ]) {
            const seen = { ...healthy, ...trustOf({ ...trustStatement, ...change }) };
            expect(judgeRole(seen, outputs, sentinelAccountId)).to.deep.equal(allHold);
        }
    });

    it("holds for the account's bare ID", () => {
        const seen = { ...healthy, ...trustOf({ ...trustStatement, Principal: { AWS: sentinelAccountId } }) };
        expect(judgeRole(seen, outputs, sentinelAccountId)).to.deep.equal(instead(trustsSeveral(sentinelAccountId)));
    });

    it("holds where something is denied on a condition, or to someone else", () => {
        const denials = [
            {
                Effect: "Deny",
                Principal: "*",
                Action: "sts:*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
            { Effect: "Deny", Principal: { AWS: stranger }, Action: "sts:AssumeRole" },
        ];
        expect(
            judgeRole({ ...healthy, ...trustOf(...denials, trustStatement) }, outputs, sentinelAccountId),
        ).to.deep.equal(allHold);
    });

    it("holds for the account that the connector's page shows, and for no other then", () => {
        const seen = { ...healthy, ...trustOf({ ...trustStatement, Principal: { AWS: stranger } }) };
        expect(judgeRole(seen, outputs, "777788889999")).to.deep.equal(instead(trustsSeveral(stranger)));
        expect(judgeRole(healthy, outputs, "777788889999")[0]).to.deep.equal({
            ...trusts(microsoft),
            seen: `It trusts ${microsoft}; Microsoft's account is 777788889999.`,
        });
    });

    for (const given of ["", "(", "\\d{12}", "............", "[0-9]+"]) {
        it(`takes no pattern for Microsoft's account: ${JSON.stringify(given)}`, () => {
            expect(judgeRole(healthy, outputs, given)[0]?.result).to.equal("fails");
        });
    }

    const errors: [name: string, verdict: Omit<Verdict, "check">][] = [
        [
            "AccessDenied",
            {
                result: "fails",
                seen: "Access denied (AccessDenied).",
                advice: "Run verify with an identity that is allowed to read it: why",
            },
        ],
        [
            "NoSuchEntity",
            {
                result: "fails",
                seen: "Not found (NoSuchEntity).",
                advice: "There is no role trailconnect-sentinel-0a1b2c: run pulumi refresh, then pulumi up.",
            },
        ],
        ["Throttling", { result: "unknown", seen: "AWS did not answer (Throttling: why)." }],
    ];
    for (const [name, verdict] of errors) {
        const error = { name, message: "why" };

        it(`judges a trust that ${name} hides, and the rest`, () => {
            expect(judgeRole({ ...healthy, trust: { error } }, outputs, sentinelAccountId)).to.deep.equal([
                { check: account, ...verdict },
                ...allHold.slice(2),
            ]);
        });

        it(`judges attached policies that ${name} hides, and the rest`, () => {
            expect(judgeRole({ ...healthy, attached: { error } }, outputs, sentinelAccountId)).to.deep.equal(
                instead({ check: reads, ...verdict }, { check: nothingMore, ...verdict }),
            );
        });

        it(`judges own policies that ${name} hides, and the rest`, () => {
            expect(judgeRole({ ...healthy, own: { error } }, outputs, sentinelAccountId)).to.deep.equal(
                instead({ check: nothingMore, ...verdict }),
            );
        });

        it(`judges a role that ${name} hides`, () => {
            expect(
                judgeRole({ trust: { error }, attached: { error }, own: { error } }, outputs, sentinelAccountId),
            ).to.deep.equal([
                { check: account, ...verdict },
                { check: reads, ...verdict },
                { check: nothingMore, ...verdict },
            ]);
        });
    }
});

describe("nameOfRole", () => {
    it("is what follows the last slash", () => {
        expect([
            nameOfRole("arn:aws:iam::1:role/a"),
            nameOfRole("arn:aws:iam::1:role/path/b"),
            nameOfRole(""),
        ]).to.deep.equal(["a", "b", ""]);
    });
});
