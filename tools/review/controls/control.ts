import type { Registration } from "../../rehearsal/engine";
import type { EvidenceIn } from "./evidence";
import type { Option, Settings } from "./options";
import type { RegisteredStack } from "./registeredStack";
import type { ControlId } from "./standards";

/** How a stack stands to a control. */
export enum Status {
    /** Its resources show it. */
    Met = "met",
    /** Its configuration leaves it out; the options would bring it. */
    Optional = "optional",
    /** It can't or shouldn't be met. The reason says why, and what stands in for it. */
    Exception = "exception",
    /** It asks about something that this program doesn't manage: an existing resource, or the account. */
    Elsewhere = "elsewhere",
    /** Its resources contradict it, and neither an option nor an exception explains that. */
    Unmet = "unmet",
}

/** A resource of the program, by its type and its name there. */
export interface ResourceReference {
    type: string;
    name: string;
}

/** What was found of a control in a stack. */
export interface Judgement {
    status: Status;
    /** One to three sentences. */
    reason: string;
    /**
     * What shows it; what contradicts it, where it is unmet; what it asks about, where an option meets it. None where it
     * is elsewhere: no resource of the program shows that.
     */
    resources: ResourceReference[];
    /** What meets it (optional), or what the operator sets (elsewhere). */
    options: Option[];
    /** Shows how it stands in the account, where the program can't. */
    command?: string;
}

/** A control, and how a stack stands to it. */
export interface Finding extends Judgement {
    title: string;
    ids: ControlId[];
}

/** What a standard asks, and how a stack is judged by it. A stack without such resources is not asked. */
export interface Control {
    /** In plain words. */
    title: string;
    /** Whoever asks the same, with spaces between the ids. */
    ids: string;
    /** The resources that it asks about. */
    of(stack: RegisteredStack): Registration[];
    /** What meets it. Default: nothing does, as the program makes nothing of the kind. */
    holds?: EvidenceIn;
    /** What is said where `holds` does. */
    met?: string;
    /** A configuration that leaves it out. */
    option?: {
        /** What a configuration has to say for it. */
        offers(settings: Settings): [Option, ...Option[]];
        /** Whether the first option's present value asks for it; where it does, there is no excuse. */
        isChosen(present: unknown): boolean;
        /** Why it is left to a choice, and what it brings. */
        reason: string;
    };
    /** A reason not to meet it. */
    exception?: {
        /** What stands in for it. Without this evidence there is no exception. */
        standsIn: EvidenceIn;
        /** In words; where it depends on the resources, by those that don't meet it. */
        reason: string | ((failing: readonly Registration[]) => string);
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
    /** Who answers those controls whose resources the stack uses and doesn't make. Default: nobody, so they are not asked. */
    existing?(stack: RegisteredStack): Unmanaged | undefined;
}
