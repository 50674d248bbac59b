import { reasonAgainstAccountId } from "./accountId";
import { checkPattern } from "./pattern";
import type { Fault } from "./problem";

// No wildcards and no policy variables: the account ID goes into a policy's Resource.
const part = "[^:*?{}\\s]+";

const fault = {
    allowed: "arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
    example: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
};

/**
 * Checks the form of a trail's ARN that another resource gives, or that a connection computes: a plan may hold a placeholder in
 * place of the account.
 */
export const checkTrailForm = checkPattern(new RegExp(`^arn:${part}:cloudtrail:${part}:${part}:trail/${part}$`), {
    code: "trail-arn",
    reason: "Not the ARN of a trail.",
    ...fault,
});

/** Checks the ARN of a trail. Source: "Actions, resources, and condition keys for AWS CloudTrail". */
export function checkTrailArn(arn: string): Fault | undefined {
    const [, , , , accountId = ""] = String(arn).split(":");
    return (
        checkTrailForm(arn) ??
        (reasonAgainstAccountId(accountId)
            ? { code: "trail-arn-account", reason: "The account in the ARN doesn't have 12 digits.", ...fault }
            : undefined)
    );
}
