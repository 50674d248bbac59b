import type { StackOutputs } from "../../outputs";
import { type AwsAccess, clientOptions, look } from "../aws";
import type { Seen } from "../verdict";

/** What the checks of Defender's user examine. */
export interface AccessKeyObservations {
    /** Who the key signs in as; absent if the outputs have no secret to sign in with. */
    identity?: Seen<string>;
    /** The outcome of each of Defender's calls, by the call's name. */
    calls: Readonly<Record<string, Seen<unknown>>>;
    keys: Seen<{ id: string; isActive: boolean }[]>;
    boundary: Seen<string | undefined>;
    /** The ARNs of the policies that the user's groups have. */
    groupPolicies: Seen<string[]>;
    /** The text of the policy that the user has through its group, and as its permissions boundary. */
    policyText: Seen<string | undefined>;
    /** The names of any other policies that the user and its groups have. */
    ownPolicies: Seen<string[]>;
}

export async function observeAccessKey(access: AwsAccess, outputs: StackOutputs): Promise<AccessKeyObservations> {
    const { userName: UserName, accessKeyId, secretAccessKey } = outputs;
    const iamApi = await import("@aws-sdk/client-iam");
    const iam = new iamApi.IAMClient(clientOptions(access));
    const asDefender =
        accessKeyId && secretAccessKey
            ? { region: access.region, credentials: { accessKeyId, secretAccessKey } }
            : undefined;
    const PolicyArn = arnOfPolicy(outputs);
    const [keys, boundary, groupPolicies, policyText, ownPolicies, asKey] = await Promise.all([
        look(async () => {
            const { AccessKeyMetadata } = await iam.send(new iamApi.ListAccessKeysCommand({ UserName }));
            return (AccessKeyMetadata ?? []).map(({ AccessKeyId = "", Status }) => ({
                id: AccessKeyId,
                isActive: Status === "Active",
            }));
        }),
        look(async () => {
            const { User } = await iam.send(new iamApi.GetUserCommand({ UserName }));
            return User?.PermissionsBoundary?.PermissionsBoundaryArn;
        }),
        look(async () => {
            const { Groups } = await iam.send(new iamApi.ListGroupsForUserCommand({ UserName }));
            const attached = await Promise.all(
                (Groups ?? []).map(({ GroupName }) =>
                    iam.send(new iamApi.ListAttachedGroupPoliciesCommand({ GroupName })),
                ),
            );
            return attached.flatMap(({ AttachedPolicies }) =>
                (AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ""),
            );
        }),
        look(async () => {
            const { Policy } = await iam.send(new iamApi.GetPolicyCommand({ PolicyArn }));
            const { PolicyVersion } = await iam.send(
                new iamApi.GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
            );
            return PolicyVersion?.Document;
        }),
        look(async () => {
            const { AttachedPolicies } = await iam.send(new iamApi.ListAttachedUserPoliciesCommand({ UserName }));
            const { PolicyNames } = await iam.send(new iamApi.ListUserPoliciesCommand({ UserName }));
            const { Groups } = await iam.send(new iamApi.ListGroupsForUserCommand({ UserName }));
            const inGroups = await Promise.all(
                (Groups ?? []).map(({ GroupName }) => iam.send(new iamApi.ListGroupPoliciesCommand({ GroupName }))),
            );
            return [
                ...(AttachedPolicies ?? []).map(({ PolicyName }) => PolicyName ?? ""),
                ...(PolicyNames ?? []),
                ...inGroups.flatMap((group) => group.PolicyNames ?? []),
            ];
        }),
        asDefender ? observeAs(asDefender, outputs) : { calls: {} },
    ]);
    return { ...asKey, keys, boundary, groupPolicies, policyText, ownPolicies };
}

/** The ARN of the policy that the user has through its group. */
export function arnOfPolicy({ partition, accountId, userName }: StackOutputs): string {
    return `arn:${partition}:iam::${accountId}:policy/${userName}`;
}

/** Makes Defender's calls, with Defender's access key. */
async function observeAs(access: AwsAccess, { trailArn }: StackOutputs) {
    const [stsApi, trailApi, iamApi, watchApi] = await Promise.all([
        import("@aws-sdk/client-sts"),
        import("@aws-sdk/client-cloudtrail"),
        import("@aws-sdk/client-iam"),
        import("@aws-sdk/client-cloudwatch"),
    ]);
    const options = clientOptions(access);
    const sts = new stsApi.STSClient(options);
    const trail = new trailApi.CloudTrailClient(options);
    const iam = new iamApi.IAMClient(options);
    const watch = new watchApi.CloudWatchClient(options);
    const calls = {
        "cloudtrail:DescribeTrails": () => trail.send(new trailApi.DescribeTrailsCommand({})),
        "cloudtrail:GetTrailStatus": () => trail.send(new trailApi.GetTrailStatusCommand({ Name: trailArn })),
        "cloudtrail:LookupEvents": () => trail.send(new trailApi.LookupEventsCommand({ MaxResults: 1 })),
        "iam:ListUsers": () => iam.send(new iamApi.ListUsersCommand({ MaxItems: 1 })),
        "cloudwatch:ListMetrics": () => watch.send(new watchApi.ListMetricsCommand({})),
    };
    const [identity, ...answers] = await Promise.all([
        look(async () => (await sts.send(new stsApi.GetCallerIdentityCommand({}))).Arn ?? ""),
        ...Object.values(calls).map((call) => look<unknown>(call)),
    ]);
    return {
        identity,
        calls: Object.fromEntries(Object.keys(calls).map((name, index) => [name, answers[index] as Seen<unknown>])),
    };
}
