import { sentinelAccountId } from "../microsoft";
import type { StackOutputs } from "../outputs";
import { type AwsAccess, clientOptions, look } from "./aws";
import { allowing, demanded, denies, otherDemands, type ReadStatement, readPolicy } from "./policy";
import { fails, holds, judge, judgeError, judgeOthers, type Seen, type Verdict } from "./verdict";

/** What the checks of a role look at. */
export interface RoleObservations {
    /** The trust policy's text. */
    trust: Seen<string | undefined>;
    /** The policies attached to it: AWS's by name, others by ARN, because they may bear the same name. */
    attached: Seen<string[]>;
    /** The texts of its own policies, by name. */
    own: Seen<Record<string, string>>;
}

/** The name of a role, from its ARN. */
export function nameOfRole(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

export async function observeRole(access: AwsAccess, roleArn: string): Promise<RoleObservations> {
    const api = await import("@aws-sdk/client-iam");
    const iam = new api.IAMClient(clientOptions(access));
    const RoleName = nameOfRole(roleArn);
    const [trust, attached, own] = await Promise.all([
        look(async () => (await iam.send(new api.GetRoleCommand({ RoleName }))).Role?.AssumeRolePolicyDocument),
        look(async () => {
            const { AttachedPolicies } = await iam.send(new api.ListAttachedRolePoliciesCommand({ RoleName }));
            return (AttachedPolicies ?? []).map(({ PolicyName = "", PolicyArn = "" }) =>
                PolicyArn.includes(":iam::aws:policy/") ? PolicyName : PolicyArn,
            );
        }),
        look(async () => {
            const { PolicyNames } = await iam.send(new api.ListRolePoliciesCommand({ RoleName }));
            const texts = await Promise.all(
                (PolicyNames ?? []).map(async (PolicyName) => {
                    const { PolicyDocument } = await iam.send(new api.GetRolePolicyCommand({ RoleName, PolicyName }));
                    return [PolicyName, PolicyDocument ?? ""] as const;
                }),
            );
            return Object.fromEntries(texts);
        }),
    ]);
    return { trust, attached, own };
}

const managedPolicy = "AWSCloudTrail_ReadOnlyAccess";

/**
 * The statements of a trust policy by which somebody may assume the role, one way or another; none, if nobody may by
 * this action.
 */
export function trusting(text: string | undefined, action: string): ReadStatement[] {
    const statements = readPolicy(text);
    const allows = statements.filter(({ effect }) => effect === "Allow");
    const trusted = allows.flatMap(({ principals }) => Object.values(principals).flat());
    return allowing(allows, action).length === 0 || denies(statements, action, trusted) ? [] : allows;
}

function judgeTrust(text: string | undefined, outputs: StackOutputs, microsoftAccountId: string): Verdict[] {
    const account = "Sentinel's role trusts Microsoft's AWS account alone";
    const external = "Sentinel's role asks for the workspace ID as external ID";
    const back = "Somebody has changed the trust policy: pulumi up.";
    const statements = trusting(text, "sts:AssumeRole");
    const trusted = statements.flatMap(({ principals }) => Object.values(principals).flat());
    const isMicrosofts = (arn: string) =>
        arn === microsoftAccountId || /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(arn)?.[1] === microsoftAccountId;
    const ids = statements.map((statement) => demanded(statement, "sts:ExternalId"));
    const more = statements.flatMap((statement) => otherDemands(statement, ["sts:ExternalId"]));
    return [
        trusted.length > 0 && trusted.every(isMicrosofts)
            ? holds(account, `It trusts ${trusted.join(", ")}.`)
            : fails(
                  account,
                  `It trusts ${trusted.join(", ") || "nobody"}, and Microsoft's account is ${microsoftAccountId}.`,
                  `${back} If the connector's page in the portal shows another account: --microsoft-account.`,
              ),
        ids.length > 0 &&
        ids.every((values) => values.length === 1 && values[0] === outputs.externalId) &&
        more.length === 0
            ? holds(external, `It asks for ${outputs.externalId}.`)
            : fails(
                  external,
                  `It asks for ${[...ids.flat(), ...more].join(", ") || "none"}, and the workspace ID is ${outputs.externalId}.`,
                  `${back} Without it any customer of Sentinel's could read this account.`,
              ),
    ];
}

/** Judges the role of Sentinel's API connector. */
export function judgeRole(
    seen: RoleObservations,
    outputs: StackOutputs,
    microsoftAccountId: string = sentinelAccountId,
): Verdict[] {
    const { roleArn = "" } = outputs;
    const gone = `There is no role ${nameOfRole(roleArn)}: pulumi refresh, and pulumi up.`;
    const reads = "Sentinel's role reads CloudTrail";
    const nothingMore = "Sentinel's role has no other policy";
    return [
        ...("value" in seen.trust
            ? judgeTrust(seen.trust.value, outputs, microsoftAccountId)
            : [judgeError("Sentinel's role trusts Microsoft's AWS account alone", seen.trust.error, gone)]),
        judge(reads, seen.attached, gone, (names) =>
            names.includes(managedPolicy)
                ? holds(reads, `It has ${managedPolicy}.`)
                : fails(reads, `It has ${names.join(", ") || "no policy"}.`, "pulumi refresh, and pulumi up."),
        ),
        judgeOthers(
            nothingMore,
            [
                ...("value" in seen.attached ? seen.attached.value.filter((name) => name !== managedPolicy) : []),
                ...("value" in seen.own ? Object.keys(seen.own.value) : []),
            ],
            [seen.attached, seen.own],
            gone,
            "Somebody has widened what Sentinel may do: take them away.",
            "None is there.",
        ),
    ];
}
