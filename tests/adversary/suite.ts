/**
 * The adversary suite: every policy document of every configuration against requests from each class of outsider, and
 * against weaknesses that are planted in it.
 */
import type { PolicyDocument, Statement } from "../../components/iam/document";
import { policiesDigest, type Refused } from "../../tools/review/refused";
import type { AwsRequest } from "../support/simulate";
import { decide } from "../support/simulate";
import { withSharedCollators } from "./collators";
import { answering, suiteDigest } from "./digest";
import { lists, onEverything } from "./documents/identity";
import { type Configuration, type Dimensions, matrix } from "./matrix";
import { type Mutant, mutantsOf, shapeOf } from "./mutations";
import { catalogueRequests } from "./sweep";
import { type Attempt, decideAttempt, type Trial } from "./trial";
import { kinds, type Written, writtenBy } from "./written";

/** What a run found. */
export interface Findings {
    refused: Refused;
    /** The dimensions of every configuration. */
    dimensions: Dimensions[];
    /** How many combinations the program refuses. */
    refusedConfigurations: number;
    /** The planted weaknesses that no request showed. */
    survivors: string[];
}

/** A document, and the first configuration that writes it. */
interface Distinct extends Written {
    configuration: Configuration;
}

function inWords({ connectors, encryption, organization, existing, region, cloud }: Dimensions): string {
    return `connectors ${connectors}; encryption ${encryption}; organization ${organization}; existing ${existing}; ${region}; Azure ${cloud}`;
}

/** The end of a run: somebody got what is not theirs, or not what is. */
function failure(what: string, { kind, configuration }: Distinct, request: AwsRequest): Error {
    return new Error(
        [
            what,
            `  document:      ${kind}`,
            `  configuration: ${inWords(configuration.dimensions)}`,
            `  request:       ${JSON.stringify(request)}`,
        ].join("\n"),
    );
}

/** Builds them all. The same document in the same world is kept once. */
async function distinctDocuments(configurations: readonly Configuration[]) {
    const distinct = new Map<string, Distinct>();
    let written = 0;
    for (const configuration of configurations) {
        for (const one of await writtenBy(configuration)) {
            written += 1;
            const key = JSON.stringify([one.kind, one.document, one.world]);
            if (!distinct.has(key)) {
                distinct.set(key, { ...one, configuration });
            }
        }
    }
    return { written, distinct: [...distinct.values()] };
}

/** Counts by kind of document, and by something else. */
class Counts {
    private readonly counts = new Map<string, Map<string, number>>();

    add(kind: string, what: string, count = 1): void {
        const ofKind = this.counts.get(kind) ?? new Map<string, number>();
        this.counts.set(kind, ofKind.set(what, (ofKind.get(what) ?? 0) + count));
    }

    of(kind: string): [what: string, count: number][] {
        return [...(this.counts.get(kind) ?? [])];
    }
}

/** Tries everything on one document. */
async function tryDocument(one: Distinct, trial: Trial, tried: Counts, permitted: Counts): Promise<void> {
    for (const request of trial.permitted) {
        if ((await decide(trial.attach(request, one.document))) !== "Allowed") {
            throw failure("Refused, and has to be permitted.", one, request);
        }
        permitted.add(one.kind, "requests");
    }
    for (const attempt of trial.attempts) {
        if ((await decideAttempt(trial, one.document, attempt)) === "Allowed") {
            throw failure(`Got through: ${attempt.outsider}.`, one, attempt.request);
        }
        tried.add(one.kind, attempt.outsider);
    }
}

/** Asks an identity policy for every action of AWS's, on every resource. */
async function sweep(
    one: Distinct,
    trial: Trial,
    opened: PolicyDocument,
    requests: Awaited<ReturnType<typeof catalogueRequests>>,
    tried: Counts,
    permitted: Counts,
): Promise<void> {
    for (const { request, writes } of requests) {
        const isListed = lists(trial.listed ?? [], request.action);
        const isAllowed = (await decide(trial.attach(request, opened))) === "Allowed";
        if (isListed && !isAllowed) {
            throw failure("Refused, and has to be permitted.", one, request);
        }
        const outsider = writes
            ? "every write action of AWS's catalogue"
            : "every read action of AWS's catalogue that it doesn't list";
        if (!isListed && isAllowed) {
            throw failure(`Got through: ${outsider}.`, one, request);
        }
        if (isListed) {
            permitted.add(one.kind, "requests");
        } else {
            tried.add(one.kind, outsider);
        }
    }
}

function asList<T>(value: T | T[]): T[] {
    return Array.isArray(value) ? value : [value];
}

/** A statement has no say on an action that it doesn't list: what such a mutant answers was tried on the document. */
function concerns(statements: readonly Statement[], action: string): boolean {
    return statements.some(({ Action }) => lists(asList(Action), action));
}

/** Asks mutants, those first who caught the last one of the same kind. */
class Hunters {
    private readonly lastCatches = new Map<string, string>();
    private readonly byClass = new Map<string, Attempt[]>();

    constructor(private readonly trial: Trial) {
        for (const attempt of trial.attempts) {
            const alike = this.byClass.get(attempt.outsider) ?? [];
            this.byClass.set(attempt.outsider, alike);
            alike.push(attempt);
        }
    }

    /** Whether an outsider gets through where it admits more, and somebody is shut out where it admits less. */
    async catch(mutant: Mutant): Promise<boolean> {
        if (!mutant.admitsMore) {
            return this.isShutOut(mutant);
        }
        const last = this.lastCatches.get(mutant.part);
        const others = [...this.byClass.keys()].filter((name) => name !== last);
        for (const name of last === undefined ? others : [last, ...others]) {
            if (await this.getsThrough(mutant, name)) {
                this.lastCatches.set(mutant.part, name);
                return true;
            }
        }
        return false;
    }

    private async getsThrough(mutant: Mutant, name: string): Promise<boolean> {
        for (const attempt of this.byClass.get(name) ?? []) {
            if (
                concerns(mutant.statements, attempt.request.action) &&
                (await decideAttempt(this.trial, mutant.document, attempt)) === "Allowed"
            ) {
                return true;
            }
        }
        return false;
    }

    private async isShutOut(mutant: Mutant): Promise<boolean> {
        for (const request of this.trial.permitted) {
            if (
                concerns(mutant.statements, request.action) &&
                (await decide(this.trial.attach(request, mutant.document))) !== "Allowed"
            ) {
                return true;
            }
        }
        return false;
    }
}

/** Runs the suite. @throws Error on the first request that gets what is not its own */
export function runSuite(): Promise<Findings> {
    return withSharedCollators(tryEverything);
}

async function tryEverything(): Promise<Findings> {
    const { configurations, refused } = matrix();
    const { written, distinct } = await distinctDocuments(configurations);
    const requests = await catalogueRequests();
    const [tried, permitted, planted, caught] = [new Counts(), new Counts(), new Counts(), new Counts()];
    const survivors: string[] = [];
    const shapes = new Set<string>();
    const swept = new Set<string>();
    for (const one of distinct) {
        const { kind, document, configuration } = one;
        const trial = await one.trial();
        await tryDocument(one, trial, tried, permitted);

        if (trial.listed) {
            const opened = onEverything(document);
            const form = JSON.stringify([kind, opened]);
            if (!swept.has(form)) {
                swept.add(form);
                await sweep(one, trial, opened, requests, tried, permitted);
            }
        }

        const shape = JSON.stringify([kind, shapeOf(document)]);
        if (!shapes.has(shape)) {
            shapes.add(shape);
            const hunters = new Hunters(trial);
            for (const mutant of mutantsOf(document, trial.bearer)) {
                planted.add(kind, "mutants");
                if (await hunters.catch(mutant)) {
                    caught.add(kind, "mutants");
                } else {
                    survivors.push(`${kind}: ${mutant.what} (${inWords(configuration.dimensions)})`);
                }
            }
        }
    }
    const count = (counts: Counts, kind: string) => counts.of(kind)[0]?.[1] ?? 0;
    return {
        refused: {
            ...answering(),
            policies: policiesDigest(),
            suite: suiteDigest(),
            configurations: configurations.length,
            documents: { written, distinct: distinct.length },
            refusals: kinds.flatMap((document) =>
                tried.of(document).map(([outsider, times]) => ({ document, outsider, tried: times, refused: times })),
            ),
            permitted: kinds.map((document) => ({ document, requests: count(permitted, document) })),
            mutations: kinds.map((document) => ({
                document,
                planted: count(planted, document),
                caught: count(caught, document),
            })),
        },
        dimensions: configurations.map(({ dimensions }) => dimensions),
        refusedConfigurations: refused,
        survivors,
    };
}
