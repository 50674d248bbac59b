/** Shows progress on standard error: a spinner on a terminal, otherwise a line for each step. */
export interface Progress {
    /** Shows what is being done now. */
    now(text: string): void;
    /** Removes the spinner, so that something else can be printed. */
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
