import fc from "fast-check";
import type { PolicyDocument } from "../../../components/iam/document";
import { lookalikes } from "../../components/iam/trails";
import type { AwsRequest } from "../../support/simulate";
import { withContext } from "../../support/simulate";
import {
    byAdministrator,
    microsoft,
    type Place,
    plainHttp,
    services,
    strangers,
    unprivileged,
    withValues,
} from "../outsiders";
import { type Attempt, actionsOn, besideOwnStatements, changed, otherActions, outsideOf, type Trial } from "../trial";
import { foreignAccounts, foreignTrails, foreignValue, otherServices, sample } from "../values";

/** One trail's right to write to a bucket. */
interface Delivery {
    trailArn: string;
    /** The trail's account. */
    ownerId: string;
    organizationId?: string;
}

/** What is known of a bucket and its policy. */
export interface BucketWorld extends Place {
    bucketArn: string;
    /** The trails that may write. */
    deliveries: readonly Delivery[];
    /** Whether the policy has to refuse plain HTTP. */
    refusesPlainHttp: boolean;
    /** Keys of objects that nobody but CloudTrail may write; none where the policy has nothing to say on it. */
    reservedKeys: readonly string[];
    /** Whether the policy has to refuse to delete for good. */
    keepsVersions: boolean;
}

/** What the Sid of the refusal of others' writes begins with. */
const reserves = "OnlyCloudTrailWritesLogs";

const cloudTrail = "cloudtrail.amazonaws.com";
const fullControl = "bucket-owner-full-control";

/** Where a trail writes: its account's logs, and its organization's. */
function ownFolders({ ownerId, organizationId }: Delivery, member: string): string[] {
    return [
        `AWSLogs/${ownerId}/`,
        ...(organizationId ? [`AWSLogs/${organizationId}/${ownerId}/`, `AWSLogs/${organizationId}/${member}/`] : []),
    ];
}

/** Keys that are under none of the trail's folders. */
function foreignKeys({ ownerId, organizationId }: Delivery, file: string): string[] {
    const owners = organizationId ? [ownerId, organizationId] : [ownerId];
    const names = sample(fc.stringMatching(/^[\w!.'()/-]{1,20}$/), 10);
    return [
        ...foreignAccounts(ownerId).flatMap((other) => [
            `AWSLogs/${other}/${file}`,
            `AWSLogs/o-otherorgid00/${other}/${file}`,
            // The organization's own folders are the organization's trail's.
            ...(organizationId ? [] : [`AWSLogs/o-exampleorgid/${other}/${file}`]),
        ]),
        ...owners.flatMap((owner) => [
            `AWSLogs/${owner}4/${file}`,
            `AWSLogs/${owner.slice(0, -1)}/${file}`,
            `AWSLogs/${owner}`,
            `AWSLogs//${owner}/${file}`,
            `awslogs/${owner}/${file}`,
            `copy/AWSLogs/${owner}/${file}`,
            `${owner}/${file}`,
        ]),
        "AWSLogs/log.json.gz",
        "log.json.gz",
        ...names,
        ...names.map((name) => `AWSLogs/${name}`),
    ].filter((key) => !owners.some((owner) => key.startsWith(`AWSLogs/${owner}/`)));
}

const writing = ["s3:PutObject", "s3:ReplicateObject"];
const deleting = ["s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"];

/** Logs by those whom an identity policy, or another statement, lets write. */
function forgeries(world: BucketWorld): Attempt[] {
    const { partition, accountId, bucketArn, reservedKeys } = world;
    const forged = reservedKeys.flatMap((key) =>
        writing.map((action) => byAdministrator(world, action, `${bucketArn}/${key}`)),
    );
    const [insider] = forged;
    if (insider === undefined) {
        return [];
    }
    const others = [...otherServices(cloudTrail), foreignValue("aws:PrincipalServiceName", cloudTrail)];
    const admitsOthers: PolicyDocument = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: others }, Action: writing, Resource: `${bucketArn}/*` }],
    };
    const serviceWrites = forged.map((request) => ({
        ...request,
        principal: others[0] as string,
        identityPolicies: [],
        resourcePolicy: admitsOthers,
    }));
    return [
        ...forged.map((request) => ({ outsider: "a forger of the account", request })),
        ...changed(
            "a forger of the account",
            forged,
            [
                `iam::${accountId}:role/replication`,
                `sts::${accountId}:assumed-role/writer/session`,
                `iam::${accountId}:root`,
            ].map((who) => (request) => ({ ...request, principal: `arn:${partition}:${who}` })),
        ),
        ...changed(
            "another AWS service, admitted by another statement",
            serviceWrites,
            others.map((principal) => (request) => ({ ...request, principal })),
        ),
        ...withValues("another AWS service, admitted by another statement", serviceWrites, "aws:PrincipalServiceName", [
            undefined,
            ...lookalikes(cloudTrail),
        ]),
    ];
}

/** Deleting a log for good by those whom an identity policy lets. */
function deletions(world: BucketWorld, objects: readonly string[]): Attempt[] {
    const { partition, accountId, keepsVersions } = world;
    const deleted = objects.flatMap((object) => deleting.map((action) => byAdministrator(world, action, object)));
    return keepsVersions
        ? changed(
              "somebody of the account who deletes for good",
              deleted,
              ["user/administrator", "role/administrator", "root"].map((who) => (request) => ({
                  ...request,
                  principal: `arn:${partition}:iam::${accountId}:${who}`,
              })),
          )
        : [];
}

/** What is tried on a bucket policy, or on statements that are added to one. */
export async function bucketTrial(world: BucketWorld): Promise<Trial> {
    const { bucketArn, accountId, region } = world;
    const byTrail = world.deliveries.map((delivery) => {
        const file = `CloudTrail/${region}/log.json.gz`;
        const reads: AwsRequest = {
            principal: cloudTrail,
            action: "s3:GetBucketAcl",
            resource: bucketArn,
            accountId,
            context: { "aws:SourceArn": delivery.trailArn, "aws:SecureTransport": "true" },
        };
        const writes = ownFolders(delivery, "777788889999").flatMap((folder) =>
            [file, `CloudTrail-Digest/${region}/digest.json.gz`].map((path) =>
                withContext(
                    { ...reads, action: "s3:PutObject", resource: `${bucketArn}/${folder}${path}` },
                    { "s3:x-amz-acl": fullControl },
                ),
            ),
        );
        const [first] = writes as [AwsRequest, ...AwsRequest[]];
        return { delivery, file, reads, writes, first };
    });
    const admitted = byTrail.flatMap(({ reads, writes }) => [reads, ...writes]);
    const [{ first: anyWrite }] = byTrail as [(typeof byTrail)[number]];
    const elsewhere = `${bucketArn}/some-object`;
    const isReserved = world.reservedKeys.length > 0;
    const administered = [
        ...["s3:GetObject", "s3:DeleteObject"].map((action) => byAdministrator(world, action, anyWrite.resource)),
        ...writing.map((action) => byAdministrator(world, action, isReserved ? elsewhere : anyWrite.resource)),
        ...(world.keepsVersions ? [] : deleting.map((action) => byAdministrator(world, action, anyWrite.resource))),
        ...["s3:GetBucketAcl", "s3:ListBucket", "s3:PutBucketPolicy"].map((action) =>
            byAdministrator(world, action, bucketArn),
        ),
    ];
    const permitted = [...admitted, ...administered];

    const onAnything: AwsRequest[] = [];
    for (const resource of [bucketArn, anyWrite.resource, elsewhere]) {
        for (const action of await actionsOn("s3", resource)) {
            onAnything.push(byAdministrator(world, action, resource));
        }
    }
    const attempts = [];
    for (const { delivery, file, reads, writes, first } of byTrail) {
        attempts.push(
            ...withValues("another trail", [reads, ...writes], "aws:SourceArn", foreignTrails(delivery.trailArn)),
            ...withValues("no trail named", [reads, ...writes], "aws:SourceArn", [undefined]),
            ...withValues("another ACL, or none", writes, "s3:x-amz-acl", [
                undefined,
                foreignValue("s3:x-amz-acl", fullControl),
                "private",
                "bucket-owner-read",
                "bucket-owner-full-contro",
                `${fullControl}2`,
                fullControl.toUpperCase(),
                "log-delivery-write",
            ]),
            ...foreignKeys(delivery, file).map((key) => ({
                outsider: "another prefix",
                request: { ...first, resource: `${bucketArn}/${key}` },
            })),
            ...(await otherActions(
                "every other action of the service, by who is admitted",
                first,
                "s3",
                [bucketArn, ...writes.map(({ resource }) => resource)],
                (action, resource) => action === (resource === bucketArn ? "s3:GetBucketAcl" : "s3:PutObject"),
            )),
        );
    }
    const byOthers = [
        ...services(admitted, cloudTrail),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...unprivileged(permitted, world),
    ];
    attempts.push(
        ...byOthers,
        // The statements that admit CloudTrail keep them out as well.
        ...(isReserved ? byOthers.map((attempt) => ({ ...attempt, without: reserves })) : []),
        ...forgeries(world),
        ...deletions(world, [anyWrite.resource, elsewhere]),
        ...(world.refusesPlainHttp ? plainHttp([...permitted, ...onAnything]) : []),
    );
    // One trail's folder is another one's foreign folder.
    return { attach: besideOwnStatements, permitted, attempts: outsideOf(permitted, attempts), bearer: bucketArn };
}
