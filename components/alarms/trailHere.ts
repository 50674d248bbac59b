import type { Place } from "../checks/arnPlace";
import type { Check } from "../checks/problem";

/**
 * Checks that alarms on tampering are where calls that affect the trail are recorded: in its home region and, as far as the
 * alarms' account is known, in its owner's account.
 */
export function checkTrailHere({ region, accountId }: Pick<Place, "region" | "accountId">): Check<string> {
    return (trailArn) => {
        const [, , , itsRegion = "", itsAccount = ""] = String(trailArn).split(":");
        const isElsewhere =
            (/^\d{12}$/.test(itsAccount) && /^\d{12}$/.test(accountId ?? "") && itsAccount !== accountId) ||
            (/^[a-z0-9-]+$/.test(itsRegion) && /^[a-z0-9-]+$/.test(region) && itsRegion !== region);
        const [theTrails, theAlarms] =
            accountId === undefined ? ["", ""] : [` of account ${itsAccount}`, ` of account ${accountId}`];
        return isElsewhere
            ? {
                  code: "trail-elsewhere",
                  reason: `The trail is in region ${itsRegion}${theTrails}: alarms in region ${region}${theAlarms} wouldn't detect tampering with it.`,
                  reasonRepeatsValue: true,
                  allowed: "a trail that belongs to this account and has this home region",
                  example: `arn:aws:cloudtrail:${region}:${accountId ?? itsAccount}:trail/audit-trail`,
              }
            : undefined;
    };
}
