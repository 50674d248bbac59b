import { securityAuditingActions } from "../../../components/facts/defender";
import { readPolicy } from "../../../components/iam/policyText";
import type { StackOutputs } from "../../outputs";
import { fails, holds, isDenied, judge, judgeOthers, unknown, type Verdict } from "../verdict";
import { type AccessKeyObservations, arnOfPolicy } from "./observations";

function judgeSignIn({ identity, keys }: AccessKeyObservations, { userName, accessKeyId }: StackOutputs): Verdict {
    const check = "Defender's access key signs in";
    const known = "value" in keys ? keys.value.find(({ id }) => id === accessKeyId) : undefined;
    if ("value" in keys && known === undefined) {
        return fails(
            check,
            `User ${userName} has no access key ${accessKeyId}.`,
            "It was deleted, or the outputs are outdated: run pulumi refresh and pulumi up, and paste the new key into the portal.",
        );
    }
    if (known && !known.isActive) {
        return fails(
            check,
            `Access key ${accessKeyId} is inactive.`,
            `aws iam update-access-key --user-name ${userName} --access-key-id ${accessKeyId} --status Active`,
        );
    }
    if (identity === undefined) {
        return unknown(check, "The outputs contain no secret access key in plain text, so it was not tried.");
    }
    if (
        "error" in identity &&
        /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(identity.error.name)
    ) {
        return fails(
            check,
            `AWS rejects it (${identity.error.name}).`,
            "It was deleted, or the secret in the outputs belongs to another key: run pulumi refresh and pulumi up, and paste the new key into the portal.",
        );
    }
    return judge(check, identity, "The access key doesn't exist.", (arn) =>
        arn.endsWith(`:user/${userName}`)
            ? holds(check, `It signs in as ${arn}.`)
            : fails(
                  check,
                  `It signs in as ${arn}, not as user ${userName}.`,
                  "The outputs come from two stacks: read them again.",
              ),
    );
}

function judgeCalls({ identity, calls }: AccessKeyObservations): Verdict[] {
    // A key that can't sign in can't make these calls either, which is reported already.
    if (identity === undefined || !("value" in identity)) {
        return [];
    }
    return Object.entries(calls).map(([name, seen]) => {
        const check = `Defender's access key can call ${name}`;
        if ("error" in seen && isDenied(seen.error)) {
            return fails(
                check,
                `AWS denies it (${seen.error.name}).`,
                "Its policy has changed, defender.sourceIps doesn't include your address, or an organization policy (SCP) denies it. pulumi up restores its policy.",
            );
        }
        return judge(check, seen, "The resource doesn't exist.", () => holds(check, "The call succeeded."));
    });
}

/** Judges Defender's user and its access key. */
export function judgeAccessKey(seen: AccessKeyObservations, outputs: StackOutputs): Verdict[] {
    const { userName } = outputs;
    const gone = `There is no user ${userName}: run pulumi refresh, then pulumi up.`;
    const attached = "Defender's user has its policy through its group";
    const bounded = "Defender's user has its permissions boundary";
    const nothingMore = "Defender's user has no other policy";
    const asked = "Defender's policy allows what Microsoft asks for, and nothing else";
    const isItsPolicy = (arn: string | undefined) => arn === arnOfPolicy(outputs);
    return [
        judgeSignIn(seen, outputs),
        ...judgeCalls(seen),
        judge(attached, seen.groupPolicies, gone, (arns) =>
            arns.some(isItsPolicy)
                ? holds(attached, arns.join(", "))
                : fails(
                      attached,
                      `Its groups have ${arns.join(", ") || "no policy"}.`,
                      "It was detached: run pulumi refresh, then pulumi up.",
                  ),
        ),
        judge(asked, seen.policyText, gone, (text) => {
            const back = "It was changed outside of Pulumi: run pulumi refresh, then pulumi up.";
            const statements = readPolicy(text);
            const actions = statements.flatMap((statement) => statement.actions);
            const known = new Set(securityAuditingActions.map((action) => action.toLowerCase()));
            const others = actions.filter((action) => !known.has(action.toLowerCase()));
            if (others.length > 0) {
                return fails(asked, `It also names ${others.join(", ")}.`, back);
            }
            return statements.length > 0 && statements.every(({ effect }) => effect === "Allow")
                ? holds(asked, `It names ${actions.length} of ${known.size} actions.`)
                : fails(asked, "It contains a Deny statement, or nothing at all.", back);
        }),
        judge(bounded, seen.boundary, gone, (arn) =>
            isItsPolicy(arn)
                ? holds(bounded, arn as string)
                : fails(bounded, `Its boundary is ${arn ?? "none"}.`, "It was removed: run pulumi up."),
        ),
        judgeOthers(
            nothingMore,
            [
                ...("value" in seen.groupPolicies ? seen.groupPolicies.value.filter((arn) => !isItsPolicy(arn)) : []),
                ...("value" in seen.ownPolicies ? seen.ownPolicies.value : []),
            ],
            [seen.ownPolicies, seen.groupPolicies],
            gone,
            "They widen what Defender can do, although the permissions boundary still limits it. Detach them.",
            "Neither the user nor its groups have another policy.",
        ),
    ];
}
