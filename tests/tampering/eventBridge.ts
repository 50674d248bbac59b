/** Asks moto, a mock of AWS, whether EventBridge patterns match events: its matcher isn't written here. */
import { execFile } from "node:child_process";
import path from "node:path";
import { root } from "../support/project";

const python = path.join(root, ".tmp/moto/bin/python");

const script = `
import json, sys
from moto.events.models import EventPattern
print(json.dumps([EventPattern(None, pattern).matches_event(event) for pattern, event in json.load(sys.stdin)]))
`;

/** Whether each pattern matches its event. @throws Error if moto isn't installed: `npm run test:setup` */
export function matches(pairs: readonly (readonly [pattern: unknown, event: unknown])[]): Promise<boolean[]> {
    return new Promise((resolve, reject) => {
        const child = execFile(python, ["-c", script], { maxBuffer: 2 ** 24 }, (error, stdout) =>
            error ? reject(error) : resolve(JSON.parse(stdout)),
        );
        child.stdin?.end(JSON.stringify(pairs));
    });
}
