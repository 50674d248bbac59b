/** How texts name principals and conditions, wherever they are shown. */

import { oidcIssuer } from "../../components/facts/arns";
import { AzureCloud, sentinelAccountIds, sentinelOidcIdentities } from "../../components/facts/microsoft";
import type { Principal } from "../../components/iam/principals";
import type { Condition, ReadStatement } from "../../components/iam/statements";

const cloudTitles: Readonly<Record<AzureCloud, string>> = {
    [AzureCloud.Commercial]: "Azure Commercial",
    [AzureCloud.UsGovernment]: "Azure Government",
};

/** The Azure cloud in which Microsoft publishes this identity provider for Sentinel; `undefined` if it isn't Microsoft's. */
function cloudOfProvider(arn: string): AzureCloud | undefined {
    return Object.values(AzureCloud).find((cloud) =>
        arn.endsWith(`:oidc-provider/${oidcIssuer(sentinelOidcIdentities[cloud].url)}`),
    );
}

/** Whether Microsoft publishes that Sentinel is this principal: its AWS account, or its identity provider. */
export function isSentinels({ kind, id, accountId }: Principal): boolean {
    return kind === "account"
        ? Object.values(sentinelAccountIds).includes(accountId)
        : kind === "federated" && cloudOfProvider(id) !== undefined;
}

/** A principal, and whose it is. */
export function principalInWords(principal: Principal): string {
    const { kind, id, accountId } = principal;
    switch (kind) {
        case "everyone":
            return "Everyone";
        case "service":
            return `AWS service ${id}`;
        case "account":
            return `AWS account ${accountId} (${isSentinels(principal) ? "Microsoft Sentinel" : "not an account that Microsoft publishes"})`;
        case "federated": {
            const cloud = cloudOfProvider(id);
            const who = cloud
                ? `Microsoft's services in ${cloudTitles[cloud]}`
                : "An identity provider that is not Microsoft's";
            return `${who} (token of ${id.replace(/^.*:oidc-provider\//, "")})`;
        }
        default:
            return id;
    }
}

const keysInWords: Readonly<Record<string, string>> = {
    "sts:ExternalId": "external ID",
    "sts:RoleSessionName": "session name",
    "aws:SourceIp": "source IP address",
    "aws:SourceAccount": "source account",
    "aws:SourceArn": "source ARN",
    "kms:ViaService": "calling service",
    "kms:EncryptionContext:aws:cloudtrail:arn": "encryption context",
    "s3:x-amz-acl": "ACL",
};

const operatorsInWords: Readonly<Record<string, string>> = {
    StringEquals: "is",
    StringLike: "is like",
    ArnLike: "is like",
    ArnEquals: "is",
    IpAddress: "is in",
    Bool: "is",
};

/** The conditions that a sentence says better. */
function sentenceOf({ operator, key, values }: Condition): string | undefined {
    switch (key.toLowerCase()) {
        case "aws:principalservicename":
            return /^StringNotEquals(IfExists)?$/.test(operator)
                ? `the caller isn't the service ${values.join(" or ")}`
                : undefined;
        case "aws:securetransport":
            return operator === "Bool" && values.join() === "false" ? "the request uses plain HTTP" : undefined;
        default:
            return undefined;
    }
}

function conditionInWords(condition: Condition): string {
    const { operator, key, values } = condition;
    const sentence = sentenceOf(condition);
    if (sentence !== undefined) {
        return sentence;
    }
    const subject = key.endsWith(":aud") ? "token's audience" : keysInWords[key];
    const verb = operatorsInWords[operator];
    return `${(verb && subject) ?? key} ${verb ?? operator} ${values.join(" or ")}`;
}

/** A statement's conditions, each in words; one that has none is as the policy has it. */
export function conditionsInWords({ conditions }: Pick<ReadStatement, "conditions">): string[] {
    return conditions.map(conditionInWords);
}
