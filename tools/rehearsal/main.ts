/** `npm start`: evaluates the program that `pulumi up` runs, and shows what it would make. */
import { parseArgs } from "node:util";
import { rehearse, runCommand } from "./command";
import { RehearsalError } from "./program";
import { report, reportJson } from "./report";

const usage = `Usage: npm start -- [--stack NAME] [--json] [--cwd DIR]

  --stack NAME  rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR     the project is in DIR (default: here)
  --json        print {resources, policies, access, notes, outputs} as JSON; with npm start --silent
  --help        print this
`;

interface Arguments {
    stack: string;
    cwd: string;
    json: boolean;
    help: boolean;
}

function readArguments(): Arguments {
    try {
        const { values } = parseArgs({
            options: {
                stack: { type: "string", default: "dev" },
                cwd: { type: "string", default: "." },
                json: { type: "boolean", default: false },
                help: { type: "boolean", default: false },
            },
        });
        return values as Arguments;
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions come after --: npm start -- --stack prod\n\n${usage}`,
        );
    }
}

runCommand(async () => {
    const { stack, cwd, json, help } = readArguments();
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    const rehearsal = await rehearse(cwd, stack);
    if (!rehearsal) {
        return 1;
    }
    const { program, run } = rehearsal;
    process.stdout.write(
        json ? reportJson(run, program) : report(run, program, process.stdout.columns ?? Number.POSITIVE_INFINITY),
    );
    return 0;
});
