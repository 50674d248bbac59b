import * as pulumi from "@pulumi/pulumi";

/** The types of this stack that take tags. A transform doesn't know by itself: the provider refuses tags on the others. */
const taggable = [
    "aws:cloudtrail/trail:Trail",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/user:User",
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
];

/** Adds tags; one that a resource has by itself stays. */
export function tag(tags: Record<string, string>): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        taggable.includes(type) ? { props: { ...props, tags: { ...tags, ...props.tags } }, opts } : undefined;
}

/** Has Pulumi refuse to delete or replace resources of these types. */
export function protect(...types: string[]): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        types.includes(type) ? { props, opts: pulumi.mergeOptions(opts, { protect: true }) } : undefined;
}
