import type { Check } from "./problem";

/** Checks that a value is a whole number within bounds. */
export function checkWholeNumber(bounds: { min: number; max: number; unit?: string }, example: number): Check<number> {
    const { min, max, unit } = bounds;
    return (value) => {
        if (Number.isInteger(value) && value >= min && value <= max) {
            return undefined;
        }
        return {
            ...(Number.isInteger(value)
                ? { code: "out-of-range", reason: "Out of range." }
                : { code: "not-a-whole-number", reason: "Not a whole number." }),
            allowed: `a whole number${unit ? ` of ${unit}` : ""} from ${min} to ${max}`,
            example,
        };
    };
}
