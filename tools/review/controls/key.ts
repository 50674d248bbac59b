import type { Principal } from "../../../components/iam/principals";
import type { ControlGroup } from "./control";
import { grantsOnly, namesSource, statementsOf } from "./documents";
import { type EvidenceIn, every, fulfils, hasInputs } from "./evidence";
import { existing } from "./existing";
import { keys } from "./options";
import { allOf } from "./registeredStack";

const logKeys = allOf("kms", "Key");

/** Without a policy of its own a key has AWS's default, which the program doesn't write. */
const hasPolicy = fulfils((key) => statementsOf(key).length > 0, "has no policy");

/** That nothing else in KMS, such as a grant or a separate policy resource, permits its use. */
const grantedByPolicyOnly: EvidenceIn = (key, stack) => {
    const others = stack.all.filter(({ type }) => type.startsWith("aws:kms/") && !/:(Key|Alias)$/.test(type));
    return others.length ? `${others.map(({ name }) => name).join(", ")} may grant it besides its policy` : [key];
};

const admitsAccountAndServices = grantsOnly((statement, { state }) => {
    const [, partition, , , account] = String(state.arn).split(":");
    const isService = ({ kind }: Principal) => kind === "service";
    return (
        statement.principals.length > 0 &&
        statement.principals.every((one) => isService(one) || one.id === `arn:${partition}:iam::${account}:root`) &&
        (!statement.principals.some(isService) || namesSource(statement))
    );
}, "admits others than the account, and services for a named source");

/** The controls for the key that encrypts the logs. */
export const keyControls: ControlGroup = {
    existing: existing([keys.existingKey, "KMS key", "kms describe-key --key-id"]),
    controls: [
        {
            title: "The log key rotates every year",
            ids: "3.6 KMS.4 kms_cmk_rotation_enabled CKV_AWS_7 AVD-AWS-0065",
            of: logKeys,
            holds: hasInputs({ enableKeyRotation: true }),
            met: "Automatic rotation is on.",
        },
        {
            title: "The log key has a policy, which admits neither the public nor another account",
            ids: "KMS.5 kms_key_not_publicly_accessible CKV_AWS_33 CKV2_AWS_64",
            of: logKeys,
            holds: every(hasPolicy, grantedByPolicyOnly, admitsAccountAndServices),
            met: "AWS services may use the key for a source that its policy names. The account itself has kms:*, as in AWS's default key policy: its own identity policies decide who administers the key, and nobody is locked out.",
        },
    ],
};
