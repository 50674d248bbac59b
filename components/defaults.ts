import { DefenderPermission } from "./defender/readerPolicy";
import { AzureCloud, Connector } from "./facts/microsoft";
import { Encryption } from "./logs/encryption";
import { ObjectLockMode } from "./logs/objectLockMode";

/**
 * The values of a connection's arguments that are left out, in the arguments' own shape. The component and its parts take
 * them from here, and `npm run generate` writes them to Pulumi.yaml and docs/configuration.md.
 *
 * An argument that isn't here has no value of its own when it is left out: what happens then is in its docstring.
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
