/** What the role of Sentinel's S3 connector may do. */
import fc from "fast-check";
import type { AwsRequest } from "../../support/simulate";
import { type Place, withValues } from "../outsiders";
import { type Attempt, asIdentityPolicy, otherActions, outsideOf, type Trial } from "../trial";
import { foreignAccountId, foreignAccounts, foreignArns, foreignValue, sample, withPart } from "../values";
import { elsewhereOpen, everyOther, owned } from "./identity";

/** What is known of the role that Sentinel's S3 connector reads with. */
export interface SentinelS3ReaderWorld extends Place {
    roleName: string;
    sessionName: string;
    bucketArn: string;
    /** What the keys of the wanted logs start with. */
    logPrefixes: readonly string[];
    kmsKeyArn?: string;
    queueArn: string;
}

const queueActions = [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
];

function foreignLogKeys(logPrefixes: readonly string[], file: string): string[] {
    const names = sample(fc.stringMatching(/^[\w!.'()/-]{1,20}$/), 10);
    const generated = logPrefixes.flatMap((prefix) => {
        const bare = prefix.slice(0, -1);
        const segments = bare.split("/");
        const owner = segments.find((segment) => /^(\d{12}|o-\w+)$/.test(segment)) ?? "";
        const member = segments.filter((segment) => /^\d{12}$/.test(segment)).at(-1);
        return [
            // Beside it, and everything above it.
            bare,
            `${bare}-Digest/${file}`,
            `${bare}-Insight/${file}`,
            `${bare}2/${file}`,
            ...segments.map((_, end) => [...segments.slice(0, end), "somewhere-else", file].join("/")),
            ...segments.map((_, end) => [...segments.slice(0, end), file].join("/")),
            prefix.toLowerCase() + file,
            `copy/${prefix}${file}`,
            `${prefix.slice(1)}${file}`,
            ...["vpcflowlogs", "Config", "elasticloadbalancing"].map((service) =>
                prefix.replace(/CloudTrail\/$/, `${service}/`).concat(file),
            ),
            prefix.replace(owner, "o-otherorgid00") + file,
            prefix.replace(owner, `${owner}2`) + file,
            ...foreignAccounts(member ?? owner).flatMap((other) => [
                prefix.replace(member ?? owner, other) + file,
                `AWSLogs/${other}/CloudTrail/${file}`,
            ]),
        ];
    });
    return [...generated, ...names, ...names.map((name) => `AWSLogs/${name}`), file].filter(
        (key) => key !== "" && !logPrefixes.some((prefix) => key.startsWith(prefix)),
    );
}

/** What is tried on the policy of that role. */
export async function sentinelS3ReaderTrial(world: SentinelS3ReaderWorld): Promise<Trial> {
    const { partition, region, accountId, bucketArn, logPrefixes, kmsKeyArn, queueArn } = world;
    const file = `${region}/log.json.gz`;
    const session: Pick<AwsRequest, "principal" | "accountId"> = {
        principal: `arn:${partition}:sts::${accountId}:assumed-role/${world.roleName}/${world.sessionName}`,
        accountId,
    };
    const reads = logPrefixes.map((prefix): AwsRequest => {
        return { ...session, action: "s3:GetObject", resource: `${bucketArn}/${prefix}${file}` };
    });
    const [firstRead] = reads as [AwsRequest];
    const takes = queueActions.map((action): AwsRequest => ({ ...session, action, resource: queueArn }));
    const [firstTake] = takes as [AwsRequest];
    const viaS3 = `s3.${region}.amazonaws.com`;
    const decrypts: AwsRequest[] = kmsKeyArn
        ? [
              owned(
                  {
                      ...session,
                      action: "kms:Decrypt",
                      resource: kmsKeyArn,
                      context: { "kms:ViaService": viaS3 },
                  },
                  world,
              ),
          ]
        : [];
    const permitted = [...reads, ...takes, ...decrypts];

    const otherBuckets = foreignArns(bucketArn)
        .filter((arn) => /^arn:[^:]+:s3:::[^*/:]+$/.test(arn))
        .filter((arn) => arn.startsWith(`arn:${partition}:`));
    const otherQueues = [`${queueArn}-dead-letter`, ...foreignArns(queueArn)].filter(
        (arn) => arn.startsWith(`arn:${partition}:`) && /:[\w-]+$/.test(arn),
    );
    const attempts: Attempt[] = [
        ...foreignLogKeys(logPrefixes, file).map((key) => ({
            outsider: "another prefix",
            request: { ...firstRead, resource: `${bucketArn}/${key}` },
        })),
        ...otherBuckets.flatMap((arn) =>
            reads.map((request) => ({
                outsider: "another bucket's objects",
                request: { ...request, resource: request.resource.replace(bucketArn, arn) },
            })),
        ),
        ...otherQueues.flatMap((arn) =>
            takes.map((request) => ({
                outsider: "another queue, the dead-letter queue too",
                request: elsewhereOpen(owned(request, world), arn),
            })),
        ),
        ...(await otherActions(
            everyOther,
            firstRead,
            "s3",
            [firstRead.resource, bucketArn, "*"],
            (action) => action === "s3:GetObject",
        )),
        ...(await otherActions(everyOther, firstTake, "sqs", [queueArn, "*"], (action) =>
            queueActions.includes(action),
        )),
    ];
    for (const request of decrypts) {
        const key = request.resource;
        const otherKeys = [
            withPart(key, 5, "key/7c9e6679-7425-40de-944b-e07fc1f90ae7"),
            withPart(key, 5, `${key.split(":")[5]?.slice(0, -1)}f`),
            withPart(key, 5, `${key.split(":")[5]?.slice(0, -1)}e`),
            withPart(key, 3, "us-east-1"),
            withPart(key, 4, foreignAccountId),
        ].filter((arn) => arn !== key);
        attempts.push(
            ...withValues("decryption not by way of S3", [request], "kms:ViaService", [
                undefined,
                foreignValue("kms:ViaService", viaS3),
                `sqs.${region}.amazonaws.com`,
                "s3.us-east-1.amazonaws.com",
                "s3.us-gov-east-1.amazonaws.com",
                `${viaS3}.cn`,
                `${viaS3.slice(0, -1)}n`,
                viaS3.toUpperCase(),
                "*",
                "",
            ]),
            ...otherKeys.map((arn) => ({ outsider: "another key", request: elsewhereOpen(request, arn) })),
            ...(await otherActions(everyOther, request, "kms", [key], (action) => action === "kms:Decrypt")),
        );
    }
    return {
        attach: asIdentityPolicy,
        permitted,
        attempts: outsideOf(permitted, attempts),
        listed: ["s3:GetObject", ...queueActions, ...(kmsKeyArn ? ["kms:Decrypt"] : [])],
    };
}
