/** The form that the elements of a statement in someone else's bucket policy must have. */
import type { Fault } from "../checks/problem";
import { asList } from "../iam/lists";

/** Why a policy is refused. */
export type Against = Pick<Fault, "code" | "reason" | "reasonRepeatsValue">;

/** A statement, whatever it contains. */
export type ForeignStatement = Readonly<Record<string, unknown>>;

/** A reason against a policy, which repeats part of it. */
export function against(code: string, reason: string): Against {
    return { code, reason, reasonRepeatsValue: true };
}

const principalKinds = ["AWS", "Service", "Federated", "CanonicalUser"];

const comparisons = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/** Condition operators, in lower case: AWS doesn't tell upper from lower case in them. */
const operators = [
    ...["Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike"].map(
        (name) => `String${name}`,
    ),
    ...comparisons.flatMap((name) => [`Numeric${name}`, `Date${name}`]),
    ...["Equals", "NotEquals", "Like", "NotLike"].map((name) => `Arn${name}`),
    ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress"],
].map((operator) => operator.toLowerCase());

function isOperator(given: string): boolean {
    const name = given.toLowerCase().replace(/^(forallvalues|foranyvalue):/, "");
    return name === "null" || operators.includes(name.replace(/ifexists$/, ""));
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a text or a list of texts, and says something. */
function isTexts(value: unknown): boolean {
    const items = asList(value);
    return items.length > 0 && items.every((item) => typeof item === "string" && item !== "");
}

function againstPrincipal(element: string, value: unknown, name: string): Against | undefined {
    if (value === "*") {
        return undefined;
    }
    if (!isObject(value) || Object.keys(value).length === 0) {
        return against("policy-principal", `In ${name}, ${element} is neither "*" nor an object of principals.`);
    }
    for (const [kind, ids] of Object.entries(value)) {
        if (!principalKinds.includes(kind)) {
            return against(
                "policy-principal-kind",
                `In ${name}, ${JSON.stringify(kind)} is no kind of principal: there are ${principalKinds.join(", ")}.`,
            );
        }
        if (!isTexts(ids)) {
            return against("policy-principal", `In ${name}, ${element}.${kind} is neither a text nor a list of texts.`);
        }
    }
    return undefined;
}

function againstActions(element: string, value: unknown, name: string): Against | undefined {
    if (!isTexts(value)) {
        return against("policy-action", `In ${name}, ${element} is neither a text nor a list of texts.`);
    }
    const foreign = asList(value).find((action) => !/^(\*|\*:\*|s3:[a-z*?]+)$/i.test(String(action)));
    return foreign === undefined
        ? undefined
        : against("policy-action-service", `In ${name}, ${JSON.stringify(foreign)} is no action of Amazon S3.`);
}

function againstResources(element: string, value: unknown, name: string): Against | undefined {
    return isTexts(value)
        ? undefined
        : against("policy-resource", `In ${name}, ${element} is neither a text nor a list of texts.`);
}

function againstCondition(value: unknown, name: string): Against | undefined {
    if (!isObject(value)) {
        return against("policy-condition", `In ${name}, Condition is not an object.`);
    }
    for (const [operator, keys] of Object.entries(value)) {
        if (!isOperator(operator)) {
            return against(
                "policy-condition-operator",
                `In ${name}, ${JSON.stringify(operator)} is no condition operator.`,
            );
        }
        if (!isObject(keys)) {
            return against("policy-condition", `In ${name}, Condition.${operator} is not an object.`);
        }
        const isValue = (one: unknown) => ["string", "number", "boolean"].includes(typeof one);
        const key = Object.keys(keys).find((one) => !asList(keys[one]).every(isValue));
        if (key !== undefined) {
            return against(
                "policy-condition-value",
                `In ${name}, the value of ${JSON.stringify(key)} is neither a text nor a list of texts.`,
            );
        }
    }
    return undefined;
}

const checks: Readonly<Record<string, (element: string, value: unknown, name: string) => Against | undefined>> = {
    Sid: (_element, value, name) =>
        typeof value === "string" ? undefined : against("policy-sid", `In ${name}, Sid is not a text.`),
    Principal: againstPrincipal,
    NotPrincipal: againstPrincipal,
    Action: againstActions,
    NotAction: againstActions,
    Resource: againstResources,
    NotResource: againstResources,
    Condition: (_element, value, name) => againstCondition(value, name),
};

/**
 * Why S3 would refuse an element of a statement, by its form. Sources (IAM User Guide): "AWS JSON policy elements: Principal",
 * and ": NotPrincipal", by which it can't stand with Allow; "IAM JSON policy elements: Sid", ": Action", ": Resource" and
 * ": Condition operators"; "Grammar of the IAM JSON policy language". By "Actions, resources, and condition keys for Amazon S3"
 * (Service Authorization Reference) its actions begin with s3:.
 *
 * @param name the statement, as messages name it
 */
export function reasonAgainstElements(statement: ForeignStatement, name: string): Against | undefined {
    for (const [element, check] of Object.entries(checks)) {
        const found = statement[element] === undefined ? undefined : check(element, statement[element], name);
        if (found) {
            return found;
        }
    }
    return statement.Effect === "Allow" && statement.NotPrincipal !== undefined
        ? against(
              "policy-allow-not-principal",
              `In ${name}, NotPrincipal stands with Allow, and AWS takes it with Deny only.`,
          )
        : undefined;
}
