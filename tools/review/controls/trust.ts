import { checkWorkspaceId } from "../../../components/checks/workspaceId";
import { oidcIssuer } from "../../../components/facts/arns";
import { sentinelOidcIdentities, sentinelSessionNames } from "../../../components/facts/microsoft";
import type { Principal } from "../../../components/iam/principals";
import { demanded, type ReadStatement } from "../../../components/iam/statements";
import { isSentinels } from "../../registered/words";

/** How what a role's statement trusts stands to what Microsoft publishes. */
export enum Trust {
    /** One AWS service; or Microsoft, as it is published, and for one workspace. */
    Published = "published",
    /** One account, or somebody in it, that Microsoft doesn't publish, under one external ID. */
    OtherAccount = "other account",
    /** Microsoft, as it is published, also under session names that it isn't known to send; for one workspace. */
    OtherSessionName = "other session name",
    /** Several principals, or one that the conditions don't keep apart from others. */
    Unguarded = "unguarded",
}

/** The values that a statement demands of a key, letter by letter. */
const exactly = (statement: ReadStatement, key: string) => demanded(statement, key, ["StringEquals"]);

function trustInAccount(statement: ReadStatement, principal: Principal): Trust {
    const [externalId, ...others] = exactly(statement, "sts:ExternalId");
    if (!externalId || others.length > 0) {
        return Trust.Unguarded;
    }
    if (!isSentinels(principal)) {
        return Trust.OtherAccount;
    }
    return checkWorkspaceId(externalId) === undefined ? Trust.Published : Trust.Unguarded;
}

/** The workspace whose ID is in all of the session names, if it is one. */
function workspaceIn([first = "", ...others]: readonly string[]): string | undefined {
    const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(first) ?? [];
    return id !== undefined && checkWorkspaceId(id) === undefined && others.every((name) => name.includes(id))
        ? id
        : undefined;
}

function trustInProvider(statement: ReadStatement, { id }: Principal): Trust {
    const identity = Object.values(sentinelOidcIdentities).find(({ url }) =>
        id.endsWith(`:oidc-provider/${oidcIssuer(url)}`),
    );
    const audiences = identity ? exactly(statement, `${oidcIssuer(identity.url)}:aud`) : [];
    const sessionNames = exactly(statement, "sts:RoleSessionName");
    const workspaceId = workspaceIn(sessionNames);
    if (audiences.length !== 1 || audiences[0] !== identity?.audience || workspaceId === undefined) {
        return Trust.Unguarded;
    }
    const published = sentinelSessionNames(workspaceId);
    return sessionNames.every((name) => published.includes(name)) ? Trust.Published : Trust.OtherSessionName;
}

/**
 * Judges a statement of a role's trust policy by what Microsoft publishes, and by nothing that this program was told: the
 * external ID and the session names have to be one workspace's, whichever that is.
 */
export function trustIn(statement: ReadStatement): Trust {
    const [principal, ...others] = statement.principals;
    if (principal === undefined || others.length > 0) {
        return Trust.Unguarded;
    }
    switch (principal.kind) {
        case "service":
            return Trust.Published;
        case "account":
        case "iam":
            return trustInAccount(statement, principal);
        case "federated":
            return trustInProvider(statement, principal);
        default:
            return Trust.Unguarded;
    }
}
