import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import { problemsOfInput } from "./validation/input";
import { checkName } from "./validation/names";
import { refuse } from "./validation/problem";

/** What an `AuditTrail` is made from. */
export interface AuditTrailArgs {
    /**
     * The trail's name: 3 to 128 letters, digits, and single dots, underscores and hyphens between them.
     * Bucket and key policy name the trail, so it has to be the name in the ARN that they were given.
     * Source: "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys".
     */
    trailName: pulumi.Input<string>;
    /**
     * The bucket for the logs, its policy in place: AWS refuses the trail otherwise. `LogBucket.bucketName`
     * is known only then.
     */
    bucketName: pulumi.Input<string>;
    /** The ARN of the KMS key that encrypts the logs. Default: none, the bucket's own encryption. */
    kmsKeyArn?: pulumi.Input<string>;
    /** Tags, on top of the provider's default tags. Default: none. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A trail that records management events, read and write, of every region and of the global services,
 * with log file validation.
 */
export class AuditTrail extends pulumi.ComponentResource {
    /** The trail's name. */
    public readonly trailName: pulumi.Output<string>;
    /** The trail's ARN. */
    public readonly trailArn: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument can't be used */
    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse(problemsOfInput("trailName", args.trailName, checkName("trailName", "audit-trail")));
        super("trailconnect:index:AuditTrail", name, args, opts);

        const trail = new cloudtrail.Trail(
            name,
            {
                name: args.trailName,
                s3BucketName: args.bucketName,
                kmsKeyId: args.kmsKeyArn,
                enableLogging: true,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                enableLogFileValidation: true,
                tags: args.tags,
            },
            { parent: this },
        );

        this.trailName = trail.name;
        this.trailArn = trail.arn;
        this.registerOutputs({ trailName: this.trailName, trailArn: this.trailArn });
    }
}
