/** Values of the shapes that providers give, the same in every run. */
import { createHash } from "node:crypto";
import type { Properties } from "./cloud";

/** 64 hexadecimal digits that differ by the text. */
export function digest(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

/** Text that differs by `seed`, is the same in every run, and has the characters of an AWS identifier. */
export function sample(seed: string, length: number): string {
    return digest(seed).toUpperCase().slice(0, length);
}

/** A UUID that differs by `seed`. */
export function uuid(seed: string): string {
    return digest(seed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
}

/** Where a resource is made. */
export interface Surroundings {
    partition: string;
    region: string;
    accountId: string;
}

/** Makes a resource: its ID, and the properties that a provider would compute. */
export type Creator = (inputs: Properties, name: string, at: Surroundings) => { id: string; state: Properties };

/** The physical name: the one given, or one as Pulumi generates it. */
export function physicalName(inputs: Properties, name: string, property = "name"): string {
    return (inputs[property] as string | undefined) ?? `${name}-${digest(name).slice(0, 7)}`;
}
