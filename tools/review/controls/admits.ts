/** Whether policy statements are sure to permit a request. What can't be read isn't sure. */
import type { Condition, ReadStatement } from "../../../components/iam/statements";
import { covers, coversAction } from "../../../components/iam/wildcards";
import { isOfPlainHttp } from "../../registered/plainHttp";
import { isWhole } from "./documents";

/** A request over TLS. */
export interface Request {
    action: string;
    /** The service that makes it; absent for the identity that the statements are attached to. */
    service?: string;
    /** Absent in a trust policy, whose statements name no resource. */
    resource?: string;
    /** On whose behalf the service makes it, if AWS tells. */
    source?: { arn: string; accountId: string };
}

/** Compares ARNs part by part, as IAM does; what has fewer parts than an ARN matches nothing. */
function coversArn(pattern: string, arn: string): boolean {
    const [wanted, given] = [pattern, arn].map((text) => {
        const parts = text.split(":");
        return parts.length < 6 ? [] : [...parts.slice(0, 5), parts.slice(5).join(":")];
    }) as [string[], string[]];
    return wanted.length > 0 && wanted.every((part, index) => covers(part, given[index] ?? ""));
}

/** Source: "IAM JSON policy elements: Condition operators". */
const operators: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
    StringEquals: (wanted, value) => wanted === value,
    StringLike: covers,
    ArnEquals: coversArn,
    ArnLike: coversArn,
};

function isMet({ operator, key, values }: Condition, { source }: Request): boolean {
    const known = new Map([
        ["aws:sourcearn", source?.arn],
        ["aws:sourceaccount", source?.accountId],
    ]);
    const value = known.get(key.toLowerCase());
    const compare = operators[operator];
    return value !== undefined && compare !== undefined && values.some((wanted) => compare(wanted, value));
}

const concerns = ({ actions }: ReadStatement, { action }: Request) =>
    actions.some((pattern) => coversAction(pattern, action));

function grants(statement: ReadStatement, request: Request): boolean {
    const { principals, resources, conditions } = statement;
    const { service, resource } = request;
    return (
        statement.effect === "Allow" &&
        isWhole(statement) &&
        concerns(statement, request) &&
        (service === undefined || principals.some(({ kind, id }) => kind === "service" && id === service)) &&
        (resource === undefined || resources.some((pattern) => covers(pattern, resource))) &&
        conditions.every((condition) => isMet(condition, request))
    );
}

/** A Deny counts whatever it asks for, except for plain HTTP or another action. */
function mayRefuse(statement: ReadStatement, request: Request): boolean {
    return (
        statement.effect !== "Allow" &&
        !(isWhole(statement) && (isOfPlainHttp(statement) || !concerns(statement, request)))
    );
}

/** Whether any of the statements grants a request by all of its conditions, and none may refuse it. */
export function admits(statements: readonly ReadStatement[], request: Request): boolean {
    return (
        statements.some((statement) => grants(statement, request)) &&
        !statements.some((statement) => mayRefuse(statement, request))
    );
}
