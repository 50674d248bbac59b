import { expect } from "chai";
import { DefenderPermission, defenderPolicy } from "../../../components/defender/readerPolicy";
import type { StackOutputs } from "../../../connect/outputs";
import { judgeAccessKey } from "../../../connect/verify/defender/judgement";
import type { AccessKeyObservations } from "../../../connect/verify/defender/observations";
import type { Verdict } from "../../../connect/verify/verdict";

const userName = "trailconnect-defender-0a1b2c";
const policyArn = `arn:aws:iam::444455556666:policy/${userName}`;
const userArn = `arn:aws:iam::444455556666:user/${userName}`;
const keyId = "AKIAIOSFODNN7EXAMPLE";
const callNames = [
    "cloudtrail:DescribeTrails",
    "cloudtrail:GetTrailStatus",
    "cloudtrail:LookupEvents",
    "iam:ListUsers",
    "cloudwatch:ListMetrics",
];

const outputs: StackOutputs = {
    accountId: "444455556666",
    region: "eu-central-1",
    partition: "aws",
    trailName: "trail",
    trailArn: "arn:aws:cloudtrail:eu-central-1:444455556666:trail/trail",
    userName,
    accessKeyId: keyId,
    secretAccessKey: "not-a-secret",
};

const calls = Object.fromEntries(callNames.map((name) => [name, { value: {} }]));
const healthy: AccessKeyObservations = {
    identity: { value: userArn },
    calls,
    keys: { value: [{ id: keyId, isActive: true }] },
    boundary: { value: policyArn },
    groupPolicies: { value: [policyArn] },
    policyText: { value: JSON.stringify(defenderPolicy(Object.values(DefenderPermission), ["203.0.113.0/24"])) },
    ownPolicies: { value: [] },
};

const signsIn = "Defender's access key signs in";
const attached = "Defender's user has its policy through its group";
const bounded = "Defender's user has its permissions boundary";
const asked = "Defender's policy allows what Microsoft asks for, and nothing else";
const nothingMore = "Defender's user has no other policy";

const allHold: Verdict[] = [
    { check: signsIn, result: "holds", seen: `It signs in as ${userArn}.` },
    ...callNames.map(
        (name): Verdict => ({
            check: `Defender's access key can call ${name}`,
            result: "holds",
            seen: "The call succeeded.",
        }),
    ),
    { check: attached, result: "holds", seen: policyArn },
    { check: asked, result: "holds", seen: "It names 12 of 12 actions." },
    { check: bounded, result: "holds", seen: policyArn },
    { check: nothingMore, result: "holds", seen: "Neither the user nor its groups have another policy." },
];

const instead = (...changed: Verdict[]) =>
    allHold.map((verdict) => changed.find(({ check }) => check === verdict.check) ?? verdict);

const widened = "They widen what Defender can do, although the permissions boundary still limits it. Detach them.";
const deleted =
    "It was deleted, or the outputs are outdated: run pulumi refresh and pulumi up, and paste the new key into the portal.";
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

function policyOf(...statements: object[]): Partial<AccessKeyObservations> {
    return { policyText: { value: JSON.stringify({ Version: "2012-10-17", Statement: statements }) } };
}

const changedBack = "It was changed outside of Pulumi: run pulumi refresh, then pulumi up.";

const deviations: [title: string, change: Partial<AccessKeyObservations>, verdict: Verdict][] = [
    ...["iam:CreateUser", "s3:GetObject", "cloudtrail:*", "*"].map(
        (action): [string, Partial<AccessKeyObservations>, Verdict] => [
            `has a policy that names ${action}`,
            policyOf({ Effect: "Allow", Action: ["cloudtrail:LookupEvents", action], Resource: "*" }),
            { check: asked, result: "fails", seen: `It also names ${action}.`, advice: changedBack },
        ],
    ),
    [
        "has a policy that denies",
        policyOf({ Effect: "Deny", Action: "cloudtrail:LookupEvents", Resource: "*" }),
        {
            check: asked,
            result: "fails",
            seen: "It contains a Deny statement, or nothing at all.",
            advice: changedBack,
        },
    ],
    [
        "has a policy that holds nothing",
        policyOf(),
        {
            check: asked,
            result: "fails",
            seen: "It contains a Deny statement, or nothing at all.",
            advice: changedBack,
        },
    ],
    [
        "is inactive",
        { keys: { value: [{ id: keyId, isActive: false }] } },
        {
            check: signsIn,
            result: "fails",
            seen: `Access key ${keyId} is inactive.`,
            advice: `aws iam update-access-key --user-name ${userName} --access-key-id ${keyId} --status Active`,
        },
    ],
    ...[[], [{ id: "AKIAI44QH8DHBEXAMPLE", isActive: true }]].map(
        (value): [string, Partial<AccessKeyObservations>, Verdict] => [
            `is deleted, ${value.length} others are there`,
            { keys: { value } },
            {
                check: signsIn,
                result: "fails",
                seen: `User ${userName} has no access key ${keyId}.`,
                advice: deleted,
            },
        ],
    ),
    ...[
        "arn:aws:iam::444455556666:user/somebody",
        `${userArn}2`,
        `arn:aws:sts::444455556666:assumed-role/${userName}/x`,
    ].map((arn): [string, Partial<AccessKeyObservations>, Verdict] => [
        `is of ${arn}`,
        { identity: { value: arn } },
        {
            check: signsIn,
            result: "fails",
            seen: `It signs in as ${arn}, not as user ${userName}.`,
            advice: "The outputs come from two stacks: read them again.",
        },
    ]),
    ...callNames.map((name): [string, Partial<AccessKeyObservations>, Verdict] => [
        `may not ${name}`,
        { calls: { ...calls, [name]: { error: { name: "AccessDenied", message: "no" } } } },
        {
            check: `Defender's access key can call ${name}`,
            result: "fails",
            seen: "AWS denies it (AccessDenied).",
            advice: "Its policy has changed, defender.sourceIps doesn't include your address, or an organization policy (SCP) denies it. pulumi up restores its policy.",
        },
    ]),
    [
        "asks for a trail that is gone",
        {
            calls: {
                ...calls,
                "cloudtrail:GetTrailStatus": { error: { name: "TrailNotFoundException", message: "Unknown trail" } },
            },
        },
        {
            check: "Defender's access key can call cloudtrail:GetTrailStatus",
            result: "fails",
            seen: "Not found (TrailNotFoundException).",
            advice: "The resource doesn't exist.",
        },
    ],
    [
        "gets no answer",
        { calls: { ...calls, "iam:ListUsers": { error: { name: "TimeoutError", message: "socket hang up" } } } },
        {
            check: "Defender's access key can call iam:ListUsers",
            result: "unknown",
            seen: "AWS did not answer (TimeoutError: socket hang up).",
        },
    ],
    ...["none", `${policyArn}-2`, "arn:aws:iam::444455556666:policy/other"].map(
        (boundary): [string, Partial<AccessKeyObservations>, Verdict] => [
            `is of a user whose boundary is ${boundary}`,
            { boundary: { value: boundary === "none" ? undefined : boundary } },
            {
                check: bounded,
                result: "fails",
                seen: `Its boundary is ${boundary}.`,
                advice: "It was removed: run pulumi up.",
            },
        ],
    ),
    [
        "is of a user without its policy",
        { groupPolicies: { value: [] } },
        {
            check: attached,
            result: "fails",
            seen: "Its groups have no policy.",
            advice: "It was detached: run pulumi refresh, then pulumi up.",
        },
    ],
    [
        "is of a user with further policies",
        { ownPolicies: { value: ["AdministratorAccess", "inline"] } },
        { check: nothingMore, result: "fails", seen: "It also has AdministratorAccess, inline.", advice: widened },
    ],
];

describe("judgeAccessKey", () => {
    it("finds a healthy user so", () => {
        expect(judgeAccessKey(healthy, outputs)).to.deep.equal(allHold);
    });

    for (const [title, change, verdict] of deviations) {
        it(`finds that the key ${title}`, () => {
            expect(judgeAccessKey({ ...healthy, ...change }, outputs)).to.deep.equal(instead(verdict));
        });
    }

    it("finds a further policy that comes by a group", () => {
        const seen: AccessKeyObservations = { ...healthy, groupPolicies: { value: [policyArn, administrator] } };
        expect(judgeAccessKey(seen, outputs)).to.deep.equal(
            instead(
                { check: attached, result: "holds", seen: `${policyArn}, ${administrator}` },
                { check: nothingMore, result: "fails", seen: `It also has ${administrator}.`, advice: widened },
            ),
        );
    });

    it("finds another policy in the place of its own", () => {
        const seen: AccessKeyObservations = { ...healthy, groupPolicies: { value: [administrator] } };
        expect(judgeAccessKey(seen, outputs)).to.deep.equal(
            instead(
                {
                    check: attached,
                    result: "fails",
                    seen: `Its groups have ${administrator}.`,
                    advice: "It was detached: run pulumi refresh, then pulumi up.",
                },
                { check: nothingMore, result: "fails", seen: `It also has ${administrator}.`, advice: widened },
            ),
        );
    });

    it("holds while the key before it is kept", () => {
        const value = [
            { id: "AKIAI44QH8DHBEXAMPLE", isActive: false },
            { id: keyId, isActive: true },
        ];
        expect(judgeAccessKey({ ...healthy, keys: { value } }, outputs)).to.deep.equal(allHold);
    });

    it("tries no key whose secret is encrypted", () => {
        const { identity: _, ...rest } = healthy;
        expect(judgeAccessKey({ ...rest, calls: {} }, outputs)).to.deep.equal([
            {
                check: signsIn,
                result: "unknown",
                seen: "The outputs contain no secret access key in plain text, so it was not tried.",
            },
            ...allHold.slice(-4),
        ]);
    });

    for (const name of ["InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"]) {
        it(`finds a key that AWS does not accept (${name}), and judges the rest`, () => {
            const error = { name, message: "The security token included in the request is invalid." };
            const refused = Object.fromEntries(callNames.map((call) => [call, { error }]));
            expect(judgeAccessKey({ ...healthy, identity: { error }, calls: refused }, outputs)).to.deep.equal([
                {
                    check: signsIn,
                    result: "fails",
                    seen: `AWS rejects it (${name}).`,
                    advice: "It was deleted, or the secret in the outputs belongs to another key: run pulumi refresh and pulumi up, and paste the new key into the portal.",
                },
                ...allHold.slice(-4),
            ]);
        });
    }

    it("does not know whether a key signs in that gets no answer", () => {
        const error = { name: "TimeoutError", message: "socket hang up" };
        expect(judgeAccessKey({ ...healthy, identity: { error } }, outputs)).to.deep.equal([
            { check: signsIn, result: "unknown", seen: "AWS did not answer (TimeoutError: socket hang up)." },
            ...allHold.slice(-4),
        ]);
    });

    it("finds a user that is gone", () => {
        const error = { name: "NoSuchEntity", message: "The user cannot be found." };
        const signature = { name: "InvalidClientTokenId", message: "invalid" };
        const seen: AccessKeyObservations = {
            identity: { error: signature },
            calls: {},
            keys: { error },
            boundary: { error },
            groupPolicies: { error },
            policyText: { error },
            ownPolicies: { error },
        };
        expect(judgeAccessKey(seen, outputs).map(({ seen, advice }) => [seen, advice])).to.deep.equal([
            [
                "AWS rejects it (InvalidClientTokenId).",
                "It was deleted, or the secret in the outputs belongs to another key: run pulumi refresh and pulumi up, and paste the new key into the portal.",
            ],
            ...Array(4).fill([
                "Not found (NoSuchEntity).",
                `There is no user ${userName}: run pulumi refresh, then pulumi up.`,
            ]),
        ]);
    });

    describe("when a look fails", () => {
        const looks: [look: keyof AccessKeyObservations, about: string[]][] = [
            // Who signs in with it has been seen.
            ["keys", []],
            ["boundary", [bounded]],
            // What the groups add can't be seen either.
            ["groupPolicies", [attached, nothingMore]],
            ["ownPolicies", [nothingMore]],
        ];
        for (const [look, about] of looks) {
            const expected = (verdict: Omit<Verdict, "check">) =>
                allHold.map((held) => (about.includes(held.check) ? { check: held.check, ...verdict } : held));

            it(`says of ${look} that it may not look, and judges the rest`, () => {
                const error = { name: "AccessDenied", message: "User: x is not authorized to perform: y" };
                expect(judgeAccessKey({ ...healthy, [look]: { error } }, outputs)).to.deep.equal(
                    expected({
                        result: "fails",
                        seen: "Access denied (AccessDenied).",
                        advice: "Run verify with an identity that is allowed to read it: User: x is not authorized to perform: y",
                    }),
                );
            });

            it(`does not know of ${look} when AWS gives no answer, and judges the rest`, () => {
                const error = { name: "Throttling", message: "Rate exceeded" };
                expect(judgeAccessKey({ ...healthy, [look]: { error } }, outputs)).to.deep.equal(
                    expected({ result: "unknown", seen: "AWS did not answer (Throttling: Rate exceeded)." }),
                );
            });
        }

        it("counts what is seen beside what could not be seen", () => {
            const error = { name: "Throttling", message: "Rate exceeded" };
            const seen: AccessKeyObservations = {
                ...healthy,
                groupPolicies: { error },
                ownPolicies: { value: ["inline"] },
            };
            expect(judgeAccessKey(seen, outputs)).to.deep.equal(
                instead(
                    {
                        check: attached,
                        result: "unknown",
                        seen: "AWS did not answer (Throttling: Rate exceeded).",
                    },
                    { check: nothingMore, result: "fails", seen: "It also has inline.", advice: widened },
                ),
            );
        });
    });
});
