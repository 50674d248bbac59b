/** The access review of a program: who outside the account gets in, and everything that a reviewer asks about it. */
import { type Addition, additionsOf } from "../rehearsal/additions";
import { sampleAccountId } from "../rehearsal/aws";
import type { ProgramRun, Registration } from "../rehearsal/engine";
import type { Note } from "../rehearsal/notes";
import { type BornPolicy, policiesOf } from "../rehearsal/policies";
import { onlyAccountOf, type Program } from "../rehearsal/program";
import { labelOf } from "../rehearsal/registrations";
import { notesOf } from "../rehearsal/report";
import { findingsOf } from "./controls";
import type { Finding } from "./controls/control";
import { type Costs, costsOf } from "./costs/costs";
import { type AccessLevels, accessLevelsOf } from "./identities/accessLevels";
import { type Identity, identitiesOf } from "./identities/identities";
import { type Flow, flowsOf } from "./outsiders/flows";
import { type Other, othersOf } from "./outsiders/others";
import { type Overridden, overriddenIn } from "./outsiders/overridden";
import { untriedIn } from "./outsiders/tried";
import { besideComponents, unreadIn } from "./outsiders/unread";
import { type Graph, graphOf } from "./picture/graph";
import { policiesDigest, type Refused, readRefused } from "./refused";

/** A key of the stack's configuration, and its value. */
interface Setting {
    key: string;
    value: string;
}

/** One of Microsoft's identities, with the number of actions that it and Microsoft's instructions come to. */
export interface ReviewedIdentity extends Identity {
    /** What its policies grant. */
    levels: AccessLevels;
    /** What Microsoft's instructions would have granted. */
    levelsOfMicrosoft: AccessLevels;
}

/** What was tried in simulation. */
export interface Refusals extends Refused {
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
    /** What the stack's own file says; everything else has its default. */
    configuration: Setting[];
    identities: ReviewedIdentity[];
    picture: Graph;
    /** Whoever outside the account gets in besides. With today's program nobody. */
    others: Other[];
    /** What grants something in a form that the review can't read. With today's program nothing. */
    unread: string[];
    /** The arguments that the program gives in place of what its configuration says. With today's program none. */
    overridden: Overridden[];
    /** What resources send where. */
    flows: Flow[];
    /** The policy documents of the program's own resources. */
    policies: BornPolicy[];
    /** The resources that stand beside trailconnect's components. */
    beside: string[];
    /** What the owners of existing resources have to add. */
    additions: Addition[];
    notes: Note[];
    refusals: Refusals;
    controls: Finding[];
    costs: Costs;
}

/** The stack's own settings of the program, and the provider's that bear on where it runs. Credentials are none. */
function settingsOf({ project, configuration, stackKeys }: Program): Setting[] {
    return stackKeys
        .filter((key) => key.startsWith(`${project}:`) || ["aws:region", "aws:allowedAccountIds"].includes(key))
        .flatMap((key) => {
            const value = configuration.values[key];
            return value === undefined ? [] : [{ key, value }];
        });
}

/** Whether a resource is of a bucket that isn't for trailconnect's logs: the controls ask of the log bucket alone. */
function isOtherBucket(registration: Registration, beside: readonly Registration[]): boolean {
    const buckets = beside.filter(({ type }) => type === "aws:s3/bucket:Bucket").map(({ state }) => state.bucket);
    return registration.type.startsWith("aws:s3/") && buckets.includes(registration.state.bucket);
}

async function reviewed(identity: Identity): Promise<ReviewedIdentity> {
    const permissions = (documents: Identity["documents"]) => documents.filter(({ isTrust }) => !isTrust);
    return {
        ...identity,
        levels: await accessLevelsOf(permissions(identity.documents)),
        levelsOfMicrosoft: await accessLevelsOf(permissions(identity.microsoft.documents)),
    };
}

/**
 * Reviews a program by what it registered.
 *
 * @param eventsPerDay management events a day, a whole number from 1, for the costs
 * @throws RangeError if it is none
 */
export async function reviewOf(program: Program, run: ProgramRun, eventsPerDay: number): Promise<Review> {
    const { registrations, outputs } = run;
    const account = onlyAccountOf(program);
    const accountId = account ?? sampleAccountId;
    const identities = await Promise.all(identitiesOf(registrations).map(reviewed));
    const refused = readRefused();
    const beside = besideComponents(registrations);
    const region = String(program.configuration.values["aws:region"] ?? outputs.region);
    return {
        project: program.project,
        stack: program.stack,
        accountId,
        isSampleAccount: account === undefined,
        region,
        configuration: settingsOf(program),
        identities,
        picture: graphOf(registrations, identities, accountId),
        others: othersOf(registrations, identities, accountId),
        unread: unreadIn(registrations),
        overridden: overriddenIn(registrations, program),
        flows: flowsOf(registrations),
        policies: policiesOf(registrations),
        beside: beside.map(labelOf),
        additions: additionsOf(outputs),
        notes: notesOf(run, accountId),
        refusals: {
            ...refused,
            isOfThisSource: refused.policies === policiesDigest(),
            untried: untriedIn(registrations, beside, { region, accountId }),
        },
        controls: findingsOf(registrations.filter((registration) => !isOtherBucket(registration, beside))),
        costs: costsOf(registrations, eventsPerDay),
    };
}
