import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, problemsOfEach } from "../checks/problem";

const checkEmail = checkPattern(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, {
    reason: "That is not an e-mail address.",
    allowed: "e-mail addresses",
    example: "security@example.com",
});

/** The problems of e-mail addresses. SNS itself asks each whether it is the right one. */
export function problemsOfEmails(propertyPath: string, addresses: readonly string[]): Problem[] {
    const distinct = new Set(addresses.map((address) => address.toLowerCase()));
    return [
        ...problemsOf(propertyPath, addresses, ({ length }) =>
            distinct.size < length
                ? {
                      reason: "The list names an address twice.",
                      allowed: "e-mail addresses, each once",
                      example: ["security@example.com"],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, addresses, checkEmail),
    ];
}
