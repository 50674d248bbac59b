import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketArn } from "./naming";
import { partitionOf } from "./place";
import { trailStatements } from "./policies/bucket";
import { type ForeignPolicy, mergedPolicy, namedFor, parsePolicy } from "./policies/merge";
import { checkExistingBucketName, checkOneBucket } from "./validation/existing";
import { checkedLater, optionalCheckedLater, problemsOfInput, problemsOfOptional } from "./validation/input";
import { checkOrganizationId } from "./validation/organization";
import { checkPresentPolicy } from "./validation/presentDocuments";
import { refuse } from "./validation/problem";
import { checkTrailArn } from "./validation/trailArn";

/** What an `ExistingLogBucket` is made from. */
export interface ExistingLogBucketArgs {
    /** The bucket's name, without an ARN or `s3://` around it. Source: "General purpose bucket naming rules". */
    bucketName: pulumi.Input<string>;
    /**
     * The ARN of the trail that is to write to it, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. The trail
     * need not exist yet.
     */
    trailArn: pulumi.Input<string>;
    /**
     * The ID of the organization whose accounts the trail records, `o-` and 10 to 32 lower-case letters and digits.
     * Default: none, the trail's own account only. Source: "Organization", AWS Organizations API Reference.
     */
    organizationId?: pulumi.Input<string>;
    /**
     * The bucket's policy as it stands, as `aws s3api get-bucket-policy --query Policy --output text` prints it. It is
     * written with the trail's statements added. Default: none, the policy is left alone, and `bucketPolicyStatements`
     * tells what to add to it.
     */
    presentPolicy?: pulumi.Input<string>;
}

/**
 * A bucket that was there before, admitting a trail. Its policy is one document that others may have a part in: their
 * statements are kept, and the document outlives the stack.
 */
export class ExistingLogBucket extends pulumi.ComponentResource {
    /** The bucket's name, known once the policy is in place, where it is written here. */
    public readonly bucketName: pulumi.Output<string>;
    /** The statements to add to the bucket's policy, as JSON; absent where the policy is written here. */
    public readonly bucketPolicyStatements?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: ExistingLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfInput("bucketName", args.bucketName, checkExistingBucketName),
            ...problemsOfInput("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfOptional("organizationId", args.organizationId, checkOrganizationId),
            ...problemsOfOptional("presentPolicy", args.presentPolicy, checkPresentPolicy),
        ]);
        super("trailconnect:index:ExistingLogBucket", name, args, opts);

        const partition = partitionOf(this);
        const trailArn = checkedLater("trailArn", args.trailArn, checkTrailArn);
        const statements = pulumi
            .all([
                partition,
                checkedLater("bucketName", args.bucketName, checkOneBucket),
                trailArn,
                optionalCheckedLater("organizationId", args.organizationId, checkOrganizationId),
            ])
            .apply(([p, bucket, arn, organizationId]) =>
                trailStatements({ bucketArn: bucketArn(p, bucket), trailArn: arn, organizationId }),
            );

        if (args.presentPolicy === undefined) {
            this.bucketName = pulumi.output(args.bucketName);
            this.bucketPolicyStatements = pulumi.jsonStringify(
                pulumi.all([trailArn, statements]).apply(([arn, ours]) => namedFor(arn, ours)),
                undefined,
                2,
            );
        } else {
            const present = checkedLater("presentPolicy", args.presentPolicy, checkPresentPolicy);
            this.bucketName = new s3.BucketPolicy(
                `${name}-policy`,
                {
                    bucket: args.bucketName,
                    policy: pulumi.jsonStringify(
                        pulumi
                            .all([present, trailArn, statements])
                            .apply(([text, arn, ours]) => mergedPolicy(parsePolicy(text) as ForeignPolicy, arn, ours)),
                    ),
                },
                // Deleting it would delete the statements of others with ours.
                { parent: this, retainOnDelete: true },
            ).bucket;
        }
        this.registerOutputs({
            bucketName: this.bucketName,
            bucketPolicyStatements: this.bucketPolicyStatements,
        });
    }
}
