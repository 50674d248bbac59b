import {
    allowedContextKeysForRequest,
    anonymousPrincipal,
    type EvaluationResult,
    runSimulation,
    type SimulationRequestPrincipal,
    typeForContextKey,
} from "@cloud-copilot/iam-simulate";
import type { PolicyDocument } from "../../components/iam/document";

/** The principal of an unsigned request. */
export const anonymous = anonymousPrincipal;

/** One request to AWS, and every policy that has a say in it. */
export interface AwsRequest {
    /** Who asks: an ARN, a service principal, or `anonymous`. */
    principal: SimulationRequestPrincipal;
    /** What for, such as `s3:PutObject`. */
    action: string;
    /** On what: an ARN, or `*` for an action that has no resource. */
    resource: string;
    /** The account that owns the resource. */
    accountId: string;
    /** The condition keys that the request carries. `undefined`: it lacks that one. */
    context?: Readonly<Record<string, string | undefined>>;
    /** The resource's own policy: bucket, key or trust policy. */
    resourcePolicy?: PolicyDocument;
    /** The policies attached to the principal. */
    identityPolicies?: readonly PolicyDocument[];
    /** The principal's permissions boundary. */
    boundary?: PolicyDocument;
    /** A service control policy of the principal's account, beside the one that allows everything. */
    serviceControlPolicy?: PolicyDocument;
}

/** The request with other condition keys, the rest of it unchanged. */
export function withContext(request: AwsRequest, change: AwsRequest["context"]): AwsRequest {
    return { ...request, context: { ...request.context, ...change } };
}

/** The simulator can't answer: its silence must not pass for a refusal. */
export class NotSimulated extends Error {}

/**
 * Condition keys that the simulator's catalogue lacks, and the key that stands in for each, in policies
 * and request alike. Without it the simulator drops the key from the request and refuses everything that
 * a policy ties to it. The catalogue knows encryption contexts by their template only, whose name no
 * request bears. Of OIDC issuers it knows some by name, Microsoft's tenants not among them: each gets the
 * audience of another issuer, so that one can't pass for the other.
 */
const standIns: Readonly<Record<string, string>> = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the catalogue spells it so
    "kms:EncryptionContext:aws:cloudtrail:arn": "kms:EncryptionContext:${EncryptionContextKey}",
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/:aud": "accounts.google.com:aud",
    "sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/:aud": "cognito-identity.amazonaws.com:aud",
};

function withStandIns<Value>(value: Value): Value {
    return JSON.parse(JSON.stringify(value), (_key, inner) =>
        inner && typeof inner === "object" && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).map(([key, of]) => [standIns[key] ?? key, of]))
            : inner,
    );
}

/**
 * Whether a request for the action on this resource can carry the condition key.
 * @throws Error if the action doesn't apply to the resource
 */
export async function carries(action: string, resource: string, key: string): Promise<boolean> {
    const [service = "", name = ""] = action.split(":");
    const allowed = await allowedContextKeysForRequest(service, name, resource, false, undefined);
    return allowed.includes((standIns[key] ?? key).toLowerCase());
}

/** What AWS attaches to every account of an organization. Source: "Service control policies (SCPs)". */
const fullAwsAccess: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const readied = new WeakMap<PolicyDocument, PolicyDocument>();

/**
 * The policy as the simulator should get it. A key that the catalogue doesn't know is an error: an Allow
 * that hangs on it would never apply, which its own test would notice, and neither would a Deny.
 */
async function ready(policy: PolicyDocument): Promise<PolicyDocument> {
    const before = readied.get(policy);
    if (before) {
        return before;
    }
    const now = withStandIns(policy);
    for (const operator of now.Statement.flatMap(({ Condition }) => Object.values(Condition ?? {}))) {
        for (const key of Object.keys(operator)) {
            await typeForContextKey(key);
        }
    }
    readied.set(policy, now);
    return now;
}

async function readyAll(policies: readonly PolicyDocument[]): Promise<{ name: string; policy: PolicyDocument }[]> {
    return Promise.all(
        policies.map(async (policy, index) => ({ name: `policy ${index}`, policy: await ready(policy) })),
    );
}

/**
 * What AWS adds to a request of a service principal, and of any other that signs; the simulator leaves it to the caller. A
 * session's is the ARN of its role. Source: "AWS global condition context keys".
 */
function addedFor(principal: SimulationRequestPrincipal): AwsRequest["context"] {
    if (typeof principal !== "string") {
        return {};
    }
    const session = /^(arn:[^:]+):sts:(:\d{12}):assumed-role\/([^/]+)\//.exec(principal);
    return principal.startsWith("arn:")
        ? { "aws:PrincipalArn": session ? `${session[1]}:iam:${session[2]}:role/${session[3]}` : principal }
        : { "aws:PrincipalServiceName": principal };
}

/**
 * What AWS would answer.
 *
 * @throws NotSimulated on a request or a policy that the simulator finds invalid, and on a condition key
 *   that it would leave out of account
 */
export async function decide(request: AwsRequest): Promise<EvaluationResult> {
    const { principal, action, resource, accountId } = request;
    const context = withStandIns({ ...addedFor(principal), ...request.context }) as Record<string, string>;
    const fail = (why: string): never => {
        throw new NotSimulated(`${action} on ${resource}: ${why}`);
    };

    const response = await runSimulation(
        {
            request: { principal, action, resource: { resource, accountId }, contextVariables: context },
            identityPolicies: await readyAll(request.identityPolicies ?? []),
            permissionBoundaryPolicies: request.boundary && (await readyAll([request.boundary])),
            resourcePolicy: request.resourcePolicy && (await ready(request.resourcePolicy)),
            serviceControlPolicies: request.serviceControlPolicy
                ? [
                      {
                          orgIdentifier: "account",
                          policies: await readyAll([fullAwsAccess, request.serviceControlPolicy]),
                      },
                  ]
                : [],
            resourceControlPolicies: [],
        },
        {},
    );
    if (response.resultType === "error") {
        return fail(JSON.stringify(response.errors));
    }
    if (response.resultType === "wildcard") {
        // A refusal comes without the keys that were ignored.
        return Object.keys(request.context ?? {}).length
            ? fail("condition keys on a wildcard")
            : response.overallResult;
    }
    const ignored = response.result.ignoredContextKeys ?? [];
    return ignored.length ? fail(`ignores ${ignored.join(", ")}`) : response.overallResult;
}

/**
 * The policy, but without its conditions on one key. For actions that can't carry the key: that they are
 * refused says something about the action only if the condition isn't what refuses them.
 */
export function withoutConditionKey(policy: PolicyDocument, key: string): PolicyDocument {
    return JSON.parse(JSON.stringify(policy), (name, value) => (name === key ? undefined : value));
}

/** Counts how many requests were tried, and how many of them refused. */
export class Tally {
    tried = 0;
    refused = 0;

    add(decision: EvaluationResult): void {
        this.tried += 1;
        this.refused += decision === "Allowed" ? 0 : 1;
    }

    /** One line among the test titles. */
    print(who: string, what: string): void {
        const [tried, refused] = [this.tried, this.refused].map((count) => count.toLocaleString("en"));
        console.log(`      ${who}: ${tried} ${what} tried, ${refused} refused`);
    }
}
