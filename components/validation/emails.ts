import { checkPattern } from "./pattern";
import { type Problem, problemsOfEach } from "./problem";

const checkEmail = checkPattern(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, {
    reason: "That is not an e-mail address.",
    allowed: "e-mail addresses",
    example: "security@example.com",
});

/** The problems of e-mail addresses. SNS itself asks each whether it is the right one. */
export function problemsOfEmails(propertyPath: string, addresses: readonly string[]): Problem[] {
    return problemsOfEach(propertyPath, addresses, checkEmail);
}
