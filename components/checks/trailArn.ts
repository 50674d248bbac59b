import { checkPattern } from "./pattern";

// No wildcards and no policy variables: the account ID goes into a policy's Resource.
const part = "[^:*?{}\\s]+";

/** Checks the ARN of a trail. Source: "Actions, resources, and condition keys for AWS CloudTrail". */
export const checkTrailArn = checkPattern(new RegExp(`^arn:${part}:cloudtrail:${part}:${part}:trail/${part}$`), {
    code: "trail-arn",
    reason: "Not the ARN of a trail.",
    allowed: "arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
    example: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
});
