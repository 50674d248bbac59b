/**
 * Runs with one collator for all comparisons of texts that are alike in kind. `localeCompare` with options makes a new
 * one each time, as ECMA-402 has it, and the simulator compares letter by letter: that is more than half of a run.
 */
export async function withSharedCollators<Result>(run: () => Promise<Result>): Promise<Result> {
    const { localeCompare } = String.prototype;
    const shared = new Map<string, Intl.Collator>();
    String.prototype.localeCompare = function (other: string, locales?: unknown, options?: Intl.CollatorOptions) {
        if (this === other) {
            return 0;
        }
        const key = JSON.stringify([locales, options]);
        const collator = shared.get(key) ?? new Intl.Collator(locales as string, options);
        shared.set(key, collator);
        return collator.compare(String(this), other);
    };
    try {
        return await run();
    } finally {
        String.prototype.localeCompare = localeCompare;
    }
}
