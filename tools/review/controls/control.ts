import type { Registration } from "../../rehearsal/engine";
import type { EvidenceIn } from "./evidence";
import type { Option, Settings } from "./options";
import type { RegisteredStack } from "./registeredStack";
import type { ControlId } from "./standards";

/** The result of a control for a stack. */
export enum Status {
    /** Its resources show it. */
    Met = "met",
    /** Its configuration leaves it out; the options would meet it. */
    Optional = "optional",
    /** It can't or shouldn't be met. The reason says why, and what compensates for it. */
    Exception = "exception",
    /** It asks about something that this program doesn't manage: an existing resource, or the account. */
    Elsewhere = "elsewhere",
    /** Its resources contradict it, and neither an option nor an exception explains that. */
    Unmet = "unmet",
}

/** The result of a control. */
export interface Judgement {
    status: Status;
    /** One to three sentences. */
    reason: string;
    /** The resources that show it; that contradict it (unmet); that an option would change (optional). Empty if elsewhere. */
    resources: Pick<Registration, "type" | "name">[];
    /** What meets it (optional), or what the operator sets (elsewhere). */
    options: Option[];
    /** Shows the state in the account, where the program can't. */
    command?: string;
}

/** A control and its result for a stack. */
export interface Finding extends Judgement {
    title: string;
    ids: ControlId[];
}

/** What standards require, and how to evaluate it. It doesn't apply to a stack without such resources. */
export interface Control {
    /** In plain words. */
    title: string;
    /** The ids of every standard's control that requires this, separated by spaces. */
    ids: string;
    /** The resources that it applies to. */
    of(stack: RegisteredStack): Registration[];
    /** What meets it. Default: nothing, because the program creates nothing of the kind. */
    holds?: EvidenceIn;
    /** The reason to show when it is met. */
    met?: string;
    /** A configuration that leaves it out. */
    option?: {
        /** The settings that would meet it. */
        offers(settings: Settings): [Option, ...Option[]];
        /** Whether the present value of the first option's key asks for it. If so, it is no longer optional. */
        isChosen(present: unknown): boolean;
        /** Why it is optional, and what it does. */
        reason: string;
    };
    /** A reason not to meet it. */
    exception?: {
        /** What compensates for it. Without this evidence, there is no exception. */
        standsIn: EvidenceIn;
        reason: string;
    };
}

/** Something that this program doesn't manage. */
export interface Unmanaged {
    title: string;
    reason: string;
    options?: Option[];
    command: string;
}

/** Controls of one kind of resource. */
export interface ControlGroup {
    controls: readonly Control[];
    /** Who is responsible for controls whose resources the stack uses but doesn't create. Default: they don't apply. */
    existing?(stack: RegisteredStack): Unmanaged | undefined;
}
