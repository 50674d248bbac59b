import { grouped } from "../grouped";
import type { Flow } from "../outsiders/flows";
import { type Cell, codes, count, lines } from "./blocks";

/** What several resources of a class are called. */
const severalOf: Readonly<Record<string, string>> = {
    Trail: "trails",
    BucketNotification: "bucket notifications",
    BucketLogging: "access logs' settings",
    TopicSubscription: "subscriptions",
    EventTarget: "EventBridge targets",
    MetricAlarm: "CloudWatch alarms",
};

const classOf = ({ from }: Flow) => from.slice(0, from.indexOf(" "));

function fromCell(flows: readonly [Flow, ...Flow[]]): Cell {
    const [first] = flows;
    const kind = classOf(first);
    return flows.length === 1 ? codes([first.from]) : lines([`${count(flows.length)} ${severalOf[kind] ?? kind}`]);
}

/** What is sent where, a row for all resources of a class that send the same to the same destination. */
export function flowRows(flows: readonly Flow[]): Cell[][] {
    return grouped(flows, (flow) => [classOf(flow), flow.what, flow.to]).map((same) => {
        const [{ what, to, isKnown }] = same;
        return [
            fromCell(same),
            lines([what]),
            [[{ code: to }], ...(isKnown ? [] : [[{ strong: "unknown to the program", tone: "unmet" }]])],
        ];
    });
}
