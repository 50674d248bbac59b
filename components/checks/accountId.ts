/** Why a text is no AWS account ID; `undefined` if it is one. */
export function reasonAgainstAccountId(value: string): string | undefined {
    if (/^\d{12}$/.test(value)) {
        return undefined;
    }
    return /^\d{1,11}$/.test(value)
        ? `${value.length} ${value.length === 1 ? "digit" : "digits"}: without quotes YAML takes an account ID for a number, and one that begins with 0 changes: it loses its zeros, or is read as octal.`
        : "An AWS account ID is 12 digits.";
}
