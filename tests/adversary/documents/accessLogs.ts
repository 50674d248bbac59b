import type { AwsRequest } from "../../support/simulate";
import { byAdministrator, microsoft, type Place, services, strangers, unprivileged, withValues } from "../outsiders";
import { asResourcePolicy, otherActions, outsideOf, type Trial } from "../trial";
import { foreignAccounts, foreignArns, foreignValue } from "../values";

/** What is known of a bucket that takes access logs. */
export interface AccessLogsWorld extends Place {
    targetArn: string;
    /** What the names of the buckets start with whose accesses are logged, up to the suffix of eight digits. */
    sourcePrefix: string;
}

/** What is tried on the statements for a bucket of access logs. */
export async function accessLogsTrial(world: AccessLogsWorld): Promise<Trial> {
    const { targetArn, sourcePrefix, accountId, partition } = world;
    const arnOf = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
    const file = "2026-01-31-00-00-00-0123456789ABCDEF";
    const delivers = (bucket: string): AwsRequest => ({
        principal: "logging.s3.amazonaws.com",
        action: "s3:PutObject",
        resource: `${targetArn}/${bucket}/${file}`,
        accountId,
        context: { "aws:SourceArn": arnOf(bucket), "aws:SourceAccount": accountId, "aws:SecureTransport": "true" },
    });
    const admitted = [delivers(`${sourcePrefix}1a2b3c4d`), delivers(`${sourcePrefix}5e6f7a8b`)];
    const [first] = admitted as [AwsRequest];
    const administered = ["s3:GetObject", "s3:PutObject"].map((action) =>
        byAdministrator(world, action, first.resource),
    );
    const permitted = [...admitted, ...administered];

    const sources = foreignArns(arnOf(sourcePrefix)).filter((arn) => !arn.startsWith(arnOf(sourcePrefix)));
    const attempts = [
        ...withValues("another bucket", admitted, "aws:SourceArn", sources),
        ...withValues("another bucket", [first], "aws:SourceArn", [
            foreignValue("aws:SourceArn", arnOf(sourcePrefix)),
            arnOf(sourcePrefix.slice(0, -1)),
        ]),
        ...withValues("no bucket named", admitted, "aws:SourceArn", [undefined]),
        ...withValues("a bucket of another account, or of none", admitted, "aws:SourceAccount", [
            ...foreignAccounts(accountId),
            accountId.slice(1),
            "*",
            "",
            undefined,
        ]),
        ...[
            file,
            `${sourcePrefix.slice(0, -1)}/${file}`,
            `${sourcePrefix.slice(0, -1)}x/${file}`,
            `${sourcePrefix}1a2b3c4d`,
            `another-bucket/${file}`,
            `copy/${sourcePrefix}1a2b3c4d/${file}`,
            `${sourcePrefix.toUpperCase()}1A2B3C4D/${file}`,
            `AWSLogs/${accountId}/${file}`,
        ].map((key) => ({ outsider: "another prefix", request: { ...first, resource: `${targetArn}/${key}` } })),
        ...(await otherActions(
            "every other action of the service, by who is admitted",
            first,
            "s3",
            [targetArn, first.resource],
            (action) => action === "s3:PutObject",
        )),
        ...services(admitted, "logging.s3.amazonaws.com"),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...unprivileged(permitted, world),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts), bearer: targetArn };
}
