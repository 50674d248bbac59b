import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { checkedLater, problemsOfInput, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { refuse } from "../checks/problem";
import { checkTrailArn, checkTrailForm } from "../checks/trailArn";
import { defaults } from "../defaults";
import { madeBeforeDeleted } from "../resources/replacement";
import { keyPolicy } from "./keyPolicy";

/** Arguments for `LogKey`. */
export interface LogKeyArgs {
    /**
     * The ARN of the only trail that may use the key, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. The
     * trail need not exist yet.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The key's alias, including `alias/`: up to 256 letters, digits, slashes, underscores and hyphens, not starting
     * with `alias/aws/`. Source: "CreateAlias", AWS KMS API Reference.
     * @default a name that Pulumi generates
     * @example "alias/audit-logs"
     */
    aliasName?: pulumi.Input<string>;
    /**
     * Whether Pulumi refuses to delete the key. Without the key, no log can ever be read again.
     * @default true
     * @example false
     */
    protectLogs?: boolean;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A customer managed KMS key that encrypts the logs of one trail: rotated every year, with a 30-day waiting period for
 * deletion, and usable only by CloudTrail for that trail, and by nobody outside the account.
 */
export class LogKey extends pulumi.ComponentResource {
    /** The key's ARN. */
    public readonly kmsKeyArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: LogKeyArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfInput("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfOptional("aliasName", args.aliasName, checkName("keyAlias", "alias/audit-logs")),
        ]);
        super("trailconnect:index:LogKey", name, args, opts);

        const key = new kms.Key(
            name,
            {
                description: "Encrypts CloudTrail logs",
                enableKeyRotation: true,
                deletionWindowInDays: 30,
                policy: pulumi.jsonStringify(checkedLater("trailArn", args.trailArn, checkTrailForm).apply(keyPolicy)),
                tags: args.tags,
            },
            { parent: this, protect: args.protectLogs ?? defaults.protectLogs },
        );
        new kms.Alias(
            `${name}-alias`,
            { name: args.aliasName, targetKeyId: key.keyId },
            { parent: this, ...madeBeforeDeleted },
        );

        this.kmsKeyArn = key.arn;
        this.registerOutputs({ kmsKeyArn: this.kmsKeyArn });
    }
}
