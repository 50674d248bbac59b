import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { type Option, type ResourceReference, Status, type Verdict } from "./control";
import { type Check, type Evidence, together } from "./evidence";
import type { Stack } from "./stack";

/** Text, or what makes it of the resources that are asked of. */
type Text = string | ((resources: readonly Registration[], stack: Stack) => string);

/** A configuration that leaves something out. */
interface ByOption {
    /** Whether a configuration asks for it; where it does, there is no excuse. */
    isChosen(configuration: Properties): boolean;
    /** What a configuration has to say for it. */
    options(configuration: Properties): Option[];
    /** Why it is left to a choice, and what it brings. */
    reason: Text;
}

/** A reason not to meet something. */
interface ByException {
    /** What stands in for it. Without this evidence there is no exception. */
    standsIn: Check;
    reason: Text;
    /** What a configuration could say to add to it. Default: nothing. */
    additions?(configuration: Properties): Option[];
}

/** What somebody else has to answer for. */
export interface Elsewhere {
    reason: string;
    options?: Option[];
    command?: string;
}

interface Requirement {
    /** The resources that it is asked of. */
    of(stack: Stack): Registration[];
    /** What has to hold in any configuration. Default: nothing besides `holds`. */
    always?: Check;
    holds: Check;
    /** What was found where it holds. */
    met: Text;
    option?: ByOption;
    exception?: ByException;
    /** Who answers where the stack makes no such resource but uses one. */
    owner?(stack: Stack): Elsewhere | undefined;
}

function references(resources: readonly Registration[]): ResourceReference[] {
    return resources.map(({ type, name }) => ({ type, name }));
}

function said(text: Text, resources: readonly Registration[], stack: Stack): string {
    return typeof text === "string" ? text : text(resources, stack);
}

function unmet(contradiction: string, resources: readonly Registration[]): Verdict {
    return {
        status: Status.Unmet,
        reason: `The resources contradict it: ${contradiction}.`,
        resources: references(resources),
        options: [],
    };
}

function answeredElsewhere({ options = [], ...answer }: Elsewhere): Verdict {
    return { status: Status.Elsewhere, ...answer, resources: [], options };
}

/** The options of the first resource: those of one stack seldom differ. */
function optionsFor(
    [resource]: readonly Registration[],
    stack: Stack,
    options: (configuration: Properties) => Option[] = () => [],
): Option[] {
    return options(resource ? stack.configurationOf(resource) : {});
}

function look(check: Check, resources: readonly Registration[], stack: Stack): Evidence {
    return together(resources.map((resource) => check(resource, stack)));
}

function excepted(
    { standsIn, reason, additions }: ByException,
    failing: readonly Registration[],
    stack: Stack,
): Verdict {
    const instead = look(standsIn, failing, stack);
    return typeof instead === "string"
        ? unmet(`nothing stands in for it, as ${instead}`, failing)
        : {
              status: Status.Exception,
              reason: said(reason, failing, stack),
              resources: references(instead),
              options: optionsFor(failing, stack, additions),
          };
}

/** Excepts every resource from what none of its kind can meet. */
export function neverMet(of: Requirement["of"], exception: ByException): (stack: Stack) => Verdict | undefined {
    return (stack) => {
        const asked = of(stack);
        return asked.length ? excepted(exception, asked, stack) : undefined;
    };
}

/** Judges every resource that a requirement is asked of. */
export function judged(requirement: Requirement): (stack: Stack) => Verdict | undefined {
    const { option, exception } = requirement;
    return (stack) => {
        const asked = requirement.of(stack);
        if (asked.length === 0) {
            const answer = requirement.owner?.(stack);
            return answer && answeredElsewhere(answer);
        }
        const always = look(requirement.always ?? (() => []), asked, stack);
        const evidence = look(requirement.holds, asked, stack);
        if (typeof always === "string") {
            return unmet(always, asked);
        }
        if (typeof evidence !== "string") {
            return {
                status: Status.Met,
                reason: said(requirement.met, asked, stack),
                resources: references(evidence),
                options: [],
            };
        }
        const failing = asked.filter((resource) => typeof requirement.holds(resource, stack) === "string");
        if (option && !failing.some((resource) => option.isChosen(stack.configurationOf(resource)))) {
            return {
                status: Status.Optional,
                reason: said(option.reason, failing, stack),
                resources: references(failing),
                options: optionsFor(failing, stack, option.options),
            };
        }
        return exception ? excepted(exception, failing, stack) : unmet(evidence, failing);
    };
}

/** Leaves to others what only the account shows: nothing where the stack has no such resource. */
export function leftTo(
    of: (stack: Stack) => Registration[],
    answer: (resources: readonly Registration[], stack: Stack) => Elsewhere,
): (stack: Stack) => Verdict | undefined {
    return (stack) => {
        const resources = of(stack);
        return resources.length ? answeredElsewhere(answer(resources, stack)) : undefined;
    };
}

/** What contradicts in resources of a kind, where anything does; else what is found without them. */
export function unlessContradicted(
    of: Requirement["of"],
    holds: Check,
    otherwise: (stack: Stack) => Verdict | undefined,
): (stack: Stack) => Verdict | undefined {
    return (stack) => {
        const failing = of(stack).filter((resource) => typeof holds(resource, stack) === "string");
        const evidence = look(holds, failing, stack);
        return typeof evidence === "string" ? unmet(evidence, failing) : otherwise(stack);
    };
}
