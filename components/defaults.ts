import { DefenderPermission } from "./defender/readerPolicy";
import { AzureCloud, Connector } from "./facts/microsoft";
import { Encryption } from "./logs/encryption";
import { ObjectLockMode } from "./logs/objectLockMode";

/**
 * Default values for a connection's arguments, in the same structure as the arguments. The component and its children
 * use them, and `npm run generate` writes them to Pulumi.yaml and docs/configuration.md.
 *
 * An argument that isn't listed has no default value; its docstring says what happens if it is omitted.
 */
export const defaults = {
    connectors: [Connector.Defender, Connector.Sentinel] as Connector[],
    namePrefix: "trailconnect",
    sentinel: { azureCloud: AzureCloud.Commercial, snsFanOut: false },
    defender: {
        permissions: [DefenderPermission.Activity, DefenderPermission.Storage] as DefenderPermission[],
        accessKeyGeneration: 1,
        keepPreviousAccessKey: false,
    },
    existingBucket: { onlyCloudTrailWrites: false },
    logRetentionDays: 365,
    encryption: Encryption.Kms,
    protectLogs: true,
    objectLock: { mode: ObjectLockMode.Governance },
    alarms: { onTampering: false },
};
