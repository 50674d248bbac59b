import type { Registration } from "../../rehearsal/engine";
import { policiesOf } from "../../rehearsal/policies";
import { ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { isOfPlainHttp, readStatement } from "../controls/documents";
import type { Identity } from "../identities/identities";
import { type Access, arrowsOf } from "./arrows";

/** What a box of the picture stands for. */
export enum NodeKind {
    /** Somebody outside the account. */
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
    /** Its name; none: empty. */
    name: string;
    /** What else there is to say of it: that its policy refuses plain HTTP, whom it sends e-mail to. */
    notes: string[];
}

/** An arrow of the picture: who may do what to what. */
export interface Edge {
    from: string;
    to: string;
    accesses: Access[];
    /** Whether the owner of an existing resource has yet to grant it. */
    isToBeAdded: boolean;
    /** The AWS service that acts for what the arrow comes from, and for nothing else; none: it acts itself. */
    service?: string;
}

/** The account as boxes and arrows. */
export interface Graph {
    nodes: Node[];
    edges: Edge[];
}

const services: Readonly<Record<string, string>> = {
    cloudtrail: "CloudTrail",
    cloudwatch: "CloudWatch",
    iam: "IAM",
    s3: "Amazon S3",
};

/** The kind of a resource in words, by the service in its ARN. */
function titleOf(arn: string, made: Registration | undefined, component: string | undefined): string {
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
    return rest.replace(/^(trail|role|user|key|rule)\/|^alarm:|^log-group:/, "").replace(/^\*$/, "all of the region's");
}

function refusesPlainHttp(arn: string, registrations: readonly Registration[]): boolean {
    return policiesOf(registrations).some(({ document }) =>
        document.Statement.some(
            (statement) =>
                statement.Effect === "Deny" &&
                statement.Principal === "*" &&
                asList(statement.Resource).includes(arn) &&
                isOfPlainHttp(readStatement(statement)),
        ),
    );
}

/** The addresses that a topic sends e-mail to. */
function emailsOf(topicArn: string, registrations: readonly Registration[]): string[] {
    return ofType(registrations, "aws:sns/topicSubscription:TopicSubscription")
        .filter(({ inputs }) => inputs.topic === topicArn && inputs.protocol === "email")
        .map(({ inputs }) => inputs.endpoint as string);
}

/** Whether an ARN is of somebody's IAM and of nothing that the program makes. */
function isForeignPrincipal(arn: string, registrations: readonly Registration[]): boolean {
    const isPrincipal = ["iam", "sts"].includes(arn.split(":")[2] ?? "");
    return isPrincipal && !registrations.some(({ state }) => state.arn === arn);
}

function nodeOf(id: string, registrations: readonly Registration[], identities: readonly Identity[]): Node {
    const plain = { id, name: "", notes: [] };
    if (identities.some(({ title }) => title === id)) {
        return { ...plain, kind: NodeKind.Outside, title: id };
    }
    if (id.endsWith(":*") && !id.startsWith("arn:")) {
        const service = id.slice(0, -2);
        return { ...plain, kind: NodeKind.Service, title: services[service] ?? service, name: "the whole account" };
    }
    if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(id)) {
        return { ...plain, kind: NodeKind.Outside, title: "AWS service", name: id };
    }
    if (!id.startsWith("arn:") || isForeignPrincipal(id, registrations)) {
        return { ...plain, kind: NodeKind.Outside, title: id === "*" ? "Everybody" : "Not Microsoft's", name: id };
    }
    const made = registrations.find(({ custom, state }) => custom && state.arn === id);
    const component = registrations
        .find(({ urn }) => urn === made?.parent)
        ?.type.split(":")
        .at(-1);
    return {
        id,
        kind: id.endsWith("*") ? NodeKind.Service : id.split(":")[2] === "iam" ? NodeKind.Identity : NodeKind.Resource,
        title: titleOf(id, made, component),
        name: nameOf(id),
        notes: [
            ...(refusesPlainHttp(id, registrations) ? ["TLS only"] : []),
            ...emailsOf(id, registrations).map((email) => `e-mails ${email}`),
        ],
    };
}

function together(one: readonly string[], other: readonly string[]): string[] {
    return [...new Set([...one, ...other])];
}

/** Accesses that differ in one property only, as one with all its values. */
function joined(accesses: readonly Access[], property: "actions" | "within"): Access[] {
    const groups = new Map<string, Access>();
    for (const access of accesses) {
        // What reaches the whole doesn't go with what reaches a part.
        const key = JSON.stringify({ ...access, [property]: access[property].length === 0 });
        const before = groups.get(key) ?? access;
        groups.set(key, { ...access, [property]: together(before[property], access[property]) });
    }
    return [...groups.values()];
}

/** The account as a picture, read off the program's resources: its boxes are what its arrows touch. */
export function graphOf(
    registrations: readonly Registration[],
    identities: readonly Identity[],
    accountId: string,
): Graph {
    const edges = new Map<string, Edge>();
    for (const { from, to, access, isToBeAdded, service } of arrowsOf(registrations, identities, accountId)) {
        const key = JSON.stringify([from, to, isToBeAdded, service]);
        const before = edges.get(key)?.accesses ?? [];
        edges.set(key, { from, to, isToBeAdded, service, accesses: [...before, access] });
    }
    const ids = new Set([...edges.values()].flatMap(({ from, to }) => [from, to]));
    return {
        nodes: [...ids].map((id) => nodeOf(id, registrations, identities)),
        edges: [...edges.values()].map((edge) => ({
            ...edge,
            accesses: joined(joined(edge.accesses, "actions"), "within"),
        })),
    };
}
