import { ofType } from "../../registered/resources";
import type { Registration } from "../../rehearsal/engine";
import {
    bytesPerDigest,
    bytesPerEventInLog,
    bytesPerGigabyte,
    bytesPerLogFile,
    chargedRotations,
    daysPerMonth,
    organizationAccounts,
} from "./assumptions";
import { type CostLine, known, unknown } from "./line";
import { writtenBy } from "./logFiles";
import { prices } from "./prices";
import { daysKept, keyRequestAssumption, keyRequestsPerRequest, regionsOf } from "./stack";

const ofTrail = { for: "trail" } as const;

function keyCosts(registrations: readonly Registration[]): CostLine[] {
    const keys = ofType(registrations, "aws:kms/key:Key");
    const rotated = keys.filter(({ inputs }) => inputs.enableKeyRotation);
    return [
        ...(keys.length ? [known({ ...ofTrail, item: "KMS key", assumption: "" }, prices.key, keys.length)] : []),
        ...(rotated.length
            ? [
                  known(
                      {
                          ...ofTrail,
                          item: "KMS key's earlier versions",
                          assumption:
                              "From the third year on, once the key was rotated twice: nothing of it in the first year, half of it in the second.",
                      },
                      prices.keyRotation,
                      rotated.length * chargedRotations,
                  ),
              ]
            : []),
    ];
}

function costsOfTrail(trail: Registration, registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    const { s3BucketName: bucket, kmsKeyId } = trail.inputs;
    const written = writtenBy(trail, registrations, eventsPerDay);
    const puts = (written.logs + written.digests) * daysPerMonth;
    const days = daysKept(registrations, bucket);
    const regions = regionsOf(registrations);
    const storage = { ...ofTrail, item: "Log storage" };
    return [
        known(
            {
                ...ofTrail,
                item: "Management events",
                assumption: "No other trail of the account records them in the same region.",
            },
            prices.firstCopy,
            eventsPerDay * daysPerMonth,
        ),
        days === undefined
            ? unknown(
                  { ...storage, assumption: "" },
                  prices.storage,
                  "The bucket's owner decides how long it keeps the logs.",
              )
            : known(
                  {
                      ...storage,
                      assumption: `Once the bucket is full, after ${days} days; ${bytesPerEventInLog} bytes for an event in a compressed log, ${bytesPerDigest} for a digest file.`,
                  },
                  prices.storage,
                  (written.bytes * days) / bytesPerGigabyte,
              ),
        known(
            {
                ...ofTrail,
                item: "Writing logs and digest files",
                assumption: `${trail.inputs.isOrganizationTrail ? `${organizationAccounts} accounts, or as many as are named. ` : ""}${regions.busy} busy regions with a log every 5 minutes, more where ${bytesPerLogFile} bytes fill up; a digest file an hour in ${regions.all} regions.`,
            },
            prices.putRequests,
            puts,
        ),
        ...(kmsKeyId === undefined
            ? []
            : [
                  known(
                      {
                          ...ofTrail,
                          item: "KMS requests, writing",
                          assumption: keyRequestAssumption,
                      },
                      prices.keyRequests,
                      puts * keyRequestsPerRequest(registrations, bucket),
                  ),
              ]),
    ];
}

/** What the trail, its bucket and its key cost. */
export function trailCosts(registrations: readonly Registration[], eventsPerDay: number): CostLine[] {
    return [
        ...ofType(registrations, "aws:cloudtrail/trail:Trail").flatMap((trail) =>
            costsOfTrail(trail, registrations, eventsPerDay),
        ),
        ...keyCosts(registrations),
    ];
}

/** What a trail's management events cost where another trail records them already. */
export function secondCopy(registrations: readonly Registration[], eventsPerDay: number): CostLine | undefined {
    return ofType(registrations, "aws:cloudtrail/trail:Trail").length === 0
        ? undefined
        : known(
              {
                  ...ofTrail,
                  item: "Management events, a second copy",
                  assumption: "Another trail of the account records them in the same regions: instead of nothing.",
              },
              prices.furtherCopy,
              eventsPerDay * daysPerMonth,
          );
}
