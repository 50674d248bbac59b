/** `npm start`: evaluates the program that `pulumi up` runs, and shows what it would make. */
import path from "node:path";
import { parseArgs } from "node:util";
import { sampleAws } from "./aws";
import { colorsFor } from "./colors";
import { runProgram } from "./engine";
import { policiesOf } from "./policies";
import { onlyAccountOf, RehearsalError, readProgram } from "./program";
import { report, reportJson } from "./report";

const usage = `Usage: npm start -- [--stack NAME] [--json] [--cwd DIR]

  --stack NAME  rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR     the project is in DIR (default: here)
  --json        print {resources, policies, access, notes, outputs} as JSON; with npm start --silent
  --help        print this
`;

function readArguments(): { stack: string; cwd: string; json: boolean; help: boolean } {
    try {
        const { values } = parseArgs({
            options: {
                stack: { type: "string", default: "dev" },
                cwd: { type: "string", default: "." },
                json: { type: "boolean", default: false },
                help: { type: "boolean", default: false },
            },
        });
        return values as { stack: string; cwd: string; json: boolean; help: boolean };
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions stand behind --: npm start -- --stack prod\n\n${usage}`,
        );
    }
}

const { red } = colorsFor(process.stderr);

async function rehearse(): Promise<number> {
    const { stack, cwd, json, help } = readArguments();
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    const program = readProgram(path.resolve(cwd), stack);
    const region = program.configuration.values["aws:region"] ?? "us-east-1";
    const run = await runProgram(program, sampleAws(region, onlyAccountOf(program)));
    for (const diagnostic of run.diagnostics) {
        process.stderr.write(`${run.exitCode === 0 ? "warning" : red("error")}: ${diagnostic}\n`);
    }
    if (run.exitCode !== 0) {
        return 1;
    }
    process.stdout.write(
        json
            ? reportJson(run, program, policiesOf(run.registrations))
            : report(run, program, process.stdout.columns ?? Number.POSITIVE_INFINITY),
    );
    return 0;
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
        throw error;
    }
    process.exit(0);
});

rehearse().then(
    (exitCode) => {
        process.exitCode = exitCode;
    },
    (error: unknown) => {
        if (!(error instanceof RehearsalError)) {
            throw error;
        }
        process.stderr.write(`${red("error")}: ${error.message}\n`);
        process.exitCode = 1;
    },
);
