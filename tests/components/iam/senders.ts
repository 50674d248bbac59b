import fc from "fast-check";
import { bucketArn } from "../../../components/facts/arns";

const bucket = fc.record({
    partition: fc.constantFrom("aws", "aws-us-gov", "aws-cn", "aws-eusc"),
    name: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,40}[a-z0-9]$/),
    accountId: fc.stringMatching(/^\d{12}$/),
});

/** What S3 says of the bucket that a message is about. */
export interface Source {
    bucketArn: string;
    accountId: string;
}

/** A bucket of an account, and another pair: both different, or one of them. */
export const ownAndForeignBucket = fc
    .tuple(bucket, bucket)
    .chain(([own, other]) => {
        const arn = bucketArn(own.partition, own.name);
        const source: Source = { bucketArn: arn, accountId: own.accountId };
        const lookalikes = [`${own.name}2`, `x${own.name}`, own.name.slice(0, -1), `${own.name}/${own.name}`, "*", ""];
        return fc.record({
            own: fc.constant(source),
            partition: fc.constant(own.partition),
            foreign: fc.constantFrom<Source>(
                { bucketArn: bucketArn(other.partition, other.name), accountId: other.accountId },
                { ...source, bucketArn: bucketArn(own.partition, other.name) },
                { ...source, bucketArn: bucketArn(other.partition, own.name) },
                { ...source, accountId: other.accountId },
                { ...source, accountId: own.accountId.slice(1) },
                ...lookalikes.map((name) => ({ ...source, bucketArn: bucketArn(own.partition, name) })),
            ),
        });
    })
    .filter(({ own, foreign }) => own.bucketArn !== foreign.bucketArn || own.accountId !== foreign.accountId);
