import type { Statement } from "../../components/iam/document";

/** What a policy gives as one value or as several. */
export function asList<T>(value: T | T[] | undefined): T[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

const operatorsInWords: Readonly<Record<string, string>> = {
    StringEquals: "is",
    StringLike: "is like",
    ArnLike: "is like",
    IpAddress: "is in",
    Bool: "is",
};

/** A statement's conditions, each in words. */
export function conditionsInWords(statement: Statement): string[] {
    return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
        Object.entries(keys).map(
            ([key, values]) => `${key} ${operatorsInWords[operator] ?? operator} ${asList(values).join(" or ")}`,
        ),
    );
}
