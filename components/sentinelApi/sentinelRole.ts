import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { checkChoice } from "../checks/choice";
import { checkedLater, problemsOfInput, problemsOfOptional } from "../checks/input";
import { checkName } from "../checks/names";
import { checkPartition } from "../checks/partition";
import { type Problem, problemsOf, refuse } from "../checks/problem";
import { checkWorkspaceId } from "../checks/workspaceId";
import { defaults } from "../defaults";
import { awsManagedPolicyArn } from "../facts/arns";
import { cloudTrailReadOnlyPolicy } from "../facts/cloudTrailReadOnly";
import { AzureCloud, Connector, sentinelAccountIds } from "../facts/microsoft";
import type { PolicyDocument } from "../iam/document";
import { type HeldByMicrosoft, warningBeforeReplacement } from "../resources/heldByMicrosoft";
import { partitionOf } from "../resources/place";
import { madeBeforeDeleted } from "../resources/replacement";
import { checkMicrosoftAccountId } from "./microsoftAccountId";
import { sentinelTrustPolicy } from "./trustPolicy";

/** The arguments for Sentinel's API connector. */
export interface SentinelApiArgs {
    /**
     * The ID of the Log Analytics workspace that Sentinel runs in, a lowercase GUID: Azure portal > Log Analytics
     * workspaces > the workspace > Overview > Workspace ID. Sentinel's API connector sends it as the external ID, and
     * its S3 connector in the session name. Source: "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS
     * service log data".
     * @example "0f8fad5b-d9cb-469f-a165-70867728950e"
     */
    workspaceId: pulumi.Input<string>;
    /**
     * The Azure cloud of the workspace: commercial or usGovernment.
     * @default "commercial"
     * @example "usGovernment"
     */
    azureCloud?: AzureCloud;
    /**
     * The ID of Microsoft's AWS account, 12 digits, as shown on the "Amazon Web Services" connector's page in the
     * portal. Required for Azure Government, for which Microsoft publishes none. Source: "Connect Microsoft Sentinel to
     * Amazon Web Services to ingest AWS service log data".
     * @default for Azure Commercial, the account that Microsoft publishes, 197857026523
     * @example "210987654321"
     */
    microsoftAccountId?: pulumi.Input<string>;
}

/** Arguments for `SentinelRole`. */
export interface SentinelRoleArgs extends SentinelApiArgs {
    /**
     * The role's name, up to 64 characters. Source: "IAM and AWS STS quotas".
     * @default a name that Pulumi generates
     * @example "sentinel-reader"
     */
    roleName?: pulumi.Input<string>;
    /**
     * Tags, in addition to the provider's default tags.
     * @default none
     * @example { "team": "security" }
     */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The account that the role trusts: the one that is set, or the one that Microsoft publishes for the cloud. */
function trustedAccount<T>(given: T | undefined, azureCloud: AzureCloud | undefined): T | string | undefined {
    return given ?? sentinelAccountIds[azureCloud ?? defaults.sentinel.azureCloud];
}

/** The trust policy of a `SentinelRole`, from valid arguments. */
export function sentinelRoleTrust(
    partition: string,
    { workspaceId, azureCloud, microsoftAccountId }: pulumi.Unwrap<SentinelRoleArgs>,
): PolicyDocument {
    return sentinelTrustPolicy(partition, trustedAccount(microsoftAccountId, azureCloud) as string, workspaceId);
}

/** Problems with the arguments of `SentinelRole`, as far as their values are known. */
export function problemsOfSentinelRole(args: SentinelRoleArgs): Problem[] {
    const problemsOfCloud = problemsOf(
        "azureCloud",
        args.azureCloud ?? defaults.sentinel.azureCloud,
        checkChoice(AzureCloud),
    );
    return [
        ...problemsOfInput("workspaceId", args.workspaceId, checkWorkspaceId),
        ...problemsOfCloud,
        // The account's default depends on the cloud.
        ...(problemsOfCloud.length && args.microsoftAccountId === undefined
            ? []
            : problemsOfInput(
                  "microsoftAccountId",
                  trustedAccount(args.microsoftAccountId, args.azureCloud),
                  checkMicrosoftAccountId,
              )),
        ...problemsOfOptional("roleName", args.roleName, checkName("roleName", "sentinel-reader")),
    ];
}

const heldBySentinel: HeldByMicrosoft = {
    roleArn: {
        what: "the role",
        advice: 'Microsoft Sentinel can\'t read events until it is connected to the new role: run "trailconnect sentinel", or use Sentinel > Data connectors > Amazon Web Services > Open connector page. Delete the connection to the old role there.',
    },
};

/**
 * The role that Microsoft Sentinel's API connector ("Amazon Web Services") assumes to read CloudTrail events. It trusts
 * Microsoft's AWS account with one external ID, and can read CloudTrail and nothing else.
 *
 * Source: "Connect Microsoft Sentinel to Amazon Web Services to ingest AWS service log data".
 */
export class SentinelRole extends pulumi.ComponentResource {
    /** The role's ARN, to paste into the connector. */
    public readonly roleArn: pulumi.Output<string>;
    /** The external ID that the role requires, which is the workspace ID. */
    public readonly externalId: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: SentinelRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfSentinelRole(args));
        super("trailconnect:index:SentinelRole", name, args, warningBeforeReplacement(opts, heldBySentinel));

        const partition = checkedLater("partition", partitionOf(this), checkPartition([Connector.Sentinel]));
        this.externalId = checkedLater("workspaceId", args.workspaceId, checkWorkspaceId);
        const { azureCloud } = args;
        const account = checkedLater(
            "microsoftAccountId",
            trustedAccount(args.microsoftAccountId, azureCloud),
            checkMicrosoftAccountId,
        );
        const role = new iam.Role(
            name,
            {
                name: args.roleName,
                description: "Microsoft Sentinel reads CloudTrail events",
                assumeRolePolicy: pulumi.jsonStringify(
                    pulumi
                        .all([partition, account, this.externalId])
                        .apply(([p, microsoftAccountId, workspaceId]) =>
                            sentinelRoleTrust(p, { workspaceId, azureCloud, microsoftAccountId }),
                        ),
                ),
                tags: args.tags,
            },
            { parent: this, ...madeBeforeDeleted },
        );
        new iam.RolePolicyAttachment(
            `${name}-cloudtrail-read-only`,
            {
                role: role.name,
                policyArn: partition.apply((p) => awsManagedPolicyArn(p, cloudTrailReadOnlyPolicy)),
            },
            { parent: this, ...madeBeforeDeleted },
        );

        this.roleArn = role.arn;
        this.registerOutputs({ roleArn: this.roleArn, externalId: this.externalId });
    }
}
