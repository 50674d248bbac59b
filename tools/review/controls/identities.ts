import { asList } from "../../../components/iam/lists";
import type { ReadStatement } from "../../../components/iam/statements";
import type { Registration } from "../../rehearsal/engine";
import type { ControlGroup } from "./control";
import { demands, grantsOnly, isForServices, isNamed, namesSource, statementsOf, takesIn } from "./documents";
import { type EvidenceIn, every, fulfils, together } from "./evidence";
import { keys, listIn } from "./options";
import { allowsOnly, bearers, naming, permissionsOf, reads } from "./permissions";
import { allOf, type RegisteredStack } from "./registeredStack";

const users = allOf("iam", "User");
const roles = allOf("iam", "Role");

/** That a user has no password. */
const noPassword: EvidenceIn = (user, stack) =>
    naming("user", user.state.name, stack).some(({ type }) => type.endsWith(":UserLoginProfile"))
        ? `${user.name} has a password`
        : [user];

/** That a user has permissions only through groups with policies. */
const throughGroups: EvidenceIn = (user, stack) => {
    const named = naming("user", user.state.name, stack).filter(
        ({ type }) => !/:(AccessKey|UserLoginProfile)$/.test(type),
    );
    const others = named.filter(({ type }) => !type.endsWith(":UserGroupMembership"));
    const permissions = named
        .flatMap(({ inputs }) => asList(inputs.groups as string[]))
        .flatMap((group) => permissionsOf("group", group, stack));
    return others.length === 0 && permissions.length > 0
        ? [user, ...named, ...permissions]
        : `${user.name} has ${others.map(({ name }) => name).join(", ") || "no policy"} besides its groups' policies`;
};

/** That a user's groups have only one policy, the program's own, which is also the user's permissions boundary. */
const bounded: EvidenceIn = (user, stack) => {
    const permissions = throughGroups(user, stack);
    const boundary = stack.of("iam", "Policy").find(({ state }) => state.arn === user.inputs.permissionsBoundary);
    const isWithin = ({ inputs }: Registration) =>
        inputs.policy === undefined && [undefined, boundary?.state.arn].includes(inputs.policyArn as string);
    return typeof permissions !== "string" && boundary && permissions.every(isWithin)
        ? [...permissions, boundary]
        : `${user.name} has other permissions than its permissions boundary`;
};

/** How many active access keys a user has. */
function activeKeys({ state }: Registration, stack: RegisteredStack): number {
    return stack
        .of("iam", "AccessKey")
        .filter(({ inputs }) => inputs.user === state.name && inputs.status !== "Inactive").length;
}

/** Whether an action is named in full, and doesn't manage permissions. */
const isHarmless = (action: string) => /^[a-z0-9-]+:[^*?]+$/i.test(action) && !/^(iam|organizations):/i.test(action);

/** Whether an action only reads (for Amazon S3, without wildcards) or is harmless. */
const isNarrow = (action: string) => (reads(action) && !/^s3:.*\*/.test(action)) || isHarmless(action);

/** Whether a statement names its resources. */
const isForNamed = ({ resources }: ReadStatement) => resources.length > 0 && resources.every(isNamed);

/** That a policy only reads what isn't named; with Governance, it may also change ACLs, as Microsoft's page for Defender asks. */
const readsWhatIsNotNamed: EvidenceIn = (policy, stack) => {
    const changes = listIn(stack.settingsOf(policy), keys.defenderPermissions).includes("Governance")
        ? ["s3:PutBucketAcl"]
        : [];
    return allowsOnly(
        (statement) =>
            isForNamed(statement) || statement.actions.every((action) => reads(action) || changes.includes(action)),
        "does more than read, on every resource",
    )(policy, stack);
};

/** Whether a statement admits one principal: a service, or one with an exact external ID or session name. */
function trustsOne(statement: ReadStatement): boolean {
    const isExact = (value: string) => value !== "" && !/[*?]/.test(value);
    const { principals } = statement;
    return (
        principals.length === 1 &&
        principals[0]?.id !== "*" &&
        (isForServices(statement) ||
            ["sts:ExternalId", "sts:RoleSessionName"].some((key) => demands(statement, key, ["StringEquals"], isExact)))
    );
}

/** That all a role may do is write to log streams. */
const writesStreamsOnly: EvidenceIn = (role, stack) => {
    const permissions = permissionsOf("role", role.state.name, stack);
    const inline = role.inputs.inlinePolicies ? [role] : [];
    const writes = allowsOnly(
        ({ actions }) => actions.every((one) => ["logs:CreateLogStream", "logs:PutLogEvents"].includes(one)),
        "does more than write log streams",
    );
    return permissions.length
        ? together([...permissions, ...inline].map((one) => writes(one, stack)))
        : `${role.name} has no policy`;
};

/** The controls for the IAM user, the roles and their policies. */
export const identityControls: ControlGroup = {
    controls: [
        {
            title: "Users with a password have MFA",
            ids: "1.9 IAM.5 iam_user_mfa_enabled_console_access CKV2_AWS_22",
            of: users,
            holds: noPassword,
            met: "The user has no password, so it can't sign in to the console.",
        },
        {
            title: "A user has one active access key",
            ids: "1.12 iam_user_two_active_access_key AVD-AWS-0167",
            of: users,
            holds: fulfils((user, stack) => activeKeys(user, stack) <= 1, "has more than one access key"),
            met: "The user has at most one active access key.",
            option: {
                offers: () => [{ key: keys.keepPreviousAccessKey, value: false }],
                isChosen: (present) => present !== true,
                reason: "A rotation is in progress. Both keys work until the new one is in Microsoft's portal; the option then ends the old one.",
            },
        },
        {
            title: "Users have permissions through groups only",
            ids: "1.14 IAM.2 iam_policy_attached_only_to_group_or_roles CKV_AWS_40 CKV2_AWS_21 AVD-AWS-0143",
            of: users,
            holds: throughGroups,
            met: "The user has no policy of its own, only its group's.",
        },
        {
            title: "Access is by single sign-on, not by an IAM user",
            ids: "iam_user_with_temporary_credentials CKV_AWS_273",
            of: users,
            exception: {
                standsIn: every(bounded, noPassword),
                reason: `Defender for Cloud Apps signs in only with the long-lived access key of an IAM user. The user has no password, one policy through its group, and the same policy as permissions boundary, so nothing attached later widens it. With ${keys.sourceIps}, the key works only from those addresses.`,
            },
        },
        {
            title: "No identity policy allows everything, changes IAM, or allows more than reading by wildcard",
            ids: "1.15 IAM.1 IAM.21 iam_aws_attached_policy_no_administrative_privileges iam_customer_attached_policy_no_administrative_privileges iam_inline_policy_no_administrative_privileges iam_policy_no_full_access_to_cloudtrail iam_policy_no_full_access_to_kms iam_inline_policy_no_full_access_to_cloudtrail iam_inline_policy_no_full_access_to_kms CKV_AWS_62 CKV_AWS_63 CKV_AWS_274 CKV2_AWS_40 AVD-AWS-0342 AVD-AWS-0345",
            of: bearers,
            holds: allowsOnly(({ actions }) => actions.every(isNarrow), "allows more than named actions and reading"),
            met: "Wildcards follow only verbs that read, as in iam:Get*. Every other action is named in full, and none changes IAM or passes a role. Where an AWS managed policy is attached, AWS may change it.",
        },
        {
            title: "No identity policy allows decryption with every key",
            ids: "KMS.1 KMS.2",
            of: bearers,
            holds: allowsOnly((statement, resource, stack) => {
                const logKeys = [
                    stack.settingsOf(resource)(keys.existingKey),
                    ...stack.of("kms", "Key").map(({ state }) => state.arn),
                ];
                return (
                    !takesIn(statement, "kms:Decrypt", "kms:ReEncryptFrom") ||
                    (statement.resources.length > 0 && statement.resources.every((arn) => logKeys.includes(arn)))
                );
            }, "decrypts with other keys than the log key"),
            met: "Policies that allow kms:Decrypt do so with the log key only.",
        },
        {
            title: "Policies name their resources",
            ids: "CKV_AWS_355",
            of: bearers,
            holds: allowsOnly(isForNamed, "is for more than named resources"),
            met: "Each policy names its resources by ARN. Wildcards only follow the beginning of a name.",
            exception: {
                standsIn: readsWhatIsNotNamed,
                reason: "Microsoft asks for permissions on the whole account: Defender for Cloud Apps lists its activities, identities and buckets, and Sentinel uses AWS's own AWSCloudTrail_ReadOnlyAccess. They only read, except that Governance also changes bucket ACLs.",
            },
        },
        {
            title: "Each role trusts one principal, and Microsoft only under conditions",
            ids: "CKV_AWS_60 CKV_AWS_61",
            of: roles,
            holds: grantsOnly(trustsOne, "trusts several principals, or one without an external ID or session name"),
            met: "A role for Microsoft requires one external ID or one of the session names given; the review shows them with each identity. Other roles trust one AWS service.",
        },
        {
            title: "Roles for AWS services name the source that they are for (confused deputy)",
            ids: "iam_role_cross_service_confused_deputy_prevention iam_role_service_trust_restricts_source_to_account",
            of: (stack) =>
                roles(stack).filter((role) =>
                    statementsOf(role).some(({ principals }) => principals.some(({ kind }) => kind === "service")),
                ),
            holds: grantsOnly(namesSource, "admits a service without a source"),
            met: "The trust policies require aws:SourceArn or aws:SourceAccount.",
            exception: {
                standsIn: writesStreamsOnly,
                reason: "AWS documents no aws:SourceArn for the role with which CloudTrail writes to CloudWatch Logs, and users report that one stops the delivery. The role can only write log streams.",
            },
        },
    ],
};
