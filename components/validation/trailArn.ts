import type { Fault } from "./problem";

const trailArn = /^arn:aws[a-z-]*:cloudtrail:[a-z]{2,}(?:-[a-z]+)+-\d+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/;

/** Checks the ARN of a trail. Source: "Actions, resources, and condition keys for AWS CloudTrail". */
export function checkTrailArn(arn: string): Fault | undefined {
    return trailArn.test(arn)
        ? undefined
        : {
              reason: "That is not a trail's ARN.",
              allowed: "arn:PARTITION:cloudtrail:HOME_REGION:ACCOUNT_ID:trail/TRAIL_NAME",
              example: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail",
          };
}
