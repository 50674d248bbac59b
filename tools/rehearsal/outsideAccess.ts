import { type Access, accessesOf } from "../registered/accesses";
import type { Resource } from "../registered/resources";
import { conditionsInWords, principalInWords } from "../registered/words";

/** One grant or refusal to somebody who is not a principal of the account, in words. */
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
            return `Whoever assumed role ${who.name}`;
        case "user":
            return `Whoever holds an access key of user ${who.name}`;
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
