import { accountRootArn, bucketArn } from "../../../components/facts/arns";
import {
    AzureCloud,
    Connector,
    connectorTitles,
    sentinelAccountIds,
    sentinelOidcIdentities,
} from "../../../components/facts/microsoft";
import { partitionIn } from "../../../components/iam/arns";
import { demanded, isGrant, isRefusal, type ReadStatement, readStatement } from "../../../components/iam/statements";
import { parseDocument } from "../../registered/documents";
import { type Holder, policiesOfHolder } from "../../registered/identityPolicies";
import { ofType, type Resource } from "../../registered/resources";
import { conditionsInWords, principalInWords } from "../../registered/words";
import { type AccessLevels, accessLevelsOf } from "./accessLevels";
import { actionInWords } from "./actionsInWords";
import { type Difference, differences, type NamedDocument } from "./difference";
import {
    defenderInstructions,
    type MicrosoftGrants,
    sentinelInstructions,
    sentinelS3Instructions,
} from "./microsoftGrants";

/** Something that an identity can do. */
interface Ability {
    /** What it can do, for readers who don't know IAM by heart. */
    words: string;
    action: string;
    /** ARNs, or `*` for everything. */
    resources: string[];
    /** Each in words; empty if there are none. */
    conditions: string[];
}

/** A user or role that a connector's component makes for Microsoft. */
export interface MicrosoftIdentity {
    connector: Connector;
    /** The connector as Microsoft's portals name it. */
    title: string;
    /** The component that lets it in. */
    component: string;
    /** The ARN of the user or the role that it becomes. */
    becomes: string;
    /** How it gets in, each in a sentence. */
    signsIn: string[];
    can: Ability[];
    /** What else limits it, each in a sentence. */
    guards: string[];
    documents: NamedDocument[];
    /** The number of actions that its policies grant. */
    levels: AccessLevels;
    microsoft: MicrosoftGrants;
    /** The number of actions that Microsoft's instructions would have granted. */
    levelsOfMicrosoft: AccessLevels;
    differences: Difference[];
}

function abilitiesIn(statement: ReadStatement): Ability[] {
    const { actions, resources } = statement;
    const conditions = conditionsInWords(statement);
    return actions.map((action) => ({ words: actionInWords(action), action, resources, conditions }));
}

/** What a policy refuses in so many words. */
function refusalIn(title: string, statement: ReadStatement): string {
    const conditions = conditionsInWords(statement);
    const when = conditions.length ? `, if ${conditions.join(" and ")}` : "";
    return `${title} denies ${statement.actions.join(", ")} on ${statement.resources.join(", ")}${when}.`;
}

/** What a connector says of its identity. */
type Particulars = Pick<MicrosoftIdentity, "connector" | "signsIn" | "guards" | "microsoft">;

/** The documents of a user or a role: whom a role trusts, and what it may do. */
function documentsOfHolder({ inputs }: Resource, holder: Holder, resources: readonly Resource[]): NamedDocument[] {
    return [
        ...(holder.kind === "role"
            ? [{ title: "trust policy", document: parseDocument(inputs.assumeRolePolicy), isTrust: true }]
            : []),
        ...policiesOfHolder(holder, resources).flatMap(({ name, document }) =>
            document ? [{ title: name, document, isTrust: false }] : [],
        ),
    ];
}

async function identityOf(
    component: Resource,
    resource: Resource,
    holder: Holder,
    resources: readonly Resource[],
    particulars: Particulars,
): Promise<MicrosoftIdentity> {
    const { connector, microsoft, signsIn, guards } = particulars;
    const documents = documentsOfHolder(resource, holder, resources);
    const permissions = (all: readonly NamedDocument[]) => all.filter(({ isTrust }) => !isTrust);
    const read = permissions(documents).flatMap(({ title, document }) =>
        document.Statement.map((statement) => ({ title, statement: readStatement(statement) })),
    );
    return {
        connector,
        title: connectorTitles[connector],
        component: component.name,
        becomes: String(resource.state.arn),
        signsIn,
        can: read.filter(({ statement }) => isGrant(statement)).flatMap(({ statement }) => abilitiesIn(statement)),
        guards: [
            ...guards,
            ...read
                .filter(({ statement }) => isRefusal(statement))
                .map(({ title, statement }) => refusalIn(title, statement)),
        ],
        documents,
        levels: await accessLevelsOf(permissions(documents)),
        microsoft,
        levelsOfMicrosoft: await accessLevelsOf(permissions(microsoft.documents)),
        differences: differences(microsoft.documents, documents),
    };
}

/** Who may assume a role, a sentence for each principal of its trust policy. */
function trustedBy({ inputs, state }: Resource): string[] {
    return parseDocument(inputs.assumeRolePolicy)
        .Statement.map(readStatement)
        .filter(isGrant)
        .flatMap((statement) => {
            const conditions = conditionsInWords(statement);
            const when = conditions.length ? `if the ${conditions.join(" and the ")}` : "unconditionally";
            return statement.principals.map(
                (principal) => `${principalInWords(principal)} assumes role ${state.name}, ${when}.`,
            );
        });
}

/** How long a session lasts. Source: "Update the maximum session duration for a role" (IAM User Guide): an hour unless set. */
function sessionsOf({ inputs }: Resource): string {
    const hours = Number(inputs.maxSessionDuration ?? 3600) / 3600;
    return `A session of the role lasts at most ${hours} ${hours === 1 ? "hour" : "hours"}. There is no long-lived key.`;
}

function ofSentinelRole({ inputs }: Resource, role: Resource): Particulars {
    const { workspaceId, microsoftAccountId, azureCloud = AzureCloud.Commercial } = inputs;
    const account = String(microsoftAccountId ?? sentinelAccountIds[azureCloud as AzureCloud]);
    return {
        connector: Connector.Sentinel,
        signsIn: trustedBy(role),
        guards: [
            sessionsOf(role),
            "The external ID keeps other Microsoft customers from pointing Sentinel at this role. It is not a secret: it doesn't protect against Microsoft's account itself.",
        ],
        microsoft: sentinelInstructions({
            microsoftAccountArn: accountRootArn(partitionIn(role.state.arn), account),
            workspaceId: String(workspaceId),
        }),
    };
}

function ofSentinelS3({ inputs, state, urn }: Resource, role: Resource, resources: readonly Resource[]): Particulars {
    const { workspaceId, azureCloud = AzureCloud.Commercial, bucketName, kmsKeyArn } = inputs;
    const queue = ofType(resources, "trailconnect:index:LogQueue").find(({ parent }) => parent === urn);
    return {
        connector: Connector.SentinelS3,
        signsIn: trustedBy(role),
        guards: [
            sessionsOf(role),
            "The audience is the same for every Sentinel customer: what keeps other customers out is the session name, which contains the workspace ID and is set by Microsoft's service.",
        ],
        microsoft: sentinelS3Instructions({
            providerArn: String(state.oidcProviderArn),
            identity: sentinelOidcIdentities[azureCloud as AzureCloud],
            workspaceId: String(workspaceId),
            bucketArn: bucketArn(partitionIn(role.state.arn), String(bucketName)),
            queueArn: String(queue?.state.queueArn),
            kmsKeyArn: kmsKeyArn as string | undefined,
        }),
    };
}

function ofDefenderUser(user: Resource, resources: readonly Resource[]): Particulars {
    const name = String(user.state.name);
    const keys = ofType(resources, "aws:iam/accessKey:AccessKey").filter(({ inputs }) => inputs.user === name);
    const policies = policiesOfHolder({ kind: "user", name }, resources);
    const isBound = policies
        .flatMap(({ statements }) => statements)
        .filter(isGrant)
        .every((statement) => demanded(statement, "aws:SourceIp", ["IpAddress"]).length > 0);
    const isBounded = policies.every(({ arn }) => arn === user.inputs.permissionsBoundary);
    const isEncrypted = keys.every(({ inputs }) => inputs.pgpKey !== undefined);
    const hasPassword = ofType(resources, "aws:iam/userLoginProfile:UserLoginProfile").length > 0;
    return {
        connector: Connector.Defender,
        signsIn: [
            `Anyone who holds an access key of user ${name} acts as that user. There ${keys.length === 1 ? "is one key, and it does" : `are ${keys.length} keys, and they do`} not expire: Defender for Cloud Apps supports no other way to sign in.`,
            isBound
                ? "The key works only from the addresses below."
                : "The key works from any address: defender.sourceIps would restrict it to Defender's.",
            "The user can create sessions for itself (sts:GetSessionToken) that last up to 36 hours, even if the key is deleted in the meantime.",
        ],
        guards: [
            ...(isBounded
                ? [
                      "The same policy is the user's permissions boundary: another policy attached later grants nothing more. Whoever can change that one policy changes both.",
                  ]
                : []),
            ...(hasPassword ? [] : ["The user has no password: it can't sign in to the console."]),
            isEncrypted
                ? "The secret access key is encrypted with a PGP key before it reaches Pulumi's state."
                : "The secret access key is in Pulumi's state, encrypted by the stack's secrets provider: defender.accessKeyPgpKey keeps it out.",
        ],
        microsoft: defenderInstructions,
    };
}

/** The components that let Microsoft in, by class: what each makes for it, and what there is to say of that. */
const connectors: readonly {
    component: string;
    kind: Holder["kind"];
    particulars(component: Resource, made: Resource, resources: readonly Resource[]): Particulars;
}[] = [
    { component: "DefenderUser", kind: "user", particulars: (_, user, resources) => ofDefenderUser(user, resources) },
    { component: "SentinelRole", kind: "role", particulars: ofSentinelRole },
    { component: "SentinelS3", kind: "role", particulars: ofSentinelS3 },
];

const types = { user: "aws:iam/user:User", role: "aws:iam/role:Role" };

/** Microsoft's identities that a program lets in, read off its resources: one for each connector's component. */
export function microsoftIdentitiesOf(resources: readonly Resource[]): Promise<MicrosoftIdentity[]> {
    return Promise.all(
        connectors.flatMap(({ component: name, kind, particulars }) =>
            ofType(resources, `trailconnect:index:${name}`).flatMap((component) =>
                ofType(resources, types[kind])
                    .filter(({ parent }) => parent === component.urn)
                    .map((made) => {
                        const holder = { kind, name: String(made.state.name) };
                        return identityOf(component, made, holder, resources, particulars(component, made, resources));
                    }),
            ),
        ),
    );
}
