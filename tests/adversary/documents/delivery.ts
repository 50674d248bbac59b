/** What the role may do that writes to CloudWatch Logs for CloudTrail. */
import fc from "fast-check";
import type { AwsRequest } from "../../support/simulate";
import type { Place } from "../outsiders";
import { asIdentityPolicy, otherActions, outsideOf, type Trial } from "../trial";
import { foreignAccounts, sample, withPart } from "../values";
import { elsewhereOpen, everyOther, owned } from "./identity";

/** What is known of the role that writes to a log group. */
export interface DeliveryWorld extends Place {
    roleName: string;
    logGroupArn: string;
    /** The account that owns the trail. */
    ownerId: string;
    organizationId?: string;
}

/** What is tried on the policy of that role. */
export async function deliveryTrial(world: DeliveryWorld): Promise<Trial> {
    const { partition, region, accountId, roleName, logGroupArn, ownerId, organizationId } = world;
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    const on = (stream: string) => `${logGroupArn}:log-stream:${stream}`;
    const streams = [
        `${ownerId}_CloudTrail_${region}`,
        ...(organizationId
            ? [
                  `${organizationId}_${ownerId}_CloudTrail_${region}`,
                  `${organizationId}_777788889999_CloudTrail_us-east-1`,
              ]
            : []),
    ];
    const base: Omit<AwsRequest, "action" | "resource"> = {
        principal: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/cloudtrail`,
        accountId,
    };
    const writes = actions.flatMap((action) =>
        streams.map((stream): AwsRequest => ({ ...base, action, resource: on(stream) })),
    );
    const [first] = writes as [AwsRequest];
    const organizations = organizationId ? [organizationId] : [];
    const otherStreams = [
        ...foreignAccounts(ownerId).map((other) => `${other}_CloudTrail_${region}`),
        ...foreignAccounts(ownerId).map((other) => `o-otherorgid00_${other}_CloudTrail_${region}`),
        ...(organizationId ? [] : [`o-exampleorgid_${ownerId}_CloudTrail_${region}`]),
        ...organizations.flatMap((id) => [`${id}2_${ownerId}_CloudTrail_${region}`, `${id.slice(0, -1)}_x`, id]),
        `${ownerId}_CloudTrail-Digest_${region}`,
        `${ownerId}_CloudTrail`,
        `${ownerId}_Config_${region}`,
        `${ownerId}4_CloudTrail_${region}`,
        `x${ownerId}_CloudTrail_${region}`,
        "some-application",
        ...sample(fc.stringMatching(/^[\w.-]{1,20}$/), 10),
    ];
    const groupName = logGroupArn.slice(logGroupArn.lastIndexOf(":") + 1);
    const groups = [
        ...[`${groupName}2`, `x${groupName}`, groupName.slice(0, -1), "another-group", `${groupName}/${groupName}`].map(
            (name) => withPart(logGroupArn, 5, `log-group:${name}`),
        ),
        withPart(logGroupArn, 3, "us-east-1"),
        ...foreignAccounts(accountId).map((other) => withPart(logGroupArn, 4, other)),
    ];
    const attempts = [
        ...otherStreams.flatMap((stream) =>
            actions.map((action) => ({
                outsider: "another log stream",
                request: { ...first, action, resource: on(stream) },
            })),
        ),
        ...groups.flatMap((group) =>
            writes.map((request) => ({
                outsider: "another log group",
                request: elsewhereOpen(owned(request, world), request.resource.replace(logGroupArn, group)),
            })),
        ),
        ...(await otherActions(everyOther, first, "logs", [first.resource, logGroupArn, "*"], (action) =>
            actions.includes(action),
        )),
    ];
    return { attach: asIdentityPolicy, permitted: writes, attempts: outsideOf(writes, attempts), listed: actions };
}
