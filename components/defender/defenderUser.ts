import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { problemsOfChoices } from "../checks/choice";
import { checkedLater, listCheckedLater, plainList, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { type Problem, problemsOf, refuse } from "../checks/problem";
import { defaults } from "../defaults";
import { managedPolicyQuota, type PolicyDocument, sizeOf } from "../iam/document";
import { type HeldByMicrosoft, warningBeforeReplacement } from "../resources/heldByMicrosoft";
import { madeBeforeDeleted, renamedWhole } from "../resources/replacement";
import { problemsOfRotation, wantedGenerations } from "./accessKeyGenerations";
import { refuseThirdAccessKey } from "./accessKeyQuota";
import type { DefenderArgs } from "./defenderArgs";
import { checkPgpPublicKey } from "./pgpPublicKey";
import { DefenderPermission, defenderPolicy } from "./readerPolicy";
import { problemsOfSourceIps } from "./sourceIps";

/** Arguments for `DefenderUser`. */
export interface DefenderUserArgs extends DefenderArgs {
    /**
     * The name of the user, its group and their policy, up to 64 characters. Source: "IAM and AWS STS quotas".
     * @default names that Pulumi generates
     * @example "defender-reader"
     */
    userName?: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The policy of a `DefenderUser`; without `permissions`, it allows reading activities and storage. */
export function defenderUserPolicy(
    permissions: readonly DefenderPermission[] | undefined,
    sourceIps: readonly string[] = [],
): PolicyDocument {
    return defenderPolicy(permissions ?? defaults.defender.permissions, sourceIps);
}

/** Problems with the addresses, individually and together. */
export function problemsOfAddresses(
    permissions: readonly DefenderPermission[] | undefined,
    sourceIps: readonly (string | undefined)[],
): Problem[] {
    return [
        ...problemsOfSourceIps("sourceIps", sourceIps),
        ...problemsOf("sourceIps", sourceIps, (list) => {
            const size = sizeOf(
                defenderUserPolicy(
                    permissions,
                    list.filter((cidr) => cidr !== undefined),
                ),
            );
            return size <= managedPolicyQuota
                ? undefined
                : {
                      code: "user-policy-size",
                      reason: `With ${list.length} CIDR blocks, the policy has ${size} characters, and IAM allows ${managedPolicyQuota}.`,
                      allowed: "fewer or wider CIDR blocks",
                      example: ["203.0.113.0/24"],
                  };
        }),
    ];
}

/** Problems with the arguments of `DefenderUser`, as far as their values are known. */
export function problemsOfDefenderUser(args: DefenderUserArgs): Problem[] {
    return [
        ...problemsOfChoices("permissions", args.permissions ?? defaults.defender.permissions, DefenderPermission),
        ...problemsOfAddresses(args.permissions, plainList(args.sourceIps ?? [])),
        ...problemsOfRotation(
            args.accessKeyGeneration ?? defaults.defender.accessKeyGeneration,
            args.keepPreviousAccessKey ?? defaults.defender.keepPreviousAccessKey,
        ),
        ...problemsOfOptional("accessKeyPgpKey", args.accessKeyPgpKey, checkPgpPublicKey),
        ...problemsOfOptional("userName", args.userName, checkName("userName", "defender-reader")),
    ];
}

const heldByDefender: HeldByMicrosoft = {
    accessKeyId: {
        what: "the access key",
        advice: "Microsoft Defender for Cloud Apps can't sign in until you enter the new key: Microsoft Defender portal > Settings > Cloud Apps > App Connectors > the account's row > Edit settings > Security auditing.",
        keptIn: "previousAccessKeyId",
    },
};

/**
 * The IAM user that Microsoft Defender for Cloud Apps signs in as. It has an access key and no password, and one
 * policy, attached through a group and also set as the permissions boundary, so that no identity policy attached later
 * can grant more.
 *
 * Source: "How Defender for Cloud Apps helps protect your Amazon Web Services (AWS) environment".
 */
export class DefenderUser extends pulumi.ComponentResource {
    /** The user's name. */
    public readonly userName: pulumi.Output<string>;
    /** The ID of the current access key. */
    public readonly accessKeyId: pulumi.Output<string>;
    /** The current secret access key, as a Pulumi secret; absent with `accessKeyPgpKey`. */
    public readonly secretAccessKey?: pulumi.Output<string>;
    /** The current secret access key as a base64-encoded PGP message; only with `accessKeyPgpKey`. */
    public readonly encryptedSecretAccessKey?: pulumi.Output<string>;
    /** The ID of the previous access key, while it is kept. */
    public readonly previousAccessKeyId?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: DefenderUserArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfDefenderUser(args));
        super("trailconnect:index:DefenderUser", name, args, warningBeforeReplacement(opts, heldByDefender));
        const { permissions } = args;
        const pgpKey =
            args.accessKeyPgpKey === undefined
                ? undefined
                : checkedLater("accessKeyPgpKey", args.accessKeyPgpKey, checkPgpPublicKey);

        const policy = new iam.Policy(
            name,
            {
                name: args.userName,
                description: "What Microsoft Defender for Cloud Apps may do",
                policy: pulumi.jsonStringify(
                    listCheckedLater(args.sourceIps ?? [], (sourceIps) =>
                        problemsOfAddresses(permissions, sourceIps),
                    ).apply((sourceIps) => defenderUserPolicy(permissions, sourceIps)),
                ),
                tags: args.tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        const group = new iam.Group(`${name}-group`, { name: args.userName }, { parent: this, ...renamedWhole });
        const groupPolicy = new iam.GroupPolicyAttachment(
            `${name}-group-policy`,
            { group: group.name, policyArn: policy.arn },
            { parent: this, ...madeBeforeDeleted },
        );
        const user = new iam.User(
            `${name}-user`,
            {
                name: args.userName,
                permissionsBoundary: policy.arn,
                // A key that was created by hand must not outlive the stack.
                forceDestroy: true,
                tags: args.tags,
            },
            { parent: this, ...renamedWhole },
        );
        const membership = new iam.UserGroupMembership(
            `${name}-membership`,
            { user: user.name, groups: [group.name] },
            { parent: this },
        );

        const generations = wantedGenerations(
            args.accessKeyGeneration ?? defaults.defender.accessKeyGeneration,
            args.keepPreviousAccessKey ?? defaults.defender.keepPreviousAccessKey,
        );
        const [current, previous] = generations.map(
            (generation) =>
                new iam.AccessKey(
                    `${name}-access-key-${generation}`,
                    { user: user.name, pgpKey },
                    // By the time a key can be read from the outputs, its permissions are in place.
                    { parent: this, dependsOn: [groupPolicy, membership] },
                ),
        ) as [iam.AccessKey, iam.AccessKey | undefined];
        refuseThirdAccessKey(this, user, previous ? [current, previous] : [current]);

        this.userName = user.name;
        this.accessKeyId = current.id;
        if (pgpKey) {
            this.encryptedSecretAccessKey = current.encryptedSecret;
        } else {
            this.secretAccessKey = pulumi.secret(current.secret);
        }
        if (previous) {
            this.previousAccessKeyId = previous.id;
        }
        this.registerOutputs({
            userName: this.userName,
            accessKeyId: this.accessKeyId,
            secretAccessKey: this.secretAccessKey,
            encryptedSecretAccessKey: this.encryptedSecretAccessKey,
            previousAccessKeyId: this.previousAccessKeyId,
        });
    }
}
