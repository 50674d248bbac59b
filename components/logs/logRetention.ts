import type { Fault } from "../checks/problem";

// PutRetentionPolicy, Amazon CloudWatch Logs API Reference
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Checks the number of days that CloudWatch Logs keeps events. */
export function checkLogGroupRetention(value: number): Fault | undefined {
    return days.includes(value)
        ? undefined
        : {
              code: "log-group-retention",
              reason: "CloudWatch Logs doesn't offer this retention.",
              allowed: `days: ${days.join(", ")}`,
              example: 90,
          };
}
