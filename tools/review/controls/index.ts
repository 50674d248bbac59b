/**
 * The controls that CIS, Security Hub and the scanners ask of what this program makes, judged by what a stack registers.
 */
import type { Registration } from "../../rehearsal/engine";
import { alarmControls } from "./alarms";
import { bucketControls } from "./bucket";
import { type Control, type Finding, Standard, Status, type TestReference } from "./control";
import { identityControls } from "./identities";
import { keyControls } from "./key";
import { queueAndTopicControls } from "./queueAndTopics";
import { stackOf } from "./stack";
import { trailControls } from "./trail";

/** The numbers of a control's first id in the CIS benchmark. */
function cisNumbers({ ids }: Control): number[] | undefined {
    return ids
        .find(({ standard }) => standard === Standard.Cis)
        ?.id.split(".")
        .map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
    const index = one.findIndex((number, position) => number !== other[position]);
    return index === -1 ? one.length - other.length : (one[index] as number) - (other[index] ?? -1);
}

const grouped = [
    ...trailControls,
    ...bucketControls,
    ...keyControls,
    ...identityControls,
    ...queueAndTopicControls,
    ...alarmControls,
];

/** Every control: those of the CIS benchmark by number, and then the others by what they are asked of. */
export const controls: readonly Control[] = [
    ...grouped
        .filter((control) => cisNumbers(control) !== undefined)
        .sort((one, other) => compare(cisNumbers(one) as number[], cisNumbers(other) as number[])),
    ...grouped.filter((control) => cisNumbers(control) === undefined),
];

/** The tests that show what was found. None shows what contradicts a control, or what is not the program's. */
function testsOf({ tests, optionTests = tests }: Control, status: Status): TestReference[] {
    switch (status) {
        case Status.Met:
        case Status.Exception:
            return tests;
        case Status.Optional:
            return optionTests;
        case Status.Elsewhere:
        case Status.Unmet:
            return [];
    }
}

/** How a stack stands to every control that asks of something it has, by what it registered. */
export function findingsOf(registrations: readonly Registration[]): Finding[] {
    const stack = stackOf(registrations);
    return controls.flatMap((control) => {
        const { title, ids, judge } = control;
        const verdict = judge(stack);
        return verdict ? [{ title, ids, ...verdict, tests: testsOf(control, verdict.status) }] : [];
    });
}
