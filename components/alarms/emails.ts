import { checkPattern } from "../checks/pattern";
import { type Problem, problemsOf, problemsOfEach } from "../checks/problem";

const checkEmail = checkPattern(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, {
    code: "email",
    reason: "Not a valid email address.",
    allowed: "email addresses",
    example: "security@example.com",
});

/** Problems with email addresses. SNS itself asks each recipient to confirm the subscription. */
export function problemsOfEmails(propertyPath: string, addresses: readonly string[]): Problem[] {
    const distinct = new Set(addresses.map((address) => address.toLowerCase()));
    return [
        ...problemsOf(propertyPath, addresses, ({ length }) =>
            distinct.size < length
                ? {
                      code: "email-twice",
                      reason: "An address appears more than once in the list.",
                      allowed: "email addresses, each once",
                      example: ["security@example.com"],
                  }
                : undefined,
        ),
        ...problemsOfEach(propertyPath, addresses, checkEmail),
    ];
}
