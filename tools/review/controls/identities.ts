import { defaults } from "../../../components/defaults";
import {
    AzureCloud,
    sentinelAccountIds,
    sentinelOidcIdentities,
    sentinelSessionName,
} from "../../../components/facts/microsoft";
import { oidcIssuer } from "../../../components/facts/naming";
import type { Statement } from "../../../components/iam/document";
import type { Properties } from "../../rehearsal/cloud";
import type { Registration } from "../../rehearsal/engine";
import { asList } from "../../rehearsal/statements";
import { coversAction } from "../identities/grants";
import { type Control, ids, tests } from "./control";
import { allPrincipals, asksFor, grantsOnly, isNamed, namesSource, principals, statementsOf } from "./documents";
import { type Check, every, fulfils, inEach, together } from "./evidence";
import { judged, leftTo, neverMet } from "./judge";
import {
    allowsOnly,
    permissionBearers,
    permissionsOfGroup,
    permissionsOfRole,
    permissionsOfUser,
    policiesOfAws,
} from "./permissions";
import type { Stack } from "./stack";

const users = (stack: Stack) => stack.ofType("aws:iam/user:User");
const roles = (stack: Stack) => stack.ofType("aws:iam/role:Role");

const userRegistered = "registers a user with one policy, through a group and as boundary, and one access key";
const defenderUser = tests({ "components/defender/defenderUser": [userRegistered] });
const everyPolicy = tests({
    "components/defender/readerPolicy": ["grants, of all of AWS's actions, those that it lists and no other"],
    "components/sentinelS3/sentinelS3ReaderPolicy": ["grants, of all of AWS's actions, its seven and no other"],
    "components/sentinelApi/sentinelRole": [
        "registers a role for Microsoft's account that reads CloudTrail, and nothing else",
    ],
});

const isOfUser = ({ inputs }: Registration, user: Registration) => inputs.user === user.state.name;

/** That a user has no password. */
const noPassword: Check = (user, stack) =>
    stack.ofType("aws:iam/userLoginProfile:UserLoginProfile").some((profile) => isOfUser(profile, user))
        ? `${user.name} has a password`
        : [user];

/** That a user has no policy of its own. */
const noPolicyOfItsOwn: Check = (user, stack) => {
    const own = permissionsOfUser(user, stack);
    return own.length ? `${user.name} has ${own.map(({ name }) => name).join(", ")} of its own` : [user];
};

/** The groups that a user is in, by name. */
function groupsOf(user: Registration, stack: Stack): string[] {
    const memberships = stack
        .ofType("aws:iam/userGroupMembership:UserGroupMembership")
        .filter((membership) => isOfUser(membership, user))
        .flatMap(({ inputs }) => asList(inputs.groups as string[]));
    const others = stack
        .ofType("aws:iam/groupMembership:GroupMembership")
        .filter(({ inputs }) => asList(inputs.users as string[]).includes(user.state.name as string))
        .map(({ inputs }) => inputs.group as string);
    return [...memberships, ...others];
}

/** The user's groups, and what brings permissions to them. */
const throughGroups: Check = inEach(
    "aws:iam/userGroupMembership:UserGroupMembership",
    isOfUser,
    (membership, stack) => {
        const attached = asList(membership.inputs.groups as string[]).flatMap((group) =>
            permissionsOfGroup(group, stack),
        );
        return attached.length ? [membership, ...attached] : `the groups of ${membership.name} have no policy`;
    },
);

/** That all the user has is what its groups give, and that this is its permissions boundary, which the stack writes. */
const bounded: Check = (user, stack) => {
    const { permissionsBoundary } = user.inputs;
    const boundary = stack.ofType("aws:iam/policy:Policy").filter(({ state }) => state.arn === permissionsBoundary);
    const throughThem = together([noPolicyOfItsOwn(user, stack), throughGroups(user, stack)]);
    if (typeof throughThem === "string") {
        return throughThem;
    }
    const permissions = groupsOf(user, stack).flatMap((group) => permissionsOfGroup(group, stack));
    return boundary.length && permissions.every(({ inputs }) => inputs.policyArn === permissionsBoundary)
        ? [user, ...boundary, ...throughThem.filter((one) => one !== user)]
        : `${user.name} has no policy of its groups as permissions boundary, or more than that`;
};

/** Whether the user's boundary works from the configuration's addresses only. */
function isBoundToAddresses(stack: Stack): boolean {
    return users(stack).every((user) => {
        const addresses = (stack.configurationOf(user)["defender.sourceIps"] ?? []) as string[];
        const evidence = bounded(user, stack);
        const policy = typeof evidence === "string" ? undefined : evidence[1];
        return (
            policy !== undefined &&
            statementsOf(policy).every((one) =>
                asksFor(one, "aws:SourceIp", ["IpAddress"], (address) => addresses.includes(address)),
            )
        );
    });
}

/** The active access keys of a user, by its name. */
function activeKeys(user: unknown, stack: Stack): Registration[] {
    return stack
        .ofType("aws:iam/accessKey:AccessKey")
        .filter(({ inputs }) => inputs.user === user && inputs.status !== "Inactive");
}

/** The access keys of users that the program doesn't make. */
function keysOfOthers(stack: Stack): Registration[] {
    const names = users(stack).map(({ state }) => state.name);
    return stack.ofType("aws:iam/accessKey:AccessKey").filter(({ inputs }) => !names.includes(inputs.user));
}

/** The generation of access keys after the present one. */
function nextGeneration(user: Registration | undefined, stack: Stack): number {
    const { "defender.accessKeyGeneration": accessKeyGeneration } = user ? stack.configurationOf(user) : {};
    return ((accessKeyGeneration as number | undefined) ?? defaults.defender.accessKeyGeneration) + 1;
}

function grantsAction(statement: Statement, ...actions: string[]): boolean {
    return asList(statement.Action).some((pattern) => actions.some((action) => coversAction(pattern, action)));
}

/** Whether a pattern of actions is of one service, and takes in only what reads. */
const reads = (action: string) => /^[a-z0-9-]+:(Describe|Get|List|Lookup)[A-Za-z]*\*?$/.test(action);

/** Whether a statement allows no service's actions altogether, and none of IAM's that change who may do what. */
function administersNothing({ Action: actions }: Statement): boolean {
    return asList(actions).every(
        (action) => /^[a-z0-9-]+:/i.test(action) && (reads(action) || !/^(iam|organizations):/i.test(action)),
    );
}

/** What Microsoft's page for Defender for Cloud Apps has on every resource, besides reading. */
const governance = "s3:PutBucketAcl";

function readsOnly({ Action: actions }: Statement, withGovernance: boolean): boolean {
    return asList(actions).every((action) => reads(action) || (withGovernance && action === governance));
}

/** What to know of policies of AWS's own. */
function textsOfAws(policies: readonly Registration[]): string[] {
    return policiesOfAws(policies).map((name) => `${name} is AWS's own, and AWS may change its text.`);
}

/** Whether a statement is for resources by their ARNs; a wildcard stands behind the beginning of a name at most. */
function isForNamed({ Resource: resources }: Statement): boolean {
    return asList(resources).length > 0 && asList(resources).every(isNamed);
}

/** The log key's ARN: the stack's own, or the one that it is told. */
function logKeys(stack: Stack, resource: Registration): unknown[] {
    return [
        stack.configurationOf(resource).existingKmsKeyArn,
        ...stack.ofType("aws:kms/key:Key").map(({ state }) => state.arn),
    ];
}

/** Whether a statement of a trust policy admits Microsoft, or a service, just as the configuration has it. */
function trustsAsConfigured(statement: Statement, configuration: Properties): boolean {
    const cloud = (configuration["sentinel.azureCloud"] ?? AzureCloud.Commercial) as AzureCloud;
    const workspaceId = configuration["sentinel.workspaceId"] as string;
    const additionalSessionNames = configuration["sentinel.additionalSessionNames"] ?? [];
    const [principal = ""] = allPrincipals(statement);
    if (principals(statement, "Service").includes(principal)) {
        return /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal);
    }
    if (principals(statement, "Federated").includes(principal)) {
        const { url, audience } = sentinelOidcIdentities[cloud];
        const issuer = oidcIssuer(url);
        const names = [sentinelSessionName(workspaceId), ...(additionalSessionNames as string[])];
        return (
            asList(statement.Action).every((action) => action === "sts:AssumeRoleWithWebIdentity") &&
            principal.endsWith(`:oidc-provider/${issuer}`) &&
            asksFor(statement, `${issuer}:aud`, ["StringEquals"], (value) => value === audience) &&
            asksFor(statement, "sts:RoleSessionName", ["StringEquals"], (value) => names.includes(value))
        );
    }
    const account = configuration["sentinel.microsoftAccountId"] ?? sentinelAccountIds[cloud];
    return (
        asList(statement.Action).every((action) => action === "sts:AssumeRole") &&
        /^arn:aws[a-z-]*:iam::\d{12}:root$/.test(principal) &&
        principal.split(":")[4] === account &&
        asksFor(statement, "sts:ExternalId", ["StringEquals"], (value) => value === workspaceId)
    );
}

/** That a role's trust policy names one principal in all. */
const trustsOne = fulfils(
    (role) =>
        statementsOf(role)
            .filter(({ Effect: effect }) => effect === "Allow")
            .flatMap(allPrincipals).length === 1,
    "trusts none or several",
);

/** The roles that a service of AWS's assumes. */
function serviceRoles(stack: Stack): Registration[] {
    return roles(stack).filter((role) => statementsOf(role).some((one) => principals(one, "Service").length > 0));
}

/** That all a role may do is write to the log streams of one log group. */
const writesStreamsOnly: Check = (role, stack) => {
    const permissions = permissionsOfRole(role, stack);
    const writes = ({ Action: actions, Resource: resources }: Statement) =>
        asList(actions).every((action) => ["logs:CreateLogStream", "logs:PutLogEvents"].includes(action)) &&
        asList(resources).length > 0 &&
        new Set(asList(resources).map((arn) => /^(arn:[^*?]+:log-group:[^*?]+):log-stream:/.exec(arn)?.[1])).size ===
            1 &&
        asList(resources).every((arn) => /^arn:[^*?]+:log-stream:/.test(arn));
    return permissions.length
        ? together(permissions.map((one) => allowsOnly(writes, "reaches beyond log streams")(one, stack)))
        : `${role.name} has no policy`;
};

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
        tests: [],
        judge: leftTo(users, ([user]) => ({
            reason: "When a key was last used, the account knows. Defender for Cloud Apps uses it all the time; once Defender is disconnected, take defender out of connectors, and user and key go.",
            command: `aws iam list-access-keys --user-name ${user?.state.name} --query 'AccessKeyMetadata[].AccessKeyId' --output text | xargs -n1 aws iam get-access-key-last-used --access-key-id`,
        })),
    },
    {
        title: "A user has one active access key",
        ids: ids({ cis: ["1.12"], prowler: ["iam_user_two_active_access_key"], trivy: ["AVD-AWS-0167"] }),
        tests: defenderUser,
        judge: judged({
            of: (stack) => [...users(stack), ...keysOfOthers(stack)],
            always: (resource, stack) =>
                resource.type.endsWith(":AccessKey")
                    ? `${resource.name} is a key of ${resource.inputs.user}, which the program doesn't make: its other keys are not known`
                    : fulfils(
                          ({ state }) => activeKeys(state.name, stack).length <= 2,
                          "has more than two access keys",
                      )(resource, stack),
            holds: fulfils(
                ({ state }, stack) => activeKeys(state.name, stack).length <= 1,
                "has more than one access key",
            ),
            met: "No user of the program has more than one access key that is active.",
            option: {
                isChosen: ({ "defender.keepPreviousAccessKey": keepPreviousAccessKey }) =>
                    keepPreviousAccessKey !== true,
                options: () => [{ key: "defender.keepPreviousAccessKey", value: false }],
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
        tests: [],
        judge: leftTo(users, ([user], stack) => ({
            reason: "Microsoft's portal takes a new key by hand, so the operator sets the day: raising defender.accessKeyGeneration makes the next key. How old the present one is, the account knows.",
            options: [{ key: "defender.accessKeyGeneration", value: nextGeneration(user, stack) }],
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
            holds: every(noPolicyOfItsOwn, throughGroups),
            met: "No policy is the user's own: what it may do is its group's.",
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
        tests: everyPolicy,
        judge: judged({
            of: permissionBearers,
            holds: allowsOnly(administersNothing, "allows everything, or changing who may do what"),
            met: (policies) =>
                ["Each action is of a service by name, and none changes IAM.", ...textsOfAws(policies)].join(" "),
        }),
    },
    {
        title: "Access is by single sign-on, not by an IAM user",
        ids: ids({ prowler: ["iam_user_with_temporary_credentials"], checkov: ["CKV_AWS_273"] }),
        tests: [
            ...defenderUser,
            ...tests({
                "components/defender/readerPolicy": [
                    "refuses what it doesn't list, whatever else is attached to the user",
                    "refuses from elsewhere even an administrator's policy",
                ],
            }),
        ],
        judge: neverMet(users, {
            standsIn: every(bounded, noPassword),
            reason: (_users, stack) =>
                `Defender for Cloud Apps signs in with the long-lived access key of an IAM user, and in no other way. The user has no password, one policy through its group, and the same policy as permissions boundary, so that nothing attached later widens it.${isBoundToAddresses(stack) ? " The key works from the addresses of defender.sourceIps only." : ""}`,
            additions: ({ "defender.sourceIps": defenderSourceIps = [] }) =>
                (defenderSourceIps as unknown[]).length > 0
                    ? []
                    : [{ key: "defender.sourceIps", value: ["203.0.113.0/26", "198.51.100.16/28"] }],
        }),
    },
    {
        title: "No identity policy allows all of a service's actions, nor S3 actions by wildcard",
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
            of: permissionBearers,
            holds: allowsOnly(
                ({ Action: actions }) =>
                    asList(actions).every(
                        (action) => !/[*?]/.test(action) || (reads(action) && !action.startsWith("s3:")),
                    ),
                "allows by wildcard",
            ),
            met: "Where an action has a wildcard, it stands behind a verb that reads, as in iam:Get*. The others are named one by one.",
        }),
    },
    {
        title: "No identity policy allows decryption with every key",
        ids: ids({ fsbp: ["KMS.1", "KMS.2"] }),
        tests: everyPolicy,
        judge: judged({
            of: permissionBearers,
            holds: allowsOnly(
                (statement, resource, stack) =>
                    !grantsAction(statement, "kms:Decrypt", "kms:ReEncryptFrom") ||
                    (asList(statement.Resource).length > 0 &&
                        asList(statement.Resource).every((arn) => logKeys(stack, resource).includes(arn))),
                "decrypts with other keys than the log key",
            ),
            met: "Where a policy allows kms:Decrypt, it is with the log key alone.",
        }),
    },
    {
        title: "No identity policy allows iam:PassRole",
        ids: ids({ trivy: ["AVD-AWS-0342"] }),
        tests: everyPolicy,
        judge: judged({
            of: permissionBearers,
            holds: allowsOnly((statement) => !grantsAction(statement, "iam:PassRole"), "allows iam:PassRole"),
            met: "None has it, by name or by wildcard.",
        }),
    },
    {
        title: "Policies name the resources that they are for",
        ids: ids({ checkov: ["CKV_AWS_355"] }),
        tests: everyPolicy,
        judge: judged({
            of: permissionBearers,
            holds: allowsOnly(isForNamed, "is for more than named resources"),
            met: "Each names its resources by ARN, with a wildcard behind the beginning of a name at most.",
            exception: {
                standsIn: (policy, stack) => {
                    const permissions = (stack.configurationOf(policy)["defender.permissions"] ?? []) as string[];
                    return allowsOnly(
                        (statement) =>
                            isForNamed(statement) || readsOnly(statement, permissions.includes("Governance")),
                        "does more than read, on every resource",
                    )(policy, stack);
                },
                reason: (policies) =>
                    [
                        ...(policies.some((policy) => policiesOfAws([policy]).length === 0)
                            ? [
                                  'Microsoft\'s documentation of Defender for Cloud Apps asks for Resource "*", as it lists activities, identities and buckets of the whole account: what is granted so reads, and with Governance changes bucket ACLs.',
                              ]
                            : []),
                        ...policiesOfAws(policies).map(
                            (name) => `AWS's own ${name}, which Microsoft asks for, is for every resource, and reads.`,
                        ),
                    ].join(" "),
            },
        }),
    },
    {
        title: "Each role trusts one principal, and Microsoft under conditions",
        ids: ids({ checkov: ["CKV_AWS_60", "CKV_AWS_61"] }),
        tests: tests({
            "components/sentinelApi/trustPolicy": ["admits the external ID that it names and no other"],
            "components/sentinelS3/oidcTrustPolicy": ["admits the session names that it names and no other"],
            "components/logs/logDeliveryPolicy": ["admits CloudTrail"],
        }),
        judge: judged({
            of: roles,
            holds: every(
                trustsOne,
                grantsOnly(
                    (statement, role, stack) => trustsAsConfigured(statement, stack.configurationOf(role)),
                    "trusts somebody without asking who sent them",
                ),
            ),
            met: "Microsoft's account has to give the workspace ID as external ID. A token of Microsoft's identity provider has to be for Sentinel's audience, and the session under the workspace's name. Other roles trust one service of AWS's.",
        }),
    },
    {
        title: "Roles for AWS services name the source that they are for (confused deputy)",
        ids: ids({
            prowler: [
                "iam_role_cross_service_confused_deputy_prevention",
                "iam_role_service_trust_restricts_source_to_account",
            ],
        }),
        tests: tests({
            "components/logs/logDeliveryPolicy": ["is this document"],
            "components/logs/trailLogGroup": ["registers a log group, and a role with which CloudTrail writes to it"],
        }),
        judge: judged({
            of: serviceRoles,
            holds: grantsOnly(namesSource, "admits a service without a source"),
            met: "The trust policies bear aws:SourceArn or aws:SourceAccount.",
            exception: {
                standsIn: writesStreamsOnly,
                reason: "AWS documents no aws:SourceArn for the role with which CloudTrail writes to CloudWatch Logs, and users report that one stops the delivery. What the role can do is write log streams of one log group.",
            },
        }),
    },
];
