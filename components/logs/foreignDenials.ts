/** Statements in someone else's bucket policy that shut out the trail, or those who read its logs. */
import { cloudTrailService } from "../iam/document";
import { asList } from "../iam/lists";
import { covers, coversAction } from "../iam/wildcards";
import type { ForeignStatement } from "./foreignElements";
import { nameOfStatement } from "./foreignStatements";
import type { ForeignPolicy } from "./mergedPolicy";

/** Whom a bucket policy may shut out. */
export enum Party {
    /** CloudTrail, which asks for the bucket's ACL and writes logs. */
    Trail = "Trail",
    /** Whoever reads the logs, by an identity policy. */
    Reader = "Reader",
}

/** A statement that denies a party what it needs. */
export interface Denial {
    /** As messages name it. */
    statement: string;
    /** Whether it denies it whatever the circumstances. */
    isCertain: boolean;
}

/** What each needs: an action, and on what, from the bucket's name on. */
const needs: Readonly<Record<Party, (bucketName: string) => readonly [action: string, resource: string][]>> = {
    [Party.Trail]: (bucketName) => [
        ["s3:GetBucketAcl", bucketName],
        ["s3:PutObject", `${bucketName}/AWSLogs/*`],
    ],
    [Party.Reader]: (bucketName) => [["s3:GetObject", `${bucketName}/AWSLogs/*`]],
};

function texts(value: unknown): string[] {
    return asList(value).map(String);
}

/** How much a statement has to do with something: nothing, perhaps, or certainly. */
type Extent = "none" | "perhaps" | "certainly";

function least(...extents: Extent[]): Extent {
    return extents.includes("none") ? "none" : extents.includes("perhaps") ? "perhaps" : "certainly";
}

function ofActions({ Action, NotAction }: ForeignStatement, action: string): Extent {
    const names = (patterns: unknown) => texts(patterns).some((pattern) => coversAction(pattern, action));
    return (NotAction === undefined ? names(Action) : !names(NotAction)) ? "certainly" : "none";
}

/** What a pattern of resources says from the bucket's name on. */
function fromBucket(pattern: string): string {
    return pattern === "*" ? pattern : pattern.replace(/^arn:[^:]*:s3:::/, "");
}

function ofResources({ Resource, NotResource }: ForeignStatement, resource: string): Extent {
    const patterns = texts(NotResource ?? Resource).map(fromBucket);
    const isAll = patterns.some((pattern) => covers(pattern, resource));
    const beginning = (pattern: string) => pattern.replace(/[*?$].*$/s, "");
    const whole = beginning(resource);
    // Two patterns may have something in common as long as what they begin with does.
    const mayMeet =
        whole !== resource &&
        patterns.some((pattern) => {
            const begins = beginning(pattern);
            return begins.startsWith(whole) || (begins !== pattern && whole.startsWith(begins));
        });
    if (NotResource !== undefined) {
        return isAll ? "none" : mayMeet ? "perhaps" : "certainly";
    }
    return isAll ? "certainly" : mayMeet ? "perhaps" : "none";
}

function ofPrincipals({ Principal, NotPrincipal }: ForeignStatement, party: Party): Extent {
    const named = (given: unknown, element: string) =>
        typeof given === "object" && given !== null ? texts((given as Record<string, unknown>)[element]) : [];
    if (NotPrincipal !== undefined) {
        return party === Party.Trail && named(NotPrincipal, "Service").includes(cloudTrailService) ? "none" : "perhaps";
    }
    if (Principal === "*") {
        return "certainly";
    }
    const aws = named(Principal, "AWS");
    if (party === Party.Trail) {
        // Whether "AWS": "*" takes in services no page says in so many words.
        const isNamed = named(Principal, "Service").some((service) => covers(service, cloudTrailService));
        return isNamed ? "certainly" : aws.includes("*") ? "perhaps" : "none";
    }
    // An account stands for its users and roles; the reader is a role that isn't there yet.
    const isAccount = (id: string) => /^(arn:[^:]*:iam::)?\d{12}(:root)?$/.test(id);
    return aws.includes("*") ? "certainly" : aws.some(isAccount) ? "perhaps" : "none";
}

/** Whether a condition is never met by a party: it uses TLS 1.2 or later, and the trail is a service of AWS's. */
function isNeverMet(operator: string, key: string, values: readonly string[], party: Party): boolean {
    switch (`${operator.replace(/^ForAnyValue:|IfExists$/g, "")} ${key}`.toLowerCase()) {
        case "bool aws:securetransport":
            return values.every((value) => value === "false");
        case "numericlessthan s3:tlsversion":
            return values.every((value) => Number(value) <= 1.2);
        case "bool aws:principalisawsservice":
            return party === Party.Trail && values.every((value) => value === "false");
        case "stringnotequals aws:principalservicename":
            return party === Party.Trail && values.includes(cloudTrailService);
        default:
            return false;
    }
}

function ofConditions({ Condition }: ForeignStatement, party: Party): Extent {
    const conditions = Object.entries((Condition ?? {}) as Record<string, object>).flatMap(([operator, keys]) =>
        Object.entries(keys ?? {}).map(([key, values]) => ({ operator, key, values: texts(values) })),
    );
    if (conditions.some(({ operator, key, values }) => isNeverMet(operator, key, values, party))) {
        return "none";
    }
    return conditions.length > 0 ? "perhaps" : "certainly";
}

/**
 * The statements of a bucket policy that deny a party what it needs, or may do so. Sources: "Policy evaluation logic", by
 * which one explicit denial outweighs every permission; "AWS JSON policy elements: NotPrincipal" (IAM User Guide).
 */
export function denialsOf(policy: ForeignPolicy, bucketName: string, party: Party): Denial[] {
    return (policy.Statement as ForeignStatement[]).flatMap((statement, index) => {
        if (statement.Effect !== "Deny") {
            return [];
        }
        const extents = needs[party](bucketName).map(([action, resource]) =>
            least(
                ofActions(statement, action),
                ofResources(statement, resource),
                ofPrincipals(statement, party),
                ofConditions(statement, party),
            ),
        );
        return extents.every((extent) => extent === "none")
            ? []
            : [{ statement: nameOfStatement(statement, index), isCertain: extents.includes("certainly") }];
    });
}
