/** What is given as one value or as several. */
export function asList<T>(value: T | readonly T[] | undefined): T[] {
    return value === undefined ? [] : Array.isArray(value) ? [...value] : [value as T];
}
