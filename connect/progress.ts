/** Shows progress on standard error: a spinner on a terminal, a line each elsewhere. */
export interface Progress {
    /** What is being done now. */
    now(text: string): void;
    /** Takes the spinner away, if something else is to be printed. */
    stop(): void;
}

export async function startProgress(stream: NodeJS.WriteStream = process.stderr): Promise<Progress> {
    if (!stream.isTTY) {
        return { now: (text) => stream.write(`${text}\n`), stop: () => undefined };
    }
    const { default: ora } = await import("ora");
    const spinner = ora({ stream });
    return {
        now: (text) => {
            spinner.start(text);
        },
        stop: () => {
            spinner.stop();
        },
    };
}
