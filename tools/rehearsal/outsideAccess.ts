import { oidcIssuer } from "../../components/facts/arns";
import { AzureCloud, sentinelAccountIds, sentinelOidcIdentities } from "../../components/facts/microsoft";
import type { Statement } from "../../components/iam/document";
import { accountIn } from "./arns";
import type { Registration } from "./engine";
import { bornPolicies, managedPolicy, nameOfPolicy, parseDocument } from "./policies";
import { isOfAccount, principalsOf } from "./principals";
import { ofType } from "./registrations";
import { asList, conditionsInWords } from "./statements";

/** One grant or refusal to somebody who is not a principal of the account. */
export interface OutsideAccess {
    /** Who has it. */
    who: string;
    /** Where it is written. */
    by: string;
    refused: boolean;
    actions: string[];
    resources: string[];
    /** The conditions, each in words. */
    conditions: string[];
}

const cloudTitles: Readonly<Record<AzureCloud, string>> = {
    [AzureCloud.Commercial]: "Azure Commercial",
    [AzureCloud.UsGovernment]: "Azure Government",
};

function titleOfIssuer(providerArn: string): string {
    const cloud = Object.values(AzureCloud).find((candidate) =>
        providerArn.endsWith(`:oidc-provider/${oidcIssuer(sentinelOidcIdentities[candidate].url)}`),
    );
    return cloud ? `Microsoft's services in ${cloudTitles[cloud]}` : "An identity provider that is not Microsoft's";
}

function nameOfOutsider(kind: string, id: string): string {
    if (id === "*") {
        return "Everybody";
    }
    if (kind === "Service") {
        return `AWS service ${id}`;
    }
    if (kind === "Federated") {
        return `${titleOfIssuer(id)}, by a token of ${id.replace(/^.*:oidc-provider\//, "")}`;
    }
    const account = kind === "AWS" ? /^arn:[^:]+:iam::(\d{12}):root$/.exec(id)?.[1] : undefined;
    const owner = Object.values(sentinelAccountIds).includes(account)
        ? "Microsoft Sentinel"
        : "not an account that Microsoft publishes";
    return account ? `AWS account ${account} (${owner})` : `${kind} ${id}`;
}

/** The outsiders that a statement names, in words. A principal of the account itself is none. */
function outsiders(statement: Statement, accountId: string): string[] {
    return principalsOf(statement)
        .filter(({ id }) => !isOfAccount(id, accountId))
        .map(({ kind, id }) => nameOfOutsider(kind, id));
}

function accessOf(who: string, by: string, statement: Statement, resources: string[]): OutsideAccess {
    return {
        who,
        by,
        refused: statement.Effect === "Deny",
        actions: asList(statement.Action),
        resources,
        conditions: conditionsInWords(statement),
    };
}

const bearersInWords: Readonly<Record<string, string>> = {
    "aws:s3/bucketPolicy:BucketPolicy": "bucket policy",
    "aws:kms/key:Key": "key policy",
    "aws:iam/role:Role": "trust policy",
    "aws:sns/topicPolicy:TopicPolicy": "topic policy",
    "aws:sqs/queuePolicy:QueuePolicy": "queue policy",
};

/** What resource policies say of outsiders. */
function fromResourcePolicies(registrations: readonly Registration[], accountId: string): OutsideAccess[] {
    return bornPolicies(registrations).flatMap(({ bearer, policy: { type, document } }) => {
        const own = bearer.state.arn as string;
        // An explicit provider's resource belongs to its account; a bucket's ARN names none.
        const owner = accountIn(own) ?? accountId;
        return document.Statement.flatMap((statement) => {
            // In a key policy "*" is the key; a trust policy names no resource.
            const resources = asList(statement.Resource).map((arn) => (arn === "*" ? own : arn));
            return outsiders(statement, owner).map((who) =>
                accessOf(who, bearersInWords[type] ?? type, statement, resources.length ? resources : [own]),
            );
        });
    });
}

function grants(who: string, policyArn: string, registrations: readonly Registration[]): OutsideAccess[] {
    return managedPolicy(policyArn, registrations).Statement.map((statement) =>
        accessOf(who, `policy ${nameOfPolicy(policyArn)}`, statement, asList(statement.Resource)),
    );
}

/** What an outsider may do as the role that it assumed. */
function fromRoles(registrations: readonly Registration[]): OutsideAccess[] {
    const whoever = (inputs: Registration["inputs"]) => `Whoever assumed role ${inputs.role}`;
    const attached = ofType(registrations, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").flatMap(({ inputs }) =>
        grants(whoever(inputs), inputs.policyArn as string, registrations),
    );
    const inline = ofType(registrations, "aws:iam/rolePolicy:RolePolicy").flatMap(({ inputs }) =>
        parseDocument(inputs.policy).Statement.map((statement) =>
            accessOf(whoever(inputs), `policy ${inputs.name}`, statement, asList(statement.Resource)),
        ),
    );
    return [...attached, ...inline];
}

/** What an outsider may do with an access key, as the user that the key belongs to. */
function fromAccessKeys(registrations: readonly Registration[]): OutsideAccess[] {
    const memberships = ofType(registrations, "aws:iam/userGroupMembership:UserGroupMembership");
    const attachments = ofType(registrations, "aws:iam/groupPolicyAttachment:GroupPolicyAttachment");
    const users = new Set(
        ofType(registrations, "aws:iam/accessKey:AccessKey").map(({ inputs }) => inputs.user as string),
    );
    return [...users].flatMap((user) => {
        const groups = memberships.filter(({ inputs }) => inputs.user === user).flatMap(({ inputs }) => inputs.groups);
        return attachments
            .filter(({ inputs }) => groups.includes(inputs.group))
            .flatMap(({ inputs }) =>
                grants(`Whoever holds an access key of user ${user}`, inputs.policyArn as string, registrations),
            );
    });
}

/** Who outside the account gets which access, and under which conditions, read off the program's resources. */
export function outsideAccess(registrations: readonly Registration[], accountId: string): OutsideAccess[] {
    const byResourcePolicy = fromResourcePolicies(registrations, accountId);
    const isTrust = ({ by }: OutsideAccess) => by === bearersInWords["aws:iam/role:Role"];
    // The third party first, then AWS's own services.
    return [
        ...byResourcePolicy.filter(isTrust),
        ...fromRoles(registrations),
        ...fromAccessKeys(registrations),
        ...byResourcePolicy.filter((access) => !isTrust(access)),
    ];
}
