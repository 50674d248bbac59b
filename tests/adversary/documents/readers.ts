/** What those may do who read by actions alone, on whatever resource: Sentinel's role and Defender's user. */
import fc from "fast-check";
import { DefenderPermission } from "../../../components/defender/readerPolicy";
import { type AwsRequest, withContext } from "../../support/simulate";
import { type Place, withValues } from "../outsiders";
import { type Attempt, actionsOn, asBoundary, asIdentityPolicy, leftToAccount, outsideOf, type Trial } from "../trial";
import { sample } from "../values";
import { everyOther, lists } from "./identity";

/** What is known of the role that Sentinel's API connector reads with. */
export interface ManagedReaderWorld extends Place {
    roleName: string;
    trailArn: string;
}

/** What AWSCloudTrail_ReadOnlyAccess lists. Source: "AWS Managed Policy Reference Guide". */
const managedActions = ["cloudtrail:Get*", "cloudtrail:Describe*", "cloudtrail:List*", "cloudtrail:LookupEvents"];

/** What is tried on AWS's own policy that is attached to that role. */
export async function managedReaderTrial(world: ManagedReaderWorld): Promise<Trial> {
    const { partition, accountId, roleName, trailArn } = world;
    return readerTrial(
        {
            principal: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/sentinel`,
            action: "cloudtrail:LookupEvents",
            resource: "*",
            accountId,
        },
        managedActions,
        [trailArn],
        {},
    );
}

/** What is known of Defender's user. */
export interface DefenderWorld extends Place {
    userName: string;
    permissions: readonly DefenderPermission[];
    /** CIDR blocks from which its key works; none: from everywhere. */
    sourceIps: readonly string[];
    trailArn: string;
}

/** What Microsoft's page lists, by capability. Source: "How Defender for Cloud Apps helps protect your AWS environment". */
const defenderActions: Readonly<Record<DefenderPermission, readonly string[]>> = {
    [DefenderPermission.Activity]: [
        "cloudtrail:DescribeTrails",
        "cloudtrail:LookupEvents",
        "cloudtrail:GetTrailStatus",
        "cloudwatch:Describe*",
        "cloudwatch:Get*",
        "cloudwatch:List*",
        "iam:List*",
        "iam:Get*",
    ],
    [DefenderPermission.Storage]: ["s3:ListAllMyBuckets", "s3:GetBucketAcl", "s3:GetBucketLocation"],
    [DefenderPermission.Governance]: ["s3:PutBucketAcl"],
};

/** Addresses within and beside the networks that the matrix names. */
const addresses: Readonly<Record<string, { inside: string[]; beside: string[] }>> = {
    "203.0.113.0/24": { inside: ["203.0.113.0", "203.0.113.255"], beside: ["203.0.112.255", "203.0.114.0"] },
    "2001:db8:4::/48": { inside: ["2001:db8:4::1"], beside: ["2001:db8:5::1", "2001:db8:3:ffff::1"] },
};

function defenderTrial(attach: Trial["attach"]): (world: DefenderWorld) => Promise<Trial> {
    return async ({ partition, accountId, userName, permissions, sourceIps, trailArn, region }) => {
        const known = sourceIps.map((cidr) => addresses[cidr] ?? { inside: [], beside: [] });
        const trial = await readerTrial(
            {
                principal: `arn:${partition}:iam::${accountId}:user/${userName}`,
                action: "",
                resource: "*",
                accountId,
            },
            permissions.flatMap((permission) => defenderActions[permission]),
            [
                trailArn,
                `arn:${partition}:iam::${accountId}:user/${userName}`,
                `arn:${partition}:iam::${accountId}:role/some-role`,
                `arn:${partition}:iam::${accountId}:policy/${userName}`,
                `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:some-alarm`,
                `arn:${partition}:s3:::some-bucket`,
                `arn:${partition}:s3:::some-bucket/some-object`,
            ],
            {
                inside: known.flatMap(({ inside }) => inside),
                outside: [
                    ...known.flatMap(({ beside }) => beside),
                    "198.51.100.7",
                    "2001:db8:ffff::1",
                    ...sample(fc.ipV4(), 10),
                    ...sample(fc.ipV6(), 5),
                ],
            },
        );
        return { ...trial, attach };
    };
}

/** What is tried on the policy that Defender's user has through its group. */
export const defenderPolicyTrial = defenderTrial(asIdentityPolicy);

/** What is tried on the same policy as that user's permissions boundary, whatever else is attached to the user. */
export const defenderBoundaryTrial = defenderTrial(asBoundary);

/** What is tried on a policy that lists actions, on every resource. */
async function readerTrial(
    base: AwsRequest,
    listed: readonly string[],
    resources: readonly string[],
    from: { inside?: readonly string[]; outside?: readonly string[] },
): Promise<Trial> {
    const services = [...new Set(listed.map((action) => action.split(":")[0] ?? ""))];
    const [, partition = "", , , accountId = ""] = String(base.principal).split(":");
    const decidedHere: AwsRequest = { ...base, resourcePolicy: leftToAccount(partition, accountId) };
    const { inside = [], outside = [] } = from;
    const isBound = inside.length > 0;
    const [here] = inside;
    const granted: AwsRequest[] = [];
    const refused: Attempt[] = [];
    for (const service of services) {
        for (const resource of [...resources.filter((arn) => arn.split(":")[2] === service), "*"]) {
            for (const action of await actionsOn(service, resource)) {
                const request = withContext(
                    { ...decidedHere, action, resource },
                    isBound ? { "aws:SourceIp": here } : {},
                );
                if (lists(listed, action)) {
                    granted.push(request);
                } else {
                    refused.push({ outsider: everyOther, request });
                }
            }
        }
    }
    const [first] = granted as [AwsRequest];
    const oneOfEach = listed.map((entry) => granted.find(({ action }) => lists([entry], action)) ?? first);
    const permitted = [
        ...granted,
        ...oneOfEach.flatMap((request) => inside.map((address) => withContext(request, { "aws:SourceIp": address }))),
    ];
    const attempts = [
        ...refused,
        ...(isBound ? withValues("another address, or none", oneOfEach, "aws:SourceIp", [...outside, undefined]) : []),
    ];
    return { attach: asIdentityPolicy, permitted, attempts: outsideOf(permitted, attempts), listed };
}
