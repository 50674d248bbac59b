import type { Stack } from "./stack";

/** Who asks: a benchmark, or a scanner that looks at programs or accounts. */
export enum Standard {
    /** Ids and titles as the benchmark's version 5.0.0 numbers them. Source: Prowler's compliance file of it. */
    Cis = "CIS AWS Foundations Benchmark v5.0.0",
    /** Source: "AWS Foundational Security Best Practices standard in Security Hub CSPM". */
    Fsbp = "AWS Security Hub (FSBP)",
    /** Controls of Security Hub that are in its other standards only. Source: "Control reference for Security Hub CSPM". */
    SecurityHub = "AWS Security Hub (other standards)",
    /** Source: the checks of Prowler 5.46.0. */
    Prowler = "Prowler",
    /** Source: the checks of Checkov 3.3.30. */
    Checkov = "Checkov",
    /** Source: trivy-checks 1.10.0. */
    Trivy = "Trivy",
}

/** What a standard calls a control. */
export interface ControlId {
    standard: Standard;
    id: string;
}

/** A test of this repository. */
export interface TestReference {
    /** Relative to the repository. */
    file: string;
    /** Of an `it` or a `describe`, as it stands there. */
    title: string;
}

/** How a stack stands to a control. */
export enum Status {
    /** Its resources show it. */
    Met = "met",
    /** Its configuration leaves it out; the options would bring it. */
    Optional = "optional",
    /** It can't or shouldn't be met. The reason says why, and what stands in for it. */
    Exception = "exception",
    /** It asks of what is not the program's: an existing resource of somebody else's, or the account as it is used. */
    Elsewhere = "elsewhere",
    /** Its resources contradict it, and neither an option nor an exception explains that. */
    Unmet = "unmet",
}

/** A key of the configuration, and the value that counts. */
export interface Option {
    key: string;
    value: string | number | boolean | string[] | object[];
}

/** A resource of the program, by its type and its name there. */
export interface ResourceReference {
    type: string;
    name: string;
}

/** What was found of a control in a stack. */
export interface Verdict {
    status: Status;
    /** One to three sentences. */
    reason: string;
    /**
     * What shows it; what contradicts it, where it is unmet; what it asks of, where an option meets it. None where it is
     * elsewhere: what is not the program's, no resource of the program shows.
     */
    resources: ResourceReference[];
    /** What meets it (optional), what adds to what stands in for it (exception), what the operator turns (elsewhere). */
    options: Option[];
    /** Shows how it stands in the account, where the program can't. */
    command?: string;
}

/** What a standard asks. */
export interface Control {
    /** In plain words. */
    title: string;
    /** Whoever asks the same. */
    ids: ControlId[];
    /** What shows that the program does what is found where it is met or excepted; none where it never is. */
    tests: TestReference[];
    /** What shows what the options bring. Default: `tests`. */
    optionTests?: TestReference[];
    /** Judges a stack by what it registers; `undefined` where it has nothing that the control asks of. */
    judge(stack: Stack): Verdict | undefined;
}

/** A control, and how a stack stands to it. */
export interface Finding extends Verdict {
    title: string;
    ids: ControlId[];
    /** What shows that the program does what is found, or what the options bring; none where it is unmet or elsewhere. */
    tests: TestReference[];
}

const standards = {
    cis: Standard.Cis,
    fsbp: Standard.Fsbp,
    securityHub: Standard.SecurityHub,
    prowler: Standard.Prowler,
    checkov: Standard.Checkov,
    trivy: Standard.Trivy,
};

/** Ids by standard, as a list. */
export function ids(byStandard: Partial<Record<keyof typeof standards, string[]>>): ControlId[] {
    return Object.entries(standards).flatMap(([key, standard]) =>
        (byStandard[key as keyof typeof standards] ?? []).map((id) => ({ standard, id })),
    );
}

/** References to tests of the components, by file without its ending, and titles. */
export function tests(titles: Readonly<Record<string, string[]>>): TestReference[] {
    return Object.entries(titles).flatMap(([file, all]) =>
        all.map((title) => ({ file: `tests/${file}.test.ts`, title })),
    );
}
