/**
 * What every queue has: encryption with keys that Amazon SQS manages (SSE-SQS), and 14 days for each message, the most that SQS
 * offers. Source: "CreateQueue", Amazon SQS API Reference.
 */
export const encryptedAndPatient = { sqsManagedSseEnabled: true, messageRetentionSeconds: 1_209_600 } as const;
