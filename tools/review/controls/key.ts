import type { Registration } from "../../rehearsal/engine";
import { type Control, ids, tests } from "./control";
import { allPrincipals, grantsOnly, namesSource, principals, statementsOf } from "./documents";
import { type Check, every, fulfils, hasInputs } from "./evidence";
import { judged, leftTo } from "./judge";
import { keyOwner } from "./owners";
import type { Stack } from "./stack";

const keys = (stack: Stack) => stack.ofType("aws:kms/key:Key");
const logKey = tests({ "components/logs/logKey": ["registers a key that rotates, and its alias"] });

/** Without a policy of its own a key has AWS's default, which the program doesn't write. */
const hasPolicy = fulfils((key) => statementsOf(key).length > 0, "has no policy");

/** That nothing grants keys besides their policies. */
const grantedByPolicyOnly: Check = (key, stack) => {
    const others = stack.ofType("aws:kms/grant:Grant", "aws:kms/keyPolicy:KeyPolicy");
    return others.length ? `${others.map(({ name }) => name).join(", ")} may grant it besides its policy` : [key];
};

/** Whether a principal is the account that a key is in. */
function isAccountOf({ state }: Registration, principal: string): boolean {
    const [, partition, , , account] = String(state.arn).split(":");
    return principal === `arn:${partition}:iam::${account}:root`;
}

/** What is asked of the key that encrypts the logs. */
export const keyControls: Control[] = [
    {
        title: "The log key rotates every year",
        ids: ids({
            cis: ["3.6"],
            securityHub: ["KMS.4"],
            prowler: ["kms_cmk_rotation_enabled"],
            checkov: ["CKV_AWS_7"],
            trivy: ["AVD-AWS-0065"],
        }),
        tests: logKey,
        judge: judged({
            of: keys,
            holds: hasInputs({ enableKeyRotation: true }),
            met: "Automatic rotation is on.",
            owner: keyOwner("get-key-rotation-status"),
        }),
    },
    {
        title: "The log key's policy admits neither the public nor another account",
        ids: ids({ fsbp: ["KMS.5"], prowler: ["kms_key_not_publicly_accessible"], checkov: ["CKV_AWS_33"] }),
        tests: tests({
            "components/logs/keyPolicy": [
                "is this document",
                "refuses anybody unsigned",
                "admits the trail that it names and no other",
            ],
        }),
        judge: judged({
            of: keys,
            holds: every(
                hasPolicy,
                grantedByPolicyOnly,
                grantsOnly(
                    (statement, key) =>
                        allPrincipals(statement).length > 0 &&
                        allPrincipals(statement).every(
                            (principal) =>
                                isAccountOf(key, principal) || principals(statement, "Service").includes(principal),
                        ) &&
                        !allPrincipals(statement).includes("*") &&
                        (principals(statement, "Service").length === 0 || namesSource(statement)),
                    "admits others than the account, and services for a named source",
                ),
            ),
            met: "AWS's services may use it for a source that the policy names. The account itself has kms:*, as in AWS's default key policy: so that identity policies of this account decide who administers it, and nobody is locked out.",
            owner: keyOwner("get-key-policy --policy-name default"),
        }),
    },
    {
        title: "The log key has a policy of its own",
        ids: ids({ checkov: ["CKV2_AWS_64"] }),
        tests: logKey,
        judge: judged({
            of: keys,
            holds: hasPolicy,
            met: "The key policy is written out.",
            owner: keyOwner("get-key-policy --policy-name default"),
        }),
    },
    {
        title: "The log key stays in one region",
        ids: ids({ prowler: ["kms_cmk_not_multi_region"] }),
        tests: logKey,
        judge: judged({
            of: keys,
            holds: fulfils(({ inputs }) => inputs.multiRegion !== true, "is a multi-Region key"),
            met: "It is no multi-Region key.",
            owner: keyOwner("describe-key"),
        }),
    },
    {
        title: "The log key is not about to be deleted",
        ids: ids({ fsbp: ["KMS.3"], prowler: ["kms_cmk_not_deleted_unintentionally"] }),
        tests: [],
        judge: leftTo(keys, ([key], stack) => ({
            reason: `Whether somebody has scheduled its deletion, the account knows. It could be called back for ${key?.inputs.deletionWindowInDays} days after the stack let go of it, and alarms.onTampering tells who schedules it.`,
            options: keys(stack).every((one) => stack.configurationOf(one)["alarms.onTampering"] === true)
                ? []
                : [{ key: "alarms.onTampering", value: true }],
            command: `aws kms describe-key --key-id ${key?.state.arn} --query KeyMetadata.KeyState`,
        })),
    },
];
