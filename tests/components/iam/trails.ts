import fc from "fast-check";
import { type TrailIdentity, trailArn } from "../../../components/facts/arns";

/** Any trail. */
export const trail = fc.record<TrailIdentity>({
    partition: fc.constantFrom("aws", "aws-us-gov", "aws-cn", "aws-eusc"),
    region: fc.constantFrom(
        "us-east-1",
        "eu-central-1",
        "ap-southeast-2",
        "us-gov-west-1",
        "cn-north-1",
        "eusc-de-east-1",
    ),
    accountId: fc.stringMatching(/^\d{12}$/),
    trailName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,40}[A-Za-z0-9]$/),
});

/** Names that somebody might choose to pass for `name`. */
export function lookalikes(name: string): string[] {
    return [`${name}2`, `x${name}`, name.slice(0, -1), name.toUpperCase(), `${name}/${name}`, "*", ""];
}

/** A trail, and the ARN of another one: any other, or one that differs in a single part. */
export const ownAndForeignTrail = fc
    .tuple(trail, trail)
    .chain(([own, other]) =>
        fc.record({
            own: fc.constant(own),
            foreignArn: fc
                .oneof(
                    fc.constantFrom(
                        other,
                        { ...own, partition: other.partition },
                        { ...own, region: other.region },
                        { ...own, accountId: other.accountId },
                        { ...own, trailName: other.trailName },
                    ),
                    fc.constantFrom(...lookalikes(own.trailName)).map((trailName) => ({ ...own, trailName })),
                )
                .map(trailArn),
        }),
    )
    .filter(({ own, foreignArn }) => trailArn(own) !== foreignArn);
