import { type Control, ids, tests } from "./control";
import { conditionKeys, grantsOnly, principals, statementsOf } from "./documents";
import { fulfils, hasInputs } from "./evidence";
import { judged, leftTo } from "./judge";
import { keyOwner } from "./owners";
import type { Stack } from "./stack";

const keys = (stack: Stack) => stack.ofType("aws:kms/key:Key");
const logKey = tests({ "components/logKey": ["registers a key that rotates, and its alias"] });

/** The account in an ARN. */
function accountIn(arn: unknown): string | undefined {
    return String(arn).split(":")[4];
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
        title: "Nobody is granted the log key by everybody's name, and no other account",
        ids: ids({ fsbp: ["KMS.5"], prowler: ["kms_key_not_publicly_accessible"], checkov: ["CKV_AWS_33"] }),
        tests: tests({
            "policies/key": [
                "is this document",
                "refuses anybody unsigned",
                "admits the trail that it names and no other",
            ],
        }),
        judge: judged({
            of: keys,
            holds: grantsOnly(
                (statement, key) =>
                    principals(statement, "AWS").every(
                        (arn) => arn.endsWith(":root") && accountIn(arn) === accountIn(key.state.arn),
                    ) &&
                    (principals(statement, "Service").length === 0 ||
                        conditionKeys(statement).includes("aws:SourceArn")),
                "admits others than the account, and services for a named source",
            ),
            met: "CloudTrail may use it for one trail. The account itself has kms:*, as in AWS's default key policy: so that identity policies of this account decide who administers it, and nobody is locked out.",
            owner: keyOwner("get-key-policy --policy-name default"),
        }),
    },
    {
        title: "The log key has a policy of its own",
        ids: ids({ checkov: ["CKV2_AWS_64"] }),
        tests: logKey,
        judge: judged({
            of: keys,
            holds: fulfils((key) => statementsOf(key).length > 0, "has no policy"),
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
        tests: tests({ "components/tampering": ["is the whole pattern"] }),
        judge: leftTo(keys, ([key], stack) => ({
            reason: `Whether somebody has scheduled its deletion, the account knows. It could be called back for ${key?.inputs.deletionWindowInDays} days after the stack let go of it, and tamperAlarms tells of whoever schedules it.`,
            options: keys(stack).every((one) => stack.configurationOf(one).tamperAlarms === true)
                ? []
                : [{ key: "tamperAlarms", value: true }],
            command: `aws kms describe-key --key-id ${key?.state.arn} --query KeyMetadata.KeyState`,
        })),
    },
];
