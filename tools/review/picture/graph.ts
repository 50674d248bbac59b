/** The account as boxes and arrows: what the picture, and the table below it, show of who reaches what. */

import { demanded, isGrant, isRefusal, type ReadStatement } from "../../../components/iam/statements";
import { covers } from "../../../components/iam/wildcards";
import { type Access, isActor } from "../../registered/accesses";
import { documentsOf } from "../../registered/documents";
import { isOfPlainHttp } from "../../registered/plainHttp";
import { classOf, ofType, parentOf, type Resource } from "../../registered/resources";
import { conditionsInWords, isSentinels, principalInWords } from "../../registered/words";
import { grouped } from "../grouped";
import type { MicrosoftIdentity } from "../identities/microsoftIdentities";

/** What a box in the picture represents. */
export enum NodeKind {
    /** A principal outside the account. */
    Outside = "outside",
    /** A user or a role. */
    Identity = "identity",
    /** A resource, or several of a kind. */
    Resource = "resource",
    /** Everything of one AWS service in the account, or everything of a kind in the region. */
    Service = "service",
}

/** A box of the picture. */
export interface Node {
    id: string;
    kind: NodeKind;
    title: string;
    /** Its name; empty if it has none. */
    name: string;
    /** Further remarks: that its policy refuses plain HTTP, where it sends email. */
    notes: string[];
}

/** What a principal may do, and under which conditions. */
export interface Permission {
    /** AWS actions; or words, for holding an access key. */
    actions: string[];
    /** The part of the resource, if not all of it: patterns of object keys or log streams. */
    within: string[];
    /** Each in words; empty if there are none. */
    conditions: string[];
}

/** An arrow in the picture: who may do what to which resource. */
export interface Edge {
    from: string;
    to: string;
    permissions: Permission[];
    /** Whether the owner of an existing resource has yet to grant it. */
    isToBeAdded: boolean;
    /** The AWS service that acts on behalf of the arrow's source; absent if the source acts itself. */
    service?: string;
}

/** The account as boxes and arrows. */
export interface Graph {
    nodes: Node[];
    edges: Edge[];
}

/** An arrow with one permission. */
interface Arrow extends Omit<Edge, "permissions"> {
    permission: Permission;
}

/** The box for a policy's resource, and the part of it that is reached: `SERVICE:*`, or the bucket and the keys in it. */
function reached(resource: string, action: string): { to: string; within: string[] } {
    const [, thing = resource, path = "*"] =
        /^(.*:s3:::[^/]+)\/(.+)$|^(.*:log-group:[^:]+):(log-stream:.+)$/
            .exec(resource)
            ?.filter((part) => part !== undefined) ?? [];
    return { to: resource === "*" ? `${action.split(":")[0]}:*` : thing, within: path === "*" ? [] : [path] };
}

/** Three ARNs or more that differ in their endings only, as one pattern: a box for each would say no more. */
function alike(arns: readonly string[]): readonly string[] {
    const [first = ""] = arns;
    const end = [...first].findIndex((character, at) => arns.some((arn) => arn[at] !== character));
    const common = first.slice(0, end);
    return arns.length > 2 && /:[^:/]+\/[^/]+$/.test(common) ? [`${common}*`] : arns;
}

/** The resources that an AWS service acts for, by a statement's condition; a pattern for bucket names means the log bucket. */
function sourcesOf(statement: ReadStatement, resources: readonly Resource[]): string[] {
    return alike(demanded(statement, "aws:SourceArn")).map((source) => {
        const bucket = ofType(resources, "aws:s3/bucket:Bucket").find(({ state }) => covers(source, String(state.arn)));
        return bucket ? String(bucket.state.arn) : source;
    });
}

/** The arrows for one access. */
function arrowsOf(access: Access, identities: readonly MicrosoftIdentity[], resources: readonly Resource[]): Arrow[] {
    const { who, statement, bearer, isToBeAdded } = access;
    const identity = identities.find(({ becomes }) => becomes === bearer?.state.arn);
    const sources = who.kind === "service" ? sourcesOf(statement, resources) : [];
    const isShown = ({ key }: { key: string }) => sources.length === 0 || key.toLowerCase() !== "aws:sourcearn";
    const conditions = conditionsInWords({ conditions: statement.conditions.filter(isShown) });
    const from = identity && !isActor(who) && isSentinels(who) ? identity.title : who.id;
    return (sources.length ? sources : [from]).flatMap((one) =>
        statement.actions.flatMap((action) =>
            access.resources.map((resource) => {
                const { to, within } = reached(resource, action);
                const arrow = { from: one, to, permission: { actions: [action], within, conditions }, isToBeAdded };
                return sources.length ? { ...arrow, service: who.id } : arrow;
            }),
        ),
    );
}

/** The arrow for Microsoft's access key, which no policy shows. */
function keyArrow({ title, becomes }: MicrosoftIdentity): Arrow {
    const permission = { actions: ["hold its access key"], within: [], conditions: [] };
    return { from: title, to: becomes, permission, isToBeAdded: false };
}

const services: Readonly<Record<string, string>> = {
    cloudtrail: "CloudTrail",
    cloudwatch: "CloudWatch",
    iam: "IAM",
    s3: "Amazon S3",
};

/** The kind of a resource in words, by the service in its ARN. */
function titleOf(arn: string, made: Resource | undefined, component: string): string {
    const [, , service = "", , , rest = ""] = arn.split(":");
    const titles: Record<string, string> = {
        s3: component === "LogBucket" ? "Log bucket" : "Existing bucket",
        kms: made ? "Log key" : "Existing key",
        sqs: "Queue",
        sns: component === "AlarmTopic" ? "Alarm topic" : made ? "Topic" : "Existing topic",
        logs: "Log group",
        cloudtrail: "Trail",
        iam: rest.startsWith("user/") ? "User" : "Role",
        cloudwatch: "CloudWatch alarms",
        events: "EventBridge rules",
    };
    return titles[service] ?? service;
}

function nameOf(arn: string): string {
    const rest = arn.split(":").slice(5).join(":");
    return rest.replace(/^(trail|role|user|key|rule)\/|^alarm:|^log-group:/, "").replace(/^\*$/, "all in the region");
}

/** Whether one of the program's policies denies plain HTTP requests to a resource. */
function refusesPlainHttp(arn: string, resources: readonly Resource[]): boolean {
    return documentsOf(resources)
        .flatMap(({ statements }) => statements)
        .some(
            (statement) =>
                isRefusal(statement) &&
                statement.principals.some(({ kind }) => kind === "everyone") &&
                statement.resources.includes(arn) &&
                isOfPlainHttp(statement),
        );
}

/** The addresses that a topic sends email to. */
function emailsOf(topicArn: string, resources: readonly Resource[]): string[] {
    return ofType(resources, "aws:sns/topicSubscription:TopicSubscription")
        .filter(({ inputs }) => inputs.topic === topicArn && inputs.protocol === "email")
        .map(({ inputs }) => String(inputs.endpoint));
}

function nodeOf(id: string, outsiders: ReadonlyMap<string, string>, resources: readonly Resource[]): Node {
    const outsider = outsiders.get(id);
    if (outsider !== undefined) {
        return { id, kind: NodeKind.Outside, title: outsider, name: "", notes: [] };
    }
    const service = /^([a-z0-9-]+):\*$/.exec(id)?.[1];
    if (service) {
        const title = services[service] ?? service;
        return { id, kind: NodeKind.Service, title, name: "the whole account", notes: [] };
    }
    const made = resources.find(({ custom, state }) => custom && state.arn === id);
    const parent = made && parentOf(resources, made);
    return {
        id,
        kind: id.endsWith("*") ? NodeKind.Service : id.split(":")[2] === "iam" ? NodeKind.Identity : NodeKind.Resource,
        title: titleOf(id, made, parent ? classOf(parent) : ""),
        name: nameOf(id),
        notes: [
            ...(refusesPlainHttp(id, resources) ? ["TLS only"] : []),
            ...emailsOf(id, resources).map((email) => `sends email to ${email}`),
        ],
    };
}

/** Merges permissions that differ in one property only. */
function joined(permissions: readonly Permission[], property: "actions" | "within"): Permission[] {
    // Access to the whole resource isn't merged with access to a part.
    return grouped(permissions, (one) => ({ ...one, [property]: one[property].length === 0 })).map((all) => ({
        ...all[0],
        [property]: [...new Set(all.flatMap((one) => one[property]))],
    }));
}

/** The account as a picture of who reaches what: its boxes are what its arrows touch. */
export function graphOf(
    accesses: readonly Access[],
    identities: readonly MicrosoftIdentity[],
    resources: readonly Resource[],
): Graph {
    const shown = accesses.filter(({ isInside, statement }) => !isInside && isGrant(statement));
    const arrows = [
        ...identities.filter(({ documents }) => documents.every(({ isTrust }) => !isTrust)).map(keyArrow),
        ...shown.flatMap((access) => arrowsOf(access, identities, resources)),
    ];
    const outsiders = new Map([
        ...shown.flatMap(({ who }): [string, string][] => (isActor(who) ? [] : [[who.id, principalInWords(who)]])),
        ...identities.map(({ title }): [string, string] => [title, title]),
    ]);
    return {
        nodes: [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].map((id) => nodeOf(id, outsiders, resources)),
        edges: grouped(arrows, ({ permission: _, ...edge }) => edge).map((all) => {
            const { permission: _, ...edge } = all[0];
            const permissions = all.map(({ permission }) => permission);
            return { ...edge, permissions: joined(joined(permissions, "actions"), "within") };
        }),
    };
}
