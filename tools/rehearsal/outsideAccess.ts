import { type Access, accessesOf } from "../registered/accesses";
import type { Resource } from "../registered/resources";
import { conditionsInWords, principalInWords } from "../registered/words";

/** An Allow or a Deny for someone outside the account, in words. */
export interface OutsideAccess {
    /** Who has it. */
    who: string;
    /** Where it is written. */
    by: string;
    refused: boolean;
    actions: string[];
    resources: string[];
    conditions: string[];
}

function whoInWords({ who }: Access): string {
    switch (who.kind) {
        case "role":
            return `Anyone who has assumed role ${who.name}`;
        case "user":
            return `Anyone who holds an access key of user ${who.name}`;
        default:
            return principalInWords(who);
    }
}

/** Who outside the account gets which access, and under which conditions, read off the program's resources. */
export function outsideAccess(resources: readonly Resource[], accountId: string): OutsideAccess[] {
    return accessesOf(resources, accountId)
        .filter(({ isInside, isToBeAdded }) => !isInside && !isToBeAdded)
        .map((access) => {
            const { statement, by, resources: reached } = access;
            return {
                who: whoInWords(access),
                by,
                refused: statement.effect === "Deny",
                actions: [
                    ...statement.actions,
                    ...statement.unread.map((what) => `${what}, which this report doesn't read`),
                ],
                resources: reached,
                conditions: conditionsInWords(statement),
            };
        });
}
