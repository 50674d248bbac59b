import { fails, holds, judge, type Verdict } from "../verdict";
import { forbidden } from "./forbidden";
import type { RefusalObservations } from "./observations";

/** Judges what Microsoft's identities must not be able to do. */
export function judgeRefusals(seen: readonly RefusalObservations[]): Verdict[] {
    return seen.map(({ who, arn, decisions }) => {
        const check = `${who} can change and delete nothing`;
        return judge(check, decisions, `There is no ${arn}: run pulumi refresh, then pulumi up.`, (byAction) => {
            const unanswered = forbidden.filter((action) => !/^(allowed|.+Deny)$/.test(byAction[action] ?? ""));
            const granted = forbidden.filter((action) => byAction[action] === "allowed");
            if (granted.length > 0) {
                return fails(
                    check,
                    `AWS's policy simulator grants it ${granted.join(", ")}.`,
                    "Its permissions were widened: review every policy that is attached to it.",
                );
            }
            return unanswered.length > 0
                ? { check, result: "unknown", seen: `The simulator left out ${unanswered.join(", ")}.` }
                : holds(check, `AWS's policy simulator refuses ${forbidden.length} of ${forbidden.length} actions.`);
        });
    });
}
