import { readPolicy } from "../../components/iam/policyText";
import { allowing, denies, namedIn } from "../../components/iam/questions";
import type { ReadStatement } from "../../components/iam/statements";
import { type AwsAccess, clientOptions, look } from "./aws";
import type { Seen } from "./verdict";

/** What the checks of a role examine. */
export interface RoleObservations {
    /** The trust policy's text. */
    trust: Seen<string | undefined>;
    /** The attached policies: AWS managed ones by name, others by ARN, because theirs may have the same name. */
    attached: Seen<string[]>;
    /** The texts of its inline policies, by name. */
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

/**
 * The Allow statements of a trust policy, whatever their action; none if the policy doesn't allow this action.
 */
export function trusting(text: string | undefined, action: string): ReadStatement[] {
    const statements = readPolicy(text);
    const allows = statements.filter(({ effect }) => effect === "Allow");
    const trusted = namedIn(allows);
    return allowing(allows, action).length === 0 || denies(statements, action, trusted) ? [] : allows;
}
