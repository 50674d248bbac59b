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
