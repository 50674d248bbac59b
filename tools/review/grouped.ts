/** Values in groups of those that have the same key, in the order of each group's first. */
export function grouped<T>(values: readonly T[], keyOf: (value: T) => unknown): [T, ...T[]][] {
    const groups = new Map<string, [T, ...T[]]>();
    for (const value of values) {
        const key = JSON.stringify(keyOf(value));
        const group = groups.get(key);
        if (group) {
            group.push(value);
        } else {
            groups.set(key, [value]);
        }
    }
    return [...groups.values()];
}
