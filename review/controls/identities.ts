import type { Statement } from "../../components/policies/document";
import { awsManagedPolicies } from "../../rehearsal/awsManagedPolicies";
import type { Registration } from "../../rehearsal/engine";
import { asList } from "../../rehearsal/statements";
import { coversAction } from "../identities/grants";
import { type Control, ids, tests } from "./control";
import { conditionKeys, grantsOnly, principals, statementsOf } from "./documents";
import { type Check, type Evidence, every, fulfils, inEach } from "./evidence";
import { judged, leftTo, neverMet } from "./judge";
import type { Stack } from "./stack";

const users = (stack: Stack) => stack.ofType("aws:iam/user:User");
const roles = (stack: Stack) => stack.ofType("aws:iam/role:Role");
const ownPolicies = (stack: Stack) =>
    stack.ofType(
        "aws:iam/policy:Policy",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/groupPolicy:GroupPolicy",
        "aws:iam/userPolicy:UserPolicy",
    );
const attachmentTypes = [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
];

/** The policies that AWS manages and the stack attaches. */
function attachmentsOfAws(stack: Stack): Registration[] {
    return stack
        .ofType(...attachmentTypes)
        .filter(({ inputs }) => String(inputs.policyArn).includes(":iam::aws:policy/"));
}

const userRegistered = "registers a user with one policy, through a group and as boundary, and one access key";
const defenderUser = tests({ "components/defenderUser": [userRegistered] });
const everyPolicy = tests({
    "policies/reader": ["grants, of all of AWS's actions, those that it lists and no other"],
    "policies/feedReader": ["grants, of all of AWS's actions, its seven and no other"],
});

const isOfUser = ({ inputs }: Registration, user: Registration) => inputs.user === user.state.name;

/** That a user has nothing of a type. */
function without(type: string, lack: string): Check {
    return (user, stack) =>
        stack.ofType(type).some((candidate) => isOfUser(candidate, user)) ? `${user.name} ${lack}` : [user];
}

const noPassword = without("aws:iam/userLoginProfile:UserLoginProfile", "has a password");

/** The user's groups, and what is attached to them. */
const throughGroups: Check = inEach(
    "aws:iam/userGroupMembership:UserGroupMembership",
    isOfUser,
    (membership, stack) => {
        const attached = stack
            .ofType("aws:iam/groupPolicyAttachment:GroupPolicyAttachment")
            .filter(({ inputs }) => asList(membership.inputs.groups as string[]).includes(inputs.group as string));
        return attached.length ? [membership, ...attached] : `the groups of ${membership.name} have no policy`;
    },
);

/** That what the user has through its groups is its permissions boundary too, a policy which the stack writes. */
const bounded: Check = (user, stack) => {
    const { permissionsBoundary } = user.inputs;
    const boundary = stack.ofType("aws:iam/policy:Policy").filter(({ state }) => state.arn === permissionsBoundary);
    const groups = throughGroups(user, stack);
    if (typeof groups === "string") {
        return groups;
    }
    const others = groups.filter(({ inputs }) => "policyArn" in inputs && inputs.policyArn !== permissionsBoundary);
    return boundary.length && others.length === 0
        ? [user, ...boundary, ...groups]
        : `${user.name} has no policy of its groups as permissions boundary, or more than that`;
};

/** Whether the user's boundary works from certain addresses only. */
function isBoundToAddresses(stack: Stack): boolean {
    return users(stack).every((user) => {
        const evidence = bounded(user, stack);
        const policy = typeof evidence === "string" ? undefined : evidence[1];
        return policy !== undefined && statementsOf(policy).every((one) => conditionKeys(one).includes("aws:SourceIp"));
    });
}

function accessKeys(user: Registration, stack: Stack): Registration[] {
    return stack
        .ofType("aws:iam/accessKey:AccessKey")
        .filter((key) => isOfUser(key, user) && key.inputs.status !== "Inactive");
}

/** The generation of access keys after the present one. */
function nextGeneration(user: Registration | undefined, stack: Stack): number {
    const { accessKeyGeneration } = user ? stack.configurationOf(user) : {};
    return ((accessKeyGeneration as number | undefined) ?? 1) + 1;
}

function grantsAction(statement: Statement, ...actions: string[]): boolean {
    return asList(statement.Action).some((pattern) => actions.some((action) => coversAction(pattern, action)));
}

function isEverything(statement: Statement): boolean {
    return asList(statement.Action).some((action) => action === "*" || action === "*:*");
}

/** A policy of AWS's own is known by its text, where the rehearsal has it. */
const knownPolicyOfAws: Check = (attachment): Evidence => {
    const name = String(attachment.inputs.policyArn).replace(/^.*\//, "");
    const document = awsManagedPolicies[name];
    return document?.Statement.every((statement) => !isEverything(statement))
        ? [attachment]
        : `${attachment.name} attaches ${name}`;
};

/** What to know of a policy of AWS's own. */
function textOfAws({ inputs }: Registration): string[] {
    return inputs.policyArn === undefined
        ? []
        : [`${String(inputs.policyArn).replace(/^.*\//, "")} is AWS's own, and AWS may change its text.`];
}

const noFullAccess: Check = (resource, stack) =>
    attachmentTypes.includes(resource.type)
        ? knownPolicyOfAws(resource, stack)
        : grantsOnly((statement) => !isEverything(statement), "allows everything")(resource, stack);

/** What Microsoft's page for Defender for Cloud Apps has on every resource, besides reading. */
const governance = "s3:PutBucketAcl";

function readsOnly({ Action: actions }: Statement, withGovernance: boolean): boolean {
    return asList(actions).every(
        (action) =>
            /^[a-z0-9-]+:(Describe|Get|List|Lookup)[A-Za-z]*\*?$/.test(action) ||
            (withGovernance && action === governance),
    );
}

const onEveryResource = ({ Resource: resource }: Statement) => asList(resource).includes("*");

function trustsNamedOnly(statement: Statement): boolean {
    const keys = conditionKeys(statement);
    const ofAccounts = principals(statement, "AWS");
    const ofProviders = principals(statement, "Federated");
    return (
        !ofAccounts.includes("*") &&
        (ofAccounts.length === 0 || keys.includes("sts:ExternalId")) &&
        (ofProviders.length === 0 || (keys.includes("sts:RoleSessionName") && keys.some((key) => key.endsWith(":aud"))))
    );
}

/** The roles that a service of AWS's assumes. */
function serviceRoles(stack: Stack): Registration[] {
    return roles(stack).filter((role) => statementsOf(role).some((one) => principals(one, "Service").length > 0));
}

/** What is asked of the IAM user, the roles and their policies. */
export const identityControls: Control[] = [
    {
        title: "Users with a password have MFA",
        ids: ids({
            cis: ["1.9"],
            fsbp: ["IAM.5"],
            prowler: ["iam_user_mfa_enabled_console_access"],
            checkov: ["CKV2_AWS_22"],
        }),
        tests: defenderUser,
        judge: judged({
            of: users,
            holds: noPassword,
            met: "The user has no password, and so no way into the console.",
        }),
    },
    {
        title: "Access keys that nobody uses are disabled",
        ids: ids({
            cis: ["1.11"],
            fsbp: ["IAM.8"],
            securityHub: ["IAM.22"],
            prowler: ["iam_user_accesskey_unused"],
            trivy: ["AVD-AWS-0166"],
        }),
        tests: tests({ "connect/verify/accessKey": ["finds a healthy user so"] }),
        judge: leftTo(users, ([user]) => ({
            reason: "When a key was last used, the account knows. Defender for Cloud Apps uses it all the time; once Defender is disconnected, take defender out of connectors, and user and key go.",
            command: `aws iam list-access-keys --user-name ${user?.state.name} --query 'AccessKeyMetadata[].AccessKeyId' --output text | xargs -n1 aws iam get-access-key-last-used --access-key-id`,
        })),
    },
    {
        title: "A user has one active access key",
        ids: ids({ cis: ["1.12"], prowler: ["iam_user_two_active_access_key"], trivy: ["AVD-AWS-0167"] }),
        tests: tests({ "components/defenderUser": [userRegistered, "are two while the previous one is kept"] }),
        judge: judged({
            of: users,
            holds: fulfils((user, stack) => accessKeys(user, stack).length <= 1, "has more than one access key"),
            met: "The user has the current key alone.",
            option: {
                isChosen: ({ keepPreviousAccessKey }) => keepPreviousAccessKey !== true,
                options: () => [{ key: "keepPreviousAccessKey", value: false }],
                reason: "A rotation is under way: both keys work until the new one is in Microsoft's portal, and then the option ends the old one.",
            },
        }),
    },
    {
        title: "Access keys are rotated every 90 days",
        ids: ids({
            cis: ["1.13"],
            fsbp: ["IAM.3"],
            prowler: ["iam_rotate_access_key_90_days"],
            trivy: ["AVD-AWS-0146"],
        }),
        tests: tests({
            "components/defenderUser": [
                "have another name in the next generation, so that it is made before the last one goes",
            ],
        }),
        judge: leftTo(users, ([user], stack) => ({
            reason: "Microsoft's portal takes a new key by hand, so the operator sets the day: raising accessKeyGeneration makes the next key. How old the present one is, the account knows.",
            options: [{ key: "accessKeyGeneration", value: nextGeneration(user, stack) }],
            command: `aws iam list-access-keys --user-name ${user?.state.name} --query 'AccessKeyMetadata[].[AccessKeyId,Status,CreateDate]'`,
        })),
    },
    {
        title: "Users have permissions through groups only",
        ids: ids({
            cis: ["1.14"],
            fsbp: ["IAM.2"],
            prowler: ["iam_policy_attached_only_to_group_or_roles"],
            checkov: ["CKV_AWS_40", "CKV2_AWS_21"],
            trivy: ["AVD-AWS-0143"],
        }),
        tests: defenderUser,
        judge: judged({
            of: users,
            holds: every(
                without("aws:iam/userPolicy:UserPolicy", "has an inline policy"),
                without("aws:iam/userPolicyAttachment:UserPolicyAttachment", "has a policy attached"),
                (user, stack) =>
                    stack
                        .ofType("aws:iam/policyAttachment:PolicyAttachment")
                        .some(({ inputs }) => asList(inputs.users as string[]).includes(user.state.name as string))
                        ? `${user.name} has a policy attached`
                        : [user],
                throughGroups,
            ),
            met: "The user is in one group, and its policy is the group's.",
        }),
    },
    {
        title: "No policy allows everything",
        ids: ids({
            cis: ["1.15"],
            fsbp: ["IAM.1"],
            prowler: [
                "iam_aws_attached_policy_no_administrative_privileges",
                "iam_customer_attached_policy_no_administrative_privileges",
                "iam_inline_policy_no_administrative_privileges",
            ],
            checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274"],
        }),
        tests: [
            ...everyPolicy,
            ...tests({
                "components/sentinelRole": [
                    "registers a role for Microsoft's account that reads CloudTrail, and nothing else",
                ],
            }),
        ],
        judge: judged({
            of: (stack) => [...ownPolicies(stack), ...attachmentsOfAws(stack)],
            holds: noFullAccess,
            met: (policies) => ["Every policy names its services.", ...policies.flatMap(textOfAws)].join(" "),
        }),
    },
    {
        title: "Access is by single sign-on, not by an IAM user",
        ids: ids({ prowler: ["iam_user_with_temporary_credentials"], checkov: ["CKV_AWS_273"] }),
        tests: [
            ...defenderUser,
            ...tests({ "policies/reader": ["refuses from elsewhere even an administrator's policy"] }),
        ],
        judge: neverMet(users, {
            standsIn: every(bounded, noPassword),
            reason: (_users, stack) =>
                `Defender for Cloud Apps signs in with the long-lived access key of an IAM user, and in no other way. The user has no password, one policy through its group, and the same policy as permissions boundary, so that nothing attached later widens it.${isBoundToAddresses(stack) ? " The key works from the addresses of defenderSourceIps only." : ""}`,
            additions: ({ defenderSourceIps = [] }) =>
                (defenderSourceIps as unknown[]).length > 0
                    ? []
                    : [{ key: "defenderSourceIps", value: ["203.0.113.0/26", "198.51.100.16/28"] }],
        }),
    },
    {
        title: "No policy allows all that a service can do, nor S3 by wildcard",
        ids: ids({
            fsbp: ["IAM.21"],
            prowler: [
                "iam_policy_no_full_access_to_cloudtrail",
                "iam_policy_no_full_access_to_kms",
                "iam_inline_policy_no_full_access_to_cloudtrail",
                "iam_inline_policy_no_full_access_to_kms",
            ],
            checkov: ["CKV2_AWS_40"],
            trivy: ["AVD-AWS-0345"],
        }),
        tests: everyPolicy,
        judge: judged({
            of: ownPolicies,
            holds: grantsOnly(
                ({ Action: actions }) => asList(actions).every((action) => !/^(\*|[^:]+:\*|s3:.*\*.*)$/i.test(action)),
                "allows by wildcard",
            ),
            met: "Wildcards stand only behind a verb that reads, as in iam:Get*.",
        }),
    },
    {
        title: "No policy lets anybody decrypt with every key",
        ids: ids({ fsbp: ["KMS.1", "KMS.2"] }),
        tests: everyPolicy,
        judge: judged({
            of: ownPolicies,
            holds: grantsOnly(
                (statement) =>
                    !grantsAction(statement, "kms:Decrypt", "kms:ReEncryptFrom") ||
                    asList(statement.Resource).every((arn) => /^arn:[^*?]+:key\/[^*?]+$/.test(arn)),
                "decrypts with every key",
            ),
            met: "Whoever may decrypt, may with the log key alone.",
        }),
    },
    {
        title: "No policy hands roles on",
        ids: ids({ trivy: ["AVD-AWS-0342"] }),
        tests: everyPolicy,
        judge: judged({
            of: ownPolicies,
            holds: grantsOnly((statement) => !grantsAction(statement, "iam:PassRole"), "allows iam:PassRole"),
            met: "None has iam:PassRole.",
        }),
    },
    {
        title: "Policies name the resources that they are for",
        ids: ids({ checkov: ["CKV_AWS_355"] }),
        tests: everyPolicy,
        judge: judged({
            of: ownPolicies,
            holds: grantsOnly((statement) => !onEveryResource(statement), "is for every resource"),
            met: "Each names its bucket's prefix, its key, its queue, its log streams.",
            exception: {
                standsIn: (policy, stack) => {
                    const permissions = (stack.configurationOf(policy).defenderPermissions ?? []) as string[];
                    return grantsOnly(
                        (statement) =>
                            !onEveryResource(statement) || readsOnly(statement, permissions.includes("Governance")),
                        "does more than read, on every resource",
                    )(policy, stack);
                },
                reason: 'Microsoft\'s documentation of Defender for Cloud Apps asks for Resource "*": it lists activities, identities and buckets of the whole account. What is granted so reads, and with Governance changes bucket ACLs.',
            },
        }),
    },
    {
        title: "Only those who are named assume the roles, and under their conditions",
        ids: ids({ checkov: ["CKV_AWS_60", "CKV_AWS_61"] }),
        tests: tests({
            "policies/trust": ["admits the external ID that it names and no other"],
            "policies/oidcTrust": ["admits the session names that it names and no other"],
            "policies/logDelivery": ["admits CloudTrail"],
        }),
        judge: judged({
            of: roles,
            holds: grantsOnly(trustsNamedOnly, "trusts somebody without asking who sent them"),
            met: "Where Microsoft's account is trusted, it has to give the external ID; where Microsoft's identity provider is, its token has to be for Sentinel's audience and the session under the workspace's name.",
        }),
    },
    {
        title: "Roles of AWS's services say on whose behalf",
        ids: ids({
            prowler: [
                "iam_role_cross_service_confused_deputy_prevention",
                "iam_role_service_trust_restricts_source_to_account",
            ],
        }),
        tests: tests({
            "policies/logDelivery": ["is this document"],
            "components/trailLogGroup": ["registers a log group, and a role with which CloudTrail writes to it"],
        }),
        judge: judged({
            of: serviceRoles,
            holds: grantsOnly(
                (statement) =>
                    conditionKeys(statement).some((key) => ["aws:SourceArn", "aws:SourceAccount"].includes(key)),
                "admits a service without a source",
            ),
            met: "The trust policies bear aws:SourceArn or aws:SourceAccount.",
            exception: {
                standsIn: inEach(
                    "aws:iam/rolePolicy:RolePolicy",
                    ({ inputs }, role) => inputs.role === role.state.name,
                    grantsOnly(
                        ({ Resource: resources }) => asList(resources).every((arn) => /^[^*?]+:log-stream:/.test(arn)),
                        "reaches beyond log streams",
                    ),
                ),
                reason: "AWS documents no aws:SourceArn for the role with which CloudTrail writes to CloudWatch Logs, and users report that one stops the delivery. What the role can do is write log streams of one log group.",
            },
        }),
    },
];
