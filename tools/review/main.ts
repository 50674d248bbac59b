/** `npm run review`: rehearses the program that `pulumi up` runs, and writes what a security reviewer asks about it. */
import { parseArgs } from "node:util";
import { type Answers, answerOptions, answerUsage, readAnswers } from "../rehearsal/answers";
import { rehearse, runCommand } from "../rehearsal/command";
import { fromUser } from "../rehearsal/paths";
import { RehearsalError } from "../rehearsal/program";
import { defaultEventsPerDay, parseEventsPerDay } from "./eventsPerDay";
import { extensions, Format } from "./format";
import { writeReview } from "./write";

const usage = `Usage: npm run review -- [--stack NAME] [--format FORMAT] [--output FILE]
                         [--events-per-day N] [--cwd DIR]

  --stack NAME        review Pulumi.NAME.yaml (default: dev)
  --format FORMAT     html, markdown or json (default: html)
  --output FILE       write there; - prints (default: review.NAME.html, .md or .json)
  --events-per-day N  management events a day, for the costs (default: ${defaultEventsPerDay})
  --cwd DIR           the project is in DIR (default: here)
${answerUsage(22)}  --help              print this
`;

interface Arguments {
    stack: string;
    format: Format;
    output?: string;
    eventsPerDay: number;
    cwd: string;
    answers: Answers;
    help: boolean;
}

function parsed() {
    try {
        return parseArgs({
            options: {
                stack: { type: "string", default: "dev" },
                format: { type: "string", default: Format.Html },
                output: { type: "string" },
                "events-per-day": { type: "string", default: String(defaultEventsPerDay) },
                cwd: { type: "string", default: "." },
                ...answerOptions,
                help: { type: "boolean", default: false },
            },
        }).values;
    } catch (error) {
        throw new RehearsalError(
            `${(error as Error).message}\nOptions stand behind --: npm run review -- --stack prod\n\n${usage}`,
        );
    }
}

function readArguments(): Arguments {
    const { "events-per-day": eventsPerDay, format, ...others } = parsed();
    const known = Object.values(Format).find((one) => one === format);
    if (!known) {
        throw new RehearsalError(
            `There is no format ${JSON.stringify(format)}.\nAllowed: ${Object.values(Format).join(", ")}. Example: --format markdown`,
        );
    }
    return {
        ...others,
        format: known,
        eventsPerDay: parseEventsPerDay(eventsPerDay),
        answers: readAnswers(others),
    } as Arguments;
}

runCommand(async () => {
    const { stack, format, output, eventsPerDay, cwd, answers, help } = readArguments();
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    const rehearsal = await rehearse(cwd, stack, answers);
    if (!rehearsal) {
        return 1;
    }
    const name = output ?? `review.${stack}.${extensions[format]}`;
    const file = name === "-" ? name : fromUser(name);
    await writeReview(rehearsal, { file, format, eventsPerDay });
    if (file !== "-") {
        process.stdout.write(`Wrote ${file}. Nothing was created in AWS, and nobody was asked.\n`);
    }
    return 0;
});
