import type { Registration } from "../../rehearsal/engine";
import { type Control, type Judgement, Status } from "./control";
import { type Evidence, type EvidenceIn, together } from "./evidence";
import type { Option } from "./options";
import type { RegisteredStack } from "./registeredStack";

function judgement(
    status: Status,
    reason: string,
    resources: readonly Registration[],
    options: Option[] = [],
): Judgement {
    // Resources that depend on nothing of each other are registered in any order.
    const inOrder = [...resources].sort((one, other) => one.name.localeCompare(other.name, "en"));
    return { status, reason, resources: inOrder.map(({ type, name }) => ({ type, name })), options };
}

function unmet(contradiction: string, resources: readonly Registration[]): Judgement {
    return judgement(Status.Unmet, `The resources contradict it: ${contradiction}.`, resources);
}

/** Evaluates a control for a stack; `undefined` if it doesn't apply. */
export function judge(control: Control, stack: RegisteredStack): Judgement | undefined {
    const { holds, met = "", option, exception } = control;
    const asked = control.of(stack);
    if (asked.length === 0) {
        return undefined;
    }
    const look = (evidence: EvidenceIn, resources: readonly Registration[]): Evidence =>
        together(resources.map((resource) => evidence(resource, stack)));

    const evidence = holds ? look(holds, asked) : "";
    if (typeof evidence !== "string") {
        return judgement(Status.Met, met, evidence);
    }
    const failing = holds ? asked.filter((resource) => typeof holds(resource, stack) === "string") : asked;
    const isChosen = (resource: Registration) => {
        const present = stack.settingsOf(resource);
        return option?.isChosen(present(option.offers(present)[0].key));
    };
    // One stack's resources seldom have different settings: the options are for the first.
    if (option && !failing.some(isChosen)) {
        return judgement(Status.Optional, option.reason, failing, option.offers(stack.settingsOf(failing[0])));
    }
    if (!exception) {
        return unmet(evidence, failing);
    }
    const instead = look(exception.standsIn, failing);
    if (typeof instead === "string") {
        return unmet(`nothing compensates for it, because ${instead}`, failing);
    }
    const { reason } = exception;
    return judgement(Status.Exception, typeof reason === "string" ? reason : reason(failing), instead);
}
