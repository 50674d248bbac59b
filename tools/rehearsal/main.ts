/** `npm start`: runs the same program as `pulumi up`, and shows what it would create. */
import { parseArgs } from "node:util";
import { type Answers, answerOptions, answerUsage, readAnswers } from "./answers";
import { rehearse, runCommand } from "./command";
import { RehearsalError } from "./program";
import { report, reportJson } from "./report";

const usage = `Usage: npm start -- [--stack NAME] [--json] [--cwd DIR]

  --stack NAME   rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR      the project's directory (default: the current one)
  --json         print {resources, policies, access, notes, outputs} as JSON; with npm start --silent
${answerUsage(17)}  --help         show this help
`;

interface Arguments {
    stack: string;
    cwd: string;
    json: boolean;
    answers: Answers;
    help: boolean;
}

function parsed() {
    try {
        return parseArgs({
            options: {
                stack: { type: "string", default: "dev" },
                cwd: { type: "string", default: "." },
                json: { type: "boolean", default: false },
                ...answerOptions,
                help: { type: "boolean", default: false },
            },
        }).values;
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions come after --: npm start -- --stack prod\n\n${usage}`,
        );
    }
}

function readArguments(): Arguments {
    const values = parsed();
    return { ...values, answers: readAnswers(values) } as Arguments;
}

runCommand(async () => {
    const { stack, cwd, json, answers, help } = readArguments();
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    const rehearsal = await rehearse(cwd, stack, answers);
    if (!rehearsal) {
        return 1;
    }
    const { program, run } = rehearsal;
    const columns = process.stdout.columns ?? (Number(process.env.COLUMNS) || Number.POSITIVE_INFINITY);
    process.stdout.write(json ? reportJson(run, program) : report(run, program, columns));
    return 0;
});
