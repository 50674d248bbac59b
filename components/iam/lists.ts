/** A list, from a single value or a list. */
export function asList<T>(value: T | readonly T[] | undefined): T[] {
    return value === undefined ? [] : Array.isArray(value) ? [...value] : [value as T];
}
