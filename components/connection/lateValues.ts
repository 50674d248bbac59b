import type * as pulumi from "@pulumi/pulumi";
import {
    checkKeyPrefix,
    checkOidcProviderArn,
    checkOneBucket,
    checkOneKmsKey,
    checkTopicArn,
} from "../checks/existing";
import { checkedUnderName, isPlain, listCheckedLater } from "../checks/input";
import { checkOrganizationId, problemsOfMemberAccounts } from "../checks/organization";
import { type Check, type Problem, within } from "../checks/problem";
import { checkTrailArn } from "../checks/trailArn";
import { checkWorkspaceId } from "../checks/workspaceId";
import { defaults } from "../defaults";
import { problemsOfAddresses } from "../defender/defenderUser";
import { checkPgpPublicKey } from "../defender/pgpPublicKey";
import { sentinelOidcIdentities } from "../facts/microsoft";
import { checkExistingNotification, checkExistingPolicy } from "../logs/existingDocuments";
import { checkMicrosoftAccountId } from "../sentinelApi/microsoftAccountId";
import { problemsOfSessionNames } from "../sentinelS3/sessionNames";
import type { CloudTrailConnectionArgs } from "./connectionArgs";

type Text = pulumi.Input<string> | undefined;
type Texts = pulumi.Input<pulumi.Input<string>[]> | undefined;

/** A group with some of its properties changed, as far as they are given. */
function changed<Group extends object>(group: Group | undefined, changes: Partial<Group>): Group | undefined {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    return group && { ...group, ...Object.fromEntries(given) };
}

function text(propertyPath: string, value: Text, check: Check<string>): Text {
    return value === undefined ? undefined : checkedUnderName(propertyPath, value, check);
}

function list(value: Texts, problemsOfList: (values: readonly string[]) => Problem[]): Texts {
    const isKnown = value === undefined || (isPlain(value) && value.every(isPlain));
    return isKnown ? value : listCheckedLater(value, problemsOfList);
}

/**
 * A connection's arguments; what another resource gives is refused, when it arrives, under the name that the argument has
 * here: the components that it is handed on to call it otherwise.
 */
export function checkedUnderNames(args: CloudTrailConnectionArgs): CloudTrailConnectionArgs {
    const { sentinel, defender, existingTrail, existingBucket, organization, alarms } = args;
    const { url } = sentinelOidcIdentities[sentinel?.azureCloud ?? defaults.sentinel.azureCloud];
    return {
        ...args,
        sentinel: changed(sentinel, {
            workspaceId: text("sentinel.workspaceId", sentinel?.workspaceId, checkWorkspaceId),
            microsoftAccountId: text(
                "sentinel.microsoftAccountId",
                sentinel?.microsoftAccountId,
                checkMicrosoftAccountId,
            ),
            existingOidcProviderArn: text(
                "sentinel.existingOidcProviderArn",
                sentinel?.existingOidcProviderArn,
                checkOidcProviderArn(url),
            ),
            additionalSessionNames: list(sentinel?.additionalSessionNames, (names) =>
                problemsOfSessionNames("sentinel.additionalSessionNames", names),
            ),
        }),
        defender: changed(defender, {
            accessKeyPgpKey: text("defender.accessKeyPgpKey", defender?.accessKeyPgpKey, checkPgpPublicKey),
            sourceIps: list(defender?.sourceIps, (cidrs) =>
                within("defender", problemsOfAddresses(defender?.permissions, cidrs)),
            ),
        }),
        existingTrail: changed(existingTrail, {
            arn: text("existingTrail.arn", existingTrail?.arn, checkTrailArn),
            keyPrefix: text("existingTrail.keyPrefix", existingTrail?.keyPrefix, checkKeyPrefix),
        }),
        existingBucket: changed(existingBucket, {
            name: text("existingBucket.name", existingBucket?.name, checkOneBucket),
            policy: text("existingBucket.policy", existingBucket?.policy, (policy) => checkExistingPolicy(policy)),
            notification: text("existingBucket.notification", existingBucket?.notification, checkExistingNotification),
            topicArn: text("existingBucket.topicArn", existingBucket?.topicArn, checkTopicArn),
        }),
        existingKmsKeyArn: text("existingKmsKeyArn", args.existingKmsKeyArn, checkOneKmsKey),
        accessLogBucketName: text("accessLogBucketName", args.accessLogBucketName, checkOneBucket),
        organization: changed(organization, {
            id: text("organization.id", organization?.id, checkOrganizationId),
            memberAccountIds: list(organization?.memberAccountIds, (ids) =>
                problemsOfMemberAccounts("organization.memberAccountIds", ids),
            ),
        }),
        alarms: changed(alarms, { topicArn: text("alarms.topicArn", alarms?.topicArn, checkTopicArn) }),
    };
}
