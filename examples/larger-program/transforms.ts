import * as pulumi from "@pulumi/pulumi";

/** The types in this stack that support tags. A transform can't tell, and the provider rejects tags on the others. */
const taggable = [
    "aws:cloudtrail/trail:Trail",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/user:User",
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
];

/** Adds tags, without overriding those that a resource already has. */
export function tag(tags: Record<string, string>): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        taggable.includes(type) ? { props: { ...props, tags: { ...tags, ...props.tags } }, opts } : undefined;
}

/** Makes Pulumi refuse to delete or replace resources of these types. */
export function protect(...types: string[]): pulumi.ResourceTransform {
    return ({ type, props, opts }) =>
        types.includes(type) ? { props, opts: pulumi.mergeOptions(opts, { protect: true }) } : undefined;
}
