import { fails, holds, judge, type Verdict } from "../verdict";
import { forbidden } from "./forbidden";
import type { RefusalObservations } from "./observations";

/** Judges what Microsoft's identities must not be able to do. */
export function judgeRefusals(seen: readonly RefusalObservations[]): Verdict[] {
    return seen.map(({ who, arn, decisions }) => {
        const check = `${who} can't change or delete anything`;
        return judge(check, decisions, `There is no ${arn}: run pulumi refresh, then pulumi up.`, (byAction) => {
            const unanswered = forbidden.filter((action) => !/^(allowed|.+Deny)$/.test(byAction[action] ?? ""));
            const granted = forbidden.filter((action) => byAction[action] === "allowed");
            if (granted.length > 0) {
                return fails(
                    check,
                    `The IAM policy simulator allows ${granted.join(", ")}.`,
                    "Its permissions were widened: review every policy that is attached to it.",
                );
            }
            return unanswered.length > 0
                ? {
                      check,
                      result: "unknown",
                      seen: `The IAM policy simulator gave no decision on ${unanswered.join(", ")}.`,
                  }
                : holds(check, `The IAM policy simulator denies ${forbidden.length} of ${forbidden.length} actions.`);
        });
    });
}
