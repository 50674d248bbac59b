/**
 * The controls of CIS, Security Hub and scanners for what this program creates, evaluated on what a stack registers.
 */
import type { Registration } from "../../rehearsal/engine";
import { unmanagedOfAccount } from "./account";
import { alarmGroups } from "./alarms";
import { bucketControls } from "./bucket";
import { type ControlGroup, type Finding, Status, type Unmanaged } from "./control";
import { identityControls } from "./identities";
import { judge } from "./judge";
import { keyControls } from "./key";
import { otherKeyControls, queueControls, topicControls } from "./queueAndTopics";
import { type RegisteredStack, stackOf } from "./registeredStack";
import { idsIn } from "./standards";
import { trailControls } from "./trail";

/** Every control, by what it is about. */
export const groups: readonly ControlGroup[] = [
    trailControls,
    bucketControls,
    keyControls,
    identityControls,
    queueControls,
    topicControls,
    otherKeyControls,
    ...alarmGroups,
];

function elsewhere({ options = [], ...unmanaged }: Unmanaged, ids: string): Finding {
    return { ...unmanaged, ids: idsIn(ids), status: Status.Elsewhere, resources: [], options };
}

function findingsOfGroup({ controls, existing }: ControlGroup, stack: RegisteredStack): Finding[] {
    const judged = controls.map((control) => ({ control, judgement: judge(control, stack) }));
    const unasked = judged.filter(({ judgement }) => judgement === undefined).map(({ control }) => control);
    const unmanaged = unasked.length ? existing?.(stack) : undefined;
    return [
        ...judged.flatMap(({ control: { title, ids }, judgement }) =>
            judgement ? [{ title, ids: idsIn(ids), ...judgement }] : [],
        ),
        ...(unmanaged
            ? [
                  elsewhere(
                      { ...unmanaged, reason: `${unmanaged.reason} ${unasked.map(({ title }) => title).join("; ")}.` },
                      unasked.map(({ ids }) => ids).join(" "),
                  ),
              ]
            : []),
    ];
}

/** Evaluates a stack against every control that applies to it. */
export function findingsOf(registrations: readonly Registration[]): Finding[] {
    const stack = stackOf(registrations);
    return [
        ...groups.flatMap((group) => findingsOfGroup(group, stack)),
        ...unmanagedOfAccount(stack).map(({ ids, ...unmanaged }) => elsewhere(unmanaged, ids)),
    ];
}
