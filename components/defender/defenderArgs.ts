import type * as pulumi from "@pulumi/pulumi";
import type { DefenderPermission } from "./readerPolicy";

/** Arguments for the IAM user for Defender for Cloud Apps. */
export interface DefenderArgs {
    /**
     * What Defender for Cloud Apps may do: any of Activity, Storage and Governance, without duplicates. All three
     * together are Microsoft's "Security auditing" policy. Source: "How Defender for Cloud Apps helps protect your
     * Amazon Web Services (AWS) environment".
     * @default ["Activity", "Storage"]
     * @example ["Activity"]
     */
    permissions?: DefenderPermission[];
    /**
     * The public CIDR blocks from which the access key works, as many as fit in an IAM policy (80 IPv4 blocks always
     * do). Microsoft lists its addresses on the page "Network requirements" for Defender for Cloud Apps.
     * @default none; the key works from any address
     * @example ["203.0.113.0/24"]
     */
    sourceIps?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The number of the current access key, from 1 to 1000000 (this package's own limit). Raising it creates a new key,
     * and then deletes the old one.
     * @default 1
     * @example 2
     */
    accessKeyGeneration?: number;
    /**
     * Whether to keep the previous access key, so that Defender continues to work until the new one has been entered in
     * Microsoft's portal.
     * @default false
     * @example true
     */
    keepPreviousAccessKey?: boolean;
    /**
     * The PGP public key that encrypts the secret access key before it is stored in Pulumi's state: a binary key in
     * base64 on one line (`gpg --export you@example.com | base64 | tr -d '\n'`), or `keybase:USERNAME`. The output is
     * then `encryptedSecretAccessKey`. Changing it replaces the access keys.
     * @default none; only the state's own encryption protects the secret access key
     * @example "keybase:alice"
     */
    accessKeyPgpKey?: pulumi.Input<string>;
}
