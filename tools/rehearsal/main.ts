/** `npm start`: evaluates the program that `pulumi up` runs, and shows what it would make. */
import { parseArgs } from "node:util";
import { type Answers, answerOptions, answerUsage, readAnswers } from "./answers";
import { rehearse, runCommand } from "./command";
import { fromUser } from "./paths";
import { policiesOf } from "./policies";
import { RehearsalError } from "./program";
import { report, reportJson } from "./report";

const usage = `Usage: npm start -- [--stack NAME] [--json] [--review FILE] [--cwd DIR]

  --stack NAME   rehearse Pulumi.NAME.yaml (default: dev)
  --cwd DIR      the project is in DIR (default: here)
  --json         print {resources, policies, access, notes, outputs} as JSON; with npm start --silent
  --review FILE  write the access review too, as HTML; npm run review -- --help tells of its other formats
${answerUsage(17)}  --help         print this
`;

interface Arguments {
    stack: string;
    cwd: string;
    json: boolean;
    review?: string;
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
                review: { type: "string" },
                ...answerOptions,
                help: { type: "boolean", default: false },
            },
        }).values;
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions stand behind --: npm start -- --stack prod\n\n${usage}`,
        );
    }
}

function readArguments(): Arguments {
    const values = parsed();
    return { ...values, answers: readAnswers(values) } as Arguments;
}

runCommand(async () => {
    const { stack, cwd, json, review, answers, help } = readArguments();
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    if (review === "-") {
        throw new RehearsalError(
            "--review takes a file: the rehearsal itself is printed.\nExample: npm start -- --review review.html, or npm run --silent review -- --output -",
        );
    }
    const rehearsal = await rehearse(cwd, stack, answers);
    if (!rehearsal) {
        return 1;
    }
    const { program, run } = rehearsal;
    if (review !== undefined) {
        const { writeReview } = await import("../review/write.js");
        await writeReview(rehearsal, { file: fromUser(review) });
    }
    process.stdout.write(
        json
            ? reportJson(run, program, policiesOf(run.registrations))
            : report(run, program, process.stdout.columns ?? Number.POSITIVE_INFINITY),
    );
    return 0;
});
