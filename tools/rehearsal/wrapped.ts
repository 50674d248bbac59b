/** Words in lines of at most so many columns; a word that is longer stays whole. */
export function wrapped(words: readonly string[], columns: number): string[] {
    const lines: string[] = [];
    for (const word of words) {
        const longer = `${lines.at(-1)} ${word}`;
        if (lines.length && longer.length <= columns) {
            lines.splice(-1, 1, longer);
        } else {
            lines.push(word);
        }
    }
    return lines;
}

/** Text in lines of at most so many columns; a longer word is broken after the punctuation of ARNs and IDs, or anywhere. */
export function broken(text: string, columns: number): string[] {
    const parts = (word: string): string[] =>
        word.match(new RegExp(`.{1,${columns}}$|.{1,${columns - 1}}[/:_,-]|.{1,${columns}}`, "g")) ?? [];
    return wrapped(
        text.split(" ").flatMap((word) => (0 < word.length && word.length <= columns ? [word] : parts(word))),
        columns,
    );
}
