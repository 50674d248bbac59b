import type * as pulumi from "@pulumi/pulumi";
import type { DefenderPermission } from "./readerPolicy";

/** The arguments for Defender for Cloud Apps' user. */
export interface DefenderArgs {
    /**
     * What Defender for Cloud Apps may do: any of Activity, Storage and Governance, each once. All three are
     * Microsoft's "Security auditing" policy. Source: "How Defender for Cloud Apps helps protect your Amazon Web
     * Services (AWS) environment".
     * @default ["Activity", "Storage"]
     * @example ["Activity"]
     */
    permissions?: DefenderPermission[];
    /**
     * The public CIDR blocks from which the access key works, as many as fit into an IAM policy (80 of IPv4 always do).
     * Microsoft lists its addresses on the page "Network requirements" of Defender for Cloud Apps.
     * @default from everywhere
     * @example ["203.0.113.0/24"]
     */
    sourceIps?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Which access key this is, counted from 1 to 1000000 (this package's own limit). Raising it creates a new key before
     * the old one is deleted.
     * @default 1
     * @example 2
     */
    accessKeyGeneration?: number;
    /**
     * Whether the access key before the current one is kept, so that Defender keeps working while the new one is entered
     * in Microsoft's portal.
     * @default false
     * @example true
     */
    keepPreviousAccessKey?: boolean;
    /**
     * A PGP public key, binary, in base64 on one line (`gpg --export you@example.com | base64 | tr -d '\n'`), or
     * `keybase:USERNAME`, to encrypt the secret access key to before it reaches Pulumi's state; the output is
     * `encryptedSecretAccessKey`. Changing it replaces the access keys.
     * @default none, the state's own encryption guards it
     * @example "keybase:alice"
     */
    accessKeyPgpKey?: pulumi.Input<string>;
}
