import { defenderActions } from "../microsoft";
import type { StackOutputs } from "../outputs";
import { type AwsAccess, clientOptions, look } from "./aws";
import { readPolicy } from "./policy";
import { fails, holds, isDenied, judge, judgeOthers, type Seen, unknown, type Verdict } from "./verdict";

/** What the checks of Defender's user look at. */
export interface AccessKeyObservations {
    /** Who the key signs in as; absent if the outputs have no secret to sign in with. */
    identity?: Seen<string>;
    /** What each call of Defender's came to, by the call's name. */
    calls: Readonly<Record<string, Seen<unknown>>>;
    keys: Seen<{ id: string; isActive: boolean }[]>;
    boundary: Seen<string | undefined>;
    /** The ARNs of the policies that the user's groups have. */
    groupPolicies: Seen<string[]>;
    /** The text of the policy that the user has by its group, and as boundary. */
    policyText: Seen<string | undefined>;
    /** The names of the policies that the user and its groups have beside them. */
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

function arnOfPolicy({ partition, accountId, userName }: StackOutputs): string {
    return `arn:${partition}:iam::${accountId}:policy/${userName}`;
}

/** Does what Defender does, as Defender. */
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

function judgeSignIn({ identity, keys }: AccessKeyObservations, { userName, accessKeyId }: StackOutputs): Verdict {
    const check = "Defender's access key signs in";
    const known = "value" in keys ? keys.value.find(({ id }) => id === accessKeyId) : undefined;
    if ("value" in keys && known === undefined) {
        return fails(
            check,
            `User ${userName} has no access key ${accessKeyId}.`,
            "Somebody has deleted it, or the outputs are old: pulumi refresh, pulumi up, and paste the new key into the portal.",
        );
    }
    if (known && !known.isActive) {
        return fails(
            check,
            `Access key ${accessKeyId} is inactive.`,
            `aws iam update-access-key --user-name ${userName} --access-key-id ${accessKeyId} --status Active`,
        );
    }
    if (identity === undefined) {
        return unknown(check, "The outputs hold no secret access key in plain text, so it was not tried.");
    }
    if (
        "error" in identity &&
        /InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch/.test(identity.error.name)
    ) {
        return fails(
            check,
            `AWS does not accept it (${identity.error.name}).`,
            "Somebody has deleted it, or the outputs' secret is another key's: pulumi refresh, pulumi up, and paste the new key into the portal.",
        );
    }
    return judge(check, identity, "The key is not there.", (arn) =>
        arn.endsWith(`:user/${userName}`)
            ? holds(check, `It is ${arn}.`)
            : fails(check, `It is ${arn}, not user ${userName}.`, "The outputs are of two stacks: read them again."),
    );
}

function judgeCalls({ identity, calls }: AccessKeyObservations): Verdict[] {
    // A key that doesn't sign in can't do anything; that has been said.
    if (identity === undefined || !("value" in identity)) {
        return [];
    }
    return Object.entries(calls).map(([name, seen]) => {
        const check = `Defender's access key may ${name}`;
        if ("error" in seen && isDenied(seen.error)) {
            return fails(
                check,
                `AWS refuses it (${seen.error.name}).`,
                "Its policy has changed, defender.sourceIps leaves out where you are now, or a policy of your organization denies it. pulumi up puts the policy back.",
            );
        }
        return judge(check, seen, "What it asks for is not there.", () => holds(check, "AWS answers."));
    });
}

/** Judges Defender's user and its access key. */
export function judgeAccessKey(seen: AccessKeyObservations, outputs: StackOutputs): Verdict[] {
    const { userName } = outputs;
    const gone = `There is no user ${userName}: pulumi refresh, and pulumi up.`;
    const attached = "Defender's user has its policy by its group";
    const bounded = "Defender's user has its permissions boundary";
    const nothingMore = "Defender's user has no other policy";
    const asked = "Defender's policy allows what Microsoft asks for, and nothing else";
    const isItsPolicy = (arn: string | undefined) => arn === arnOfPolicy(outputs);
    return [
        judgeSignIn(seen, outputs),
        ...judgeCalls(seen),
        judge(attached, seen.groupPolicies, gone, (arns) =>
            arns.some(isItsPolicy)
                ? holds(attached, arns.join(", "))
                : fails(
                      attached,
                      `Its groups have ${arns.join(", ") || "no policy"}.`,
                      "Somebody has taken it away: pulumi refresh, and pulumi up.",
                  ),
        ),
        judge(asked, seen.policyText, gone, (text) => {
            const back = "Somebody has changed it: pulumi refresh, and pulumi up.";
            const statements = readPolicy(text);
            const actions = statements.flatMap((statement) => statement.actions);
            const known = new Set(defenderActions.map((action) => action.toLowerCase()));
            const others = actions.filter((action) => !known.has(action.toLowerCase()));
            if (others.length > 0) {
                return fails(asked, `It names ${others.join(", ")} too.`, back);
            }
            return statements.length > 0 && statements.every(({ effect }) => effect === "Allow")
                ? holds(asked, `It names ${actions.length} of ${known.size} actions.`)
                : fails(asked, "It denies, or holds nothing.", back);
        }),
        judge(bounded, seen.boundary, gone, (arn) =>
            isItsPolicy(arn)
                ? holds(bounded, arn as string)
                : fails(bounded, `Its boundary is ${arn ?? "none"}.`, "Somebody has taken it away: pulumi up."),
        ),
        judgeOthers(
            nothingMore,
            [
                ...("value" in seen.groupPolicies ? seen.groupPolicies.value.filter((arn) => !isItsPolicy(arn)) : []),
                ...("value" in seen.ownPolicies ? seen.ownPolicies.value : []),
            ],
            [seen.ownPolicies, seen.groupPolicies],
            gone,
            "Somebody has widened what Defender may do; the permissions boundary still holds it. Detach them.",
            "None is beside it, on the user or on its groups.",
        ),
    ];
}
