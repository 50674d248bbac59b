import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One class of outsiders, at one kind of policy document. */
interface Refusal {
    /** The kind of document, in plain words. */
    document: string;
    /** Who asked, or how, in plain words. */
    outsider: string;
    tried: number;
    refused: number;
}

/** The requests from outsiders that were simulated, and the results; stored in refused.json. */
export interface Refused {
    /** The simulator that answered, and its version. */
    simulator: string;
    /** The catalogue of AWS's actions, and its version. */
    catalogue: string;
    /** `policiesDigest()` of the sources whose policies were tried. */
    policies: string;
    /** A digest of the sources that asked: another suite may find something else. */
    suite: string;
    /** How many configurations were built. */
    configurations: number;
    /** The policy documents that they write, and how many of them differ. */
    documents: { written: number; distinct: number };
    refusals: Refusal[];
    /** How many requests each kind of document admitted, as it has to. */
    permitted: { document: string; requests: number }[];
    /** How many weaknesses were planted in each kind of document, and how many of them the same requests showed. */
    mutations: { document: string; planted: number; caught: number }[];
}

/** Where the figures are. */
export const refusedFile = path.join(__dirname, "refused.json");

/**
 * The figures of the last run of `npm run adversary` that was kept. They are of the present sources where `policies` is
 * `policiesDigest()`.
 */
export function readRefused(): Refused {
    return JSON.parse(readFileSync(refusedFile, "utf8")) as Refused;
}

const components = path.join(__dirname, "..", "..", "components");

/** The sources that policy documents are made from, by their names in `components/`, in order. */
export function sourcesOfPolicies(): { name: string; content: string }[] {
    return readdirSync(components, { recursive: true, encoding: "utf8" })
        .filter((name) => /^facts\/\w+\.ts$|^iam\/(document|sender)\.ts$|^\w+\/\w+Policy\.ts$/.test(name))
        .sort()
        .map((name) => ({ name, content: readFileSync(path.join(components, name), "utf8") }));
}

/** A digest of named texts in their order, however their lines end. */
export function digestOf(sources: readonly { name: string; content: string }[]): string {
    const digest = createHash("sha256");
    for (const { name, content } of sources) {
        digest.update(`${name}\0${content.replace(/\r\n/g, "\n")}\0`);
    }
    return `sha256:${digest.digest("hex")}`;
}

/** A digest of the sources that policy documents are made from: each `…Policy.ts`, what they share in `iam/`, and `facts/`. */
export function policiesDigest(): string {
    return digestOf(sourcesOfPolicies());
}
