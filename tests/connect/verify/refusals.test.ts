import { expect } from "chai";
import { judgeRefusals } from "../../../connect/verify/refusals/judgement";
import { decisionsOf, type RefusalObservations } from "../../../connect/verify/refusals/observations";
import type { Verdict } from "../../../connect/verify/verdict";

const actions = [
    "cloudtrail:StopLogging",
    "cloudtrail:DeleteTrail",
    "iam:CreateAccessKey",
    "iam:CreateUser",
    "iam:AttachUserPolicy",
    "iam:PutUserPolicy",
    "iam:PassRole",
    "kms:ScheduleKeyDeletion",
    "s3:DeleteObject",
    "s3:PutBucketPolicy",
    "secretsmanager:GetSecretValue",
    "sts:AssumeRole",
];
const refused = Object.fromEntries(actions.map((action) => [action, "implicitDeny"]));
const user = { who: "Defender's user", arn: "arn:aws:iam::444455556666:user/defender" };
const role = { who: "Sentinel's role", arn: "arn:aws:iam::444455556666:role/sentinel" };
const check = "Defender's user can't change or delete anything";
const ofRole: Verdict = {
    check: "Sentinel's role can't change or delete anything",
    result: "holds",
    seen: "The IAM policy simulator denies 12 of 12 actions.",
};

/** What is judged of the user, beside a role that is as it should be. */
function judged(decisions: RefusalObservations["decisions"]): Verdict[] {
    return judgeRefusals([
        { ...user, decisions },
        { ...role, decisions: { value: refused } },
    ]);
}

describe("judgeRefusals", () => {
    it("finds healthy identities so", () => {
        expect(judged({ value: refused })).to.deep.equal([
            { check, result: "holds", seen: "The IAM policy simulator denies 12 of 12 actions." },
            ofRole,
        ]);
    });

    it("takes an explicit denial for one", () => {
        expect(judged({ value: { ...refused, "sts:AssumeRole": "explicitDeny" } })[0]?.result).to.equal("holds");
    });

    it("says nothing of no identity", () => {
        expect(judgeRefusals([])).to.deep.equal([]);
    });

    for (const granted of [...actions.map((action) => [action]), ["iam:PassRole", "s3:DeleteObject"], actions]) {
        it(`finds that it may ${granted.join(", ")}`, () => {
            const value = { ...refused, ...Object.fromEntries(granted.map((action) => [action, "allowed"])) };
            expect(judged({ value })).to.deep.equal([
                {
                    check,
                    result: "fails",
                    seen: `The IAM policy simulator allows ${granted.join(", ")}.`,
                    advice: "Its permissions were widened: review every policy that is attached to it.",
                },
                ofRole,
            ]);
        });
    }

    it("does not know of what the simulator left out", () => {
        const { "iam:PassRole": _, "sts:AssumeRole": __, ...value } = refused;
        expect(judged({ value })).to.deep.equal([
            {
                check,
                result: "unknown",
                seen: "The IAM policy simulator gave no decision on iam:PassRole, sts:AssumeRole.",
            },
            ofRole,
        ]);
    });

    for (const decision of ["", "maybe"]) {
        it(`takes ${JSON.stringify(decision)} for no decision`, () => {
            expect(judged({ value: { ...refused, "iam:PassRole": decision } })).to.deep.equal([
                { check, result: "unknown", seen: "The IAM policy simulator gave no decision on iam:PassRole." },
                ofRole,
            ]);
        });
    }

    it("finds what is granted in an answer with gaps", () => {
        expect(judged({ value: { "s3:DeleteObject": "allowed" } })).to.deep.equal([
            {
                check,
                result: "fails",
                seen: "The IAM policy simulator allows s3:DeleteObject.",
                advice: "Its permissions were widened: review every policy that is attached to it.",
            },
            ofRole,
        ]);
    });

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
                advice: `There is no ${user.arn}: run pulumi refresh, then pulumi up.`,
            },
        ],
        ["Throttling", { result: "unknown", seen: "AWS did not answer (Throttling: why)." }],
    ];
    for (const [name, verdict] of errors) {
        it(`judges ${name}, and the other identity`, () => {
            expect(judged({ error: { name, message: "why" } })).to.deep.equal([{ check, ...verdict }, ofRole]);
        });
    }
});

describe("decisionsOf", () => {
    const EvalActionName = "s3:DeleteObject";

    it("takes an action for allowed that is on one of the resources", () => {
        expect(
            decisionsOf([
                {
                    EvalActionName,
                    EvalDecision: "implicitDeny",
                    ResourceSpecificResults: [
                        { EvalResourceDecision: "implicitDeny" },
                        { EvalResourceDecision: "allowed" },
                    ],
                },
            ]),
        ).to.deep.equal({ "s3:DeleteObject": "allowed" });
        for (const decisions of [
            ["allowed", "implicitDeny"],
            ["implicitDeny", "allowed"],
        ]) {
            const evaluations = decisions.map((EvalDecision) => ({ EvalActionName, EvalDecision }));
            expect(decisionsOf(evaluations)).to.deep.equal({ "s3:DeleteObject": "allowed" });
        }
    });

    it("takes an action for refused that is on none", () => {
        expect(
            decisionsOf([
                {
                    EvalActionName,
                    EvalDecision: "explicitDeny",
                    ResourceSpecificResults: [{ EvalResourceDecision: "implicitDeny" }],
                },
            ]),
        ).to.deep.equal({ "s3:DeleteObject": "explicitDeny" });
    });
});
