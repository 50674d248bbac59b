/** The kind of each of a connection's arguments, which programs without types don't have checked for them. */
import type * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

/** A string, a number or a boolean, with an example. */
interface Scalar<Kind extends "string" | "number" | "boolean"> {
    kind: Kind;
    example: unknown;
}

interface List<Items> {
    kind: "list";
    items: Items;
    example: unknown;
}

interface Group<Properties> {
    kind: "object";
    properties: Properties;
}

/** What an argument is, with an example of it. */
export type Kind = Scalar<"string" | "number" | "boolean"> | List<Kind> | Group<Readonly<Record<string, Kind>>>;

/** The kind that a type of an argument is, so that the compiler compares the table with the arguments. */
type KindOf<Type> = [Type] extends [string]
    ? Scalar<"string">
    : [Type] extends [number]
      ? Scalar<"number">
      : [Type] extends [boolean]
        ? Scalar<"boolean">
        : [Type] extends [readonly (infer Item)[]]
          ? List<KindOf<Item>>
          : Group<{ [Name in keyof Type]-?: KindOf<NonNullable<Type[Name]>> }>;

/** The kinds of a connection's arguments. The compiler compares them with the arguments. */
export type Kinds = Omit<KindOf<pulumi.Unwrap<CloudTrailConnectionArgs>>["properties"], "tags">;
