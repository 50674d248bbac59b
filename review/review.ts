/** The access review of a program: who outside the account gets in, and everything that a reviewer asks about it. */
import { type Addition, additionsOf } from "../rehearsal/additions";
import { sampleAccountId } from "../rehearsal/aws";
import type { ProgramRun } from "../rehearsal/engine";
import type { Note } from "../rehearsal/notes";
import { type OutsideAccess, outsideAccess } from "../rehearsal/outsideAccess";
import { onlyAccountOf, type Program } from "../rehearsal/program";
import { notesOf } from "../rehearsal/report";
import { findingsOf } from "./controls";
import type { Finding } from "./controls/control";
import { type Costs, costsOf } from "./costs/costs";
import { type AccessLevels, accessLevelsOf } from "./identities/accessLevels";
import { type Identity, identitiesOf } from "./identities/identities";
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
}

/** Everything that the review says. */
export interface Review {
    project: string;
    stack: string;
    /** The account; a sample if the stack names none. */
    accountId: string;
    isSampleAccount: boolean;
    region: string;
    /** What the stack file says beside the defaults. */
    configuration: Setting[];
    identities: ReviewedIdentity[];
    picture: Graph;
    /** Whoever outside the account gets in besides, and is no service of AWS's. With today's program nobody. */
    others: OutsideAccess[];
    /** What the owners of existing resources have to add. */
    additions: Addition[];
    notes: Note[];
    refusals: Refusals;
    controls: Finding[];
    costs: Costs;
}

/** The program's own settings, and the providers' that bear on where it runs. A provider's credentials are none. */
function settingsOf({ project, configuration }: Program): Setting[] {
    const ofProviders = ["aws:region", "aws:allowedAccountIds", "aws:forbiddenAccountIds", "aws:assumeRole"];
    return Object.entries(configuration.values)
        .filter(([key, value]) => value !== "" && (key.startsWith(`${project}:`) || ofProviders.includes(key)))
        .map(([key, value]) => ({ key, value }));
}

/** Grants to outsiders that are neither Microsoft's identities nor services of AWS's. */
function othersOf(accesses: readonly OutsideAccess[], identities: readonly Identity[]): OutsideAccess[] {
    return accesses.filter(
        ({ who, refused, resources }) =>
            !refused &&
            !/^(Whoever|AWS service) /.test(who) &&
            !identities.some(({ becomes }) => resources.includes(becomes)),
    );
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
    return {
        project: program.project,
        stack: program.stack,
        accountId,
        isSampleAccount: account === undefined,
        region: String(program.configuration.values["aws:region"] ?? outputs.region),
        configuration: settingsOf(program),
        identities,
        picture: graphOf(registrations, identities),
        others: othersOf(outsideAccess(registrations, accountId), identities),
        additions: additionsOf(outputs),
        notes: notesOf(run, accountId),
        refusals: { ...refused, isOfThisSource: refused.policies === policiesDigest() },
        controls: findingsOf(registrations),
        costs: costsOf(registrations, eventsPerDay),
    };
}
