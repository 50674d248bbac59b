import {
    AzureCloud,
    Connector,
    connectorTitles,
    sentinelAccountIds,
    sentinelOidcIdentities,
} from "../../../components/facts/microsoft";
import { accountRootArn, bucketArn } from "../../../components/facts/naming";
import type { PolicyDocument } from "../../../components/iam/document";
import { partitionIn } from "../../rehearsal/arns";
import type { Registration } from "../../rehearsal/engine";
import { managedPolicy, nameOfPolicy, parseDocument } from "../../rehearsal/policies";
import { principalsOf } from "../../rehearsal/principals";
import { ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { type Difference, differences } from "./difference";
import type { NamedDocument } from "./grants";
import {
    defenderInstructions,
    type MicrosoftGrants,
    sentinelInstructions,
    sentinelS3Instructions,
} from "./microsoftGrants";
import { grantsIn, refusalsIn } from "./statements";
import { actionInWords, conditionsForReaders } from "./words";

/** Something that an identity can do. */
interface Ability {
    /** What it can do, for a reader who doesn't know IAM by heart. */
    words: string;
    action: string;
    /** ARNs, or `*` for everything. */
    resources: string[];
    /** Each in words; none: always. */
    conditions: string[];
}

/** Somebody outside the account whom a connector's resources let in. */
export interface Identity {
    connector: Connector;
    /** The connector as Microsoft's portals name it. */
    title: string;
    /** The component that lets it in. */
    component: string;
    /** The ARN of the user or the role that it becomes. */
    becomes: string;
    /** The principal that Microsoft's instructions have the role trust; none for a user. */
    trusts?: string;
    /** How it gets in, each in a sentence. */
    signsIn: string[];
    can: Ability[];
    /** What guards it besides its policies, each in a sentence. */
    guards: string[];
    documents: NamedDocument[];
    microsoft: MicrosoftGrants;
    differences: Difference[];
}

function childrenOf(component: Registration, registrations: readonly Registration[], type: string): Registration[] {
    return ofType(registrations, type).filter(({ parent }) => parent === component.urn);
}

function parsed(text: unknown): PolicyDocument {
    return parseDocument(text);
}

function abilities(documents: readonly NamedDocument[]): Ability[] {
    return documents
        .filter(({ isTrust }) => !isTrust)
        .flatMap(({ document }) =>
            grantsIn(document).flatMap((statement) =>
                asList(statement.Action).map((action) => ({
                    words: actionInWords(action),
                    action,
                    resources: asList(statement.Resource),
                    conditions: conditionsForReaders(statement),
                })),
            ),
        );
}

/** What an identity is refused in so many words. */
function refusedBesides(documents: readonly NamedDocument[]): string[] {
    return documents.flatMap(({ title, document }) =>
        refusalsIn(document).map((statement) => {
            const conditions = conditionsForReaders(statement);
            const when = conditions.length ? `, if ${conditions.join(" and ")}` : "";
            return `${title} refuses ${asList(statement.Action).join(", ")} on ${asList(statement.Resource).join(", ")}${when}.`;
        }),
    );
}

/** Who may assume a role, a sentence for each principal of its trust policy. */
function trusted(role: Registration, who: (principal: string) => string): string[] {
    return grantsIn(parsed(role.inputs.assumeRolePolicy)).flatMap((statement) => {
        const conditions = conditionsForReaders(statement);
        return principalsOf(statement).map(
            ({ id }) =>
                `${who(id)} assumes role ${role.state.name}, ${conditions.length ? `if the ${conditions.join(" and the ")}` : "under no condition"}.`,
        );
    });
}

/** How long a session lasts. Source: "Update the maximum session duration for a role" (IAM User Guide): an hour unless set. */
function sessionsOf({ inputs }: Registration): string {
    const hours = Number(inputs.maxSessionDuration ?? 3600) / 3600;
    return `A session of the role lasts ${hours} ${hours === 1 ? "hour" : "hours"} at most, and there is no key to lose.`;
}

/** The documents of a role: whom it trusts, and what it may do. */
export function documentsOfRole(role: Registration, registrations: readonly Registration[]): NamedDocument[] {
    const ofRole = (type: string) =>
        ofType(registrations, type).filter(({ inputs }) => inputs.role === role.state.name);
    return [
        { title: "trust policy", document: parsed(role.inputs.assumeRolePolicy), isTrust: true },
        ...ofRole("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => ({
            title: nameOfPolicy(inputs.policyArn as string),
            document: managedPolicy(inputs.policyArn as string, registrations),
            isTrust: false,
        })),
        ...ofRole("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => ({
            title: inputs.name as string,
            document: parsed(inputs.policy),
            isTrust: false,
        })),
    ];
}

function identity(
    connector: Connector,
    component: Registration,
    microsoft: MicrosoftGrants,
    documents: NamedDocument[],
    ways: Pick<Identity, "becomes" | "trusts" | "signsIn" | "guards">,
): Identity {
    return {
        connector,
        title: connectorTitles[connector],
        component: component.name,
        ...ways,
        guards: [...ways.guards, ...refusedBesides(documents)],
        can: abilities(documents),
        documents,
        microsoft,
        differences: differences(microsoft.documents, documents),
    };
}

function ofSentinelRole(component: Registration, registrations: readonly Registration[]): Identity[] {
    return childrenOf(component, registrations, "aws:iam/role:Role").map((role) => {
        const { workspaceId, microsoftAccountId, azureCloud = AzureCloud.Commercial } = component.inputs;
        const account = String(microsoftAccountId ?? sentinelAccountIds[azureCloud as AzureCloud]);
        const microsoftAccountArn = accountRootArn(partitionIn(role.state.arn), account);
        return identity(
            Connector.Sentinel,
            component,
            sentinelInstructions({ microsoftAccountArn, workspaceId: String(workspaceId) }),
            documentsOfRole(role, registrations),
            {
                becomes: role.state.arn as string,
                trusts: microsoftAccountArn,
                signsIn: trusted(role, (principal) =>
                    principal === microsoftAccountArn
                        ? `Microsoft's AWS account ${account}`
                        : `${principal}, which is not Microsoft's account,`,
                ),
                guards: [
                    sessionsOf(role),
                    "The external ID keeps Microsoft from being led here by another customer of its. It is no secret: whoever is Microsoft's account can give it.",
                ],
            },
        );
    });
}

function ofSentinelS3(component: Registration, registrations: readonly Registration[]): Identity[] {
    const [queue] = childrenOf(component, registrations, "trailconnect:index:LogQueue");
    return childrenOf(component, registrations, "aws:iam/role:Role").map((role) => {
        const { workspaceId, azureCloud = AzureCloud.Commercial, bucketName, kmsKeyArn } = component.inputs;
        const microsoftIdentity = sentinelOidcIdentities[azureCloud as AzureCloud];
        const providerArn = String(component.state.oidcProviderArn);
        return identity(
            Connector.SentinelS3,
            component,
            sentinelS3Instructions({
                providerArn,
                identity: microsoftIdentity,
                workspaceId: String(workspaceId),
                bucketArn: bucketArn(partitionIn(role.state.arn), String(bucketName)),
                queueArn: String(queue?.state.queueArn),
                kmsKeyArn: kmsKeyArn as string | undefined,
            }),
            documentsOfRole(role, registrations),
            {
                becomes: role.state.arn as string,
                trusts: providerArn,
                signsIn: trusted(role, (principal) =>
                    principal === providerArn
                        ? `A service of Microsoft's own tenant, by a token of ${microsoftIdentity.url},`
                        : `${principal}, which is not Microsoft's issuer,`,
                ),
                guards: [
                    sessionsOf(role),
                    "The audience is the same for every Sentinel customer: it is the session name, with the workspace ID in it, that keeps other customers out. Microsoft's service sets it.",
                ],
            },
        );
    });
}

/** The policies of a user, by way of its groups, wherever in the program they are given. */
function documentsOfUser(user: Registration, registrations: readonly Registration[]): Attached[] {
    const groups = ofType(registrations, "aws:iam/userGroupMembership:UserGroupMembership")
        .filter(({ inputs }) => inputs.user === user.state.name)
        .flatMap(({ inputs }) => inputs.groups as string[]);
    return ofType(registrations, "aws:iam/groupPolicyAttachment:GroupPolicyAttachment")
        .filter(({ inputs }) => groups.includes(inputs.group as string))
        .map(({ inputs }) => ({
            policyArn: inputs.policyArn as string,
            title: nameOfPolicy(inputs.policyArn as string),
            document: managedPolicy(inputs.policyArn as string, registrations),
            isTrust: false,
        }));
}

interface Attached extends NamedDocument {
    policyArn: string;
}

function isBoundTo({ document }: NamedDocument): boolean {
    return grantsIn(document).every(({ Condition }) => Condition?.IpAddress?.["aws:SourceIp"]);
}

function ofDefenderUser(component: Registration, registrations: readonly Registration[]): Identity[] {
    return childrenOf(component, registrations, "aws:iam/user:User").map((user) => {
        const keys = ofType(registrations, "aws:iam/accessKey:AccessKey").filter(
            ({ inputs }) => inputs.user === user.state.name,
        );
        const attached = documentsOfUser(user, registrations);
        const documents = attached.map(({ policyArn: _, ...named }) => named);
        const isBounded = attached.every(({ policyArn }) => policyArn === user.inputs.permissionsBoundary);
        const isEncrypted = keys.every(({ inputs }) => inputs.pgpKey !== undefined);
        return identity(Connector.Defender, component, defenderInstructions, documents, {
            becomes: user.state.arn as string,
            signsIn: [
                `Whoever holds an access key of user ${user.state.name} is that user. There ${keys.length === 1 ? "is one key, and it does" : `are ${keys.length} keys, and they do`} not expire: Defender for Cloud Apps signs in no other way.`,
                documents.every(isBoundTo)
                    ? "The key works from the addresses below only."
                    : "The key works from everywhere: defender.sourceIps would bind it to Defender's addresses.",
                "It can make sessions for itself (sts:GetSessionToken), which last up to 36 hours, whatever becomes of the key in the meantime.",
            ],
            guards: [
                ...(isBounded
                    ? [
                          "The same policy is the user's permissions boundary: another policy that somebody attaches later grants nothing more. Whoever may change that one policy changes both.",
                      ]
                    : []),
                ...(ofType(registrations, "aws:iam/userLoginProfile:UserLoginProfile").length
                    ? []
                    : ["The user has no password: it can't sign in to the console."]),
                isEncrypted
                    ? "The secret access key is encrypted with a PGP key before it reaches Pulumi's state."
                    : "The secret access key is in Pulumi's state, encrypted by the stack's secrets provider: defender.accessKeyPgpKey keeps it out.",
            ],
        });
    });
}

/** Microsoft's identities that a program lets in, read off its resources: one for each connector's component. */
export function identitiesOf(registrations: readonly Registration[]): Identity[] {
    const components = (name: string) => ofType(registrations, `trailconnect:index:${name}`);
    return [
        ...components("DefenderUser").flatMap((component) => ofDefenderUser(component, registrations)),
        ...components("SentinelRole").flatMap((component) => ofSentinelRole(component, registrations)),
        ...components("SentinelS3").flatMap((component) => ofSentinelS3(component, registrations)),
    ];
}
