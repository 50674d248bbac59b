/** The access review of a program: who outside the account has access, and what a reviewer asks about that. */
import { accessesOf } from "../registered/accesses";
import { policiesIn } from "../registered/documents";
import { labelOf, ofType, parentOf, type Resource } from "../registered/resources";
import { unreadIn } from "../registered/unread";
import { type Addition, additionsOf } from "../rehearsal/additions";
import { sampleAccountId } from "../rehearsal/aws";
import type { ProgramRun } from "../rehearsal/engine";
import type { Note } from "../rehearsal/notes";
import { onlyAccountOf, type Program } from "../rehearsal/program";
import { notesOf } from "../rehearsal/report";
import { masked } from "../rehearsal/secrets";
import { findingsOf } from "./controls";
import type { Finding } from "./controls/control";
import { type Costs, costsOf } from "./costs/costs";
import { type MicrosoftIdentity, microsoftIdentitiesOf } from "./identities/microsoftIdentities";
import { type Flow, flowsOf } from "./outsiders/flows";
import { untriedIn } from "./outsiders/simulationCoverage";
import { type UnexpectedPrincipal, unexpectedPrincipals } from "./outsiders/unexpectedPrincipals";
import { type Graph, graphOf } from "./picture/graph";
import { policiesDigest, type Refused, readRefused } from "./refused";

/** What was tried in simulation. */
interface Refusals extends Refused {
    /** Whether it was tried on the policies as the present source writes them. */
    isOfThisSource: boolean;
    /** The stack's documents that were not tried, by type and name of their resources. */
    untried: string[];
}

/** Everything that the review says. */
export interface Review {
    project: string;
    stack: string;
    /** The account; a sample if the stack names none. */
    accountId: string;
    isSampleAccount: boolean;
    region: string;
    /** What the program gives to its connections, each value as JSON. */
    arguments: { connection: string; argument: string; value: string }[];
    identities: MicrosoftIdentity[];
    picture: Graph;
    /** Others outside the account that have access. None with today's program. */
    unexpected: UnexpectedPrincipal[];
    /** Grants in a form that isn't read. None with today's program. */
    unread: string[];
    /** What resources send where. */
    flows: Flow[];
    /** The policy documents of the program's own resources. */
    policies: ReturnType<typeof policiesIn>;
    /** The resources outside trailconnect's components. */
    beside: string[];
    /** What the owners of existing resources have to add. */
    additions: Addition[];
    notes: Note[];
    refusals: Refusals;
    controls: Finding[];
    costs: Costs;
}

function argumentsOf({ registrations }: ProgramRun): Review["arguments"] {
    return ofType(registrations, "trailconnect:index:CloudTrailConnection").flatMap(({ name, inputs, secrets }) =>
        Object.entries(masked(inputs, secrets)).map(([argument, value]) => ({
            connection: name,
            argument,
            value: JSON.stringify(value),
        })),
    );
}

/** The resources outside trailconnect's components. */
export function besideComponents<R extends Resource>(resources: readonly R[]): R[] {
    const isWithin = (resource: Resource): boolean => {
        const parent = parentOf(resources, resource);
        return parent !== undefined && (parent.type.startsWith("trailconnect:") || isWithin(parent));
    };
    return resources.filter(
        (resource) => resource.custom && !resource.type.startsWith("pulumi:") && !isWithin(resource),
    );
}

/** Whether a resource is of a bucket that isn't for trailconnect's logs: the controls ask of the log bucket alone. */
function isOfOtherBucket({ type, state }: Resource, beside: readonly Resource[]): boolean {
    const buckets = ofType(beside, "aws:s3/bucket:Bucket").map((bucket) => bucket.state.bucket);
    return type.startsWith("aws:s3/") && buckets.includes(state.bucket);
}

/**
 * Reviews a program by what it registered.
 *
 * @param eventsPerDay management events a day, a whole number from 1, for the costs
 */
export async function reviewOf(program: Program, run: ProgramRun, eventsPerDay: number): Promise<Review> {
    const { registrations, outputs } = run;
    const account = onlyAccountOf(program);
    const accountId = account ?? sampleAccountId;
    const identities = await microsoftIdentitiesOf(registrations);
    const accesses = accessesOf(registrations, accountId);
    const refused = readRefused();
    const beside = besideComponents(registrations);
    const region = String(program.configuration.values["aws:region"] ?? outputs.region);
    return {
        project: program.project,
        stack: program.stack,
        accountId,
        isSampleAccount: account === undefined,
        region,
        arguments: argumentsOf(run),
        identities,
        picture: graphOf(accesses, identities, registrations),
        unexpected: unexpectedPrincipals(accesses, identities, registrations, accountId),
        unread: unreadIn(registrations),
        flows: flowsOf(registrations),
        policies: policiesIn(registrations),
        beside: beside.map(labelOf),
        additions: additionsOf(outputs),
        notes: notesOf(run, accountId),
        refusals: {
            ...refused,
            isOfThisSource: refused.policies === policiesDigest(),
            untried: untriedIn(registrations, beside, { region, accountId }),
        },
        controls: findingsOf(registrations.filter((registration) => !isOfOtherBucket(registration, beside))),
        costs: costsOf(registrations, eventsPerDay),
    };
}
