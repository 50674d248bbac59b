import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { checkExistingBucketName, checkOneBucket } from "../checks/existing";
import {
    checkedLater,
    isPlain,
    optionalCheckedLater,
    problemsOfInput,
    problemsOfOptional,
    refusedLater,
} from "../checks/input";
import { checkOrganizationId } from "../checks/organization";
import { type Check, problemsOf, refuse } from "../checks/problem";
import { checkTrailArn, checkTrailForm } from "../checks/trailArn";
import { bucketArn, ownerOfTrail } from "../facts/arns";
import { shortestPartition } from "../facts/partitions";
import type { Statement } from "../iam/document";
import { partitionOf } from "../resources/place";
import { sharedBucketRefusal, trailStatements } from "./bucketPolicy";
import { checkExistingPolicy, checkPolicySize } from "./existingDocuments";
import { denialsOf, Party } from "./foreignDenials";
import { type ForeignPolicy, mergedPolicy, namedFor, parsePolicy } from "./mergedPolicy";
import { checkDenials, warnOfDenials } from "./shutOut";

/** Arguments for `ExistingLogBucket`. */
export interface ExistingLogBucketArgs {
    /**
     * The bucket's name, without an ARN or `s3://` around it. Source: "General purpose bucket naming rules".
     * @example "central-audit-logs"
     */
    bucketName: pulumi.Input<string>;
    /**
     * The ARN of the trail that will write to the bucket, `arn:PARTITION:cloudtrail:REGION:ACCOUNT_ID:trail/NAME`. The
     * trail need not exist yet.
     * @example "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"
     */
    trailArn: pulumi.Input<string>;
    /**
     * The ID of the organization whose accounts the trail records, `o-` followed by 10 to 32 lowercase letters and
     * digits. Source: "Organization", AWS Organizations API Reference.
     * @default none; only the trail's own account
     * @example "o-exampleorgid"
     */
    organizationId?: pulumi.Input<string>;
    /**
     * The bucket's current policy, as printed by `aws s3api get-bucket-policy --query Policy --output text`. This
     * component writes it back with the trail's statements added.
     * @default none; the policy isn't changed, and `bucketPolicyStatements` lists what to add to it
     * @example "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
     */
    policy?: pulumi.Input<string>;
    /**
     * Whether the bucket's policy denies everyone but CloudTrail writing CloudTrail logs. Anything else that puts such logs
     * there, such as replication from another bucket, stops working.
     * @default false
     * @example true
     */
    onlyCloudTrailWrites?: boolean;
}

/** A bucket, its partition, and the trail that will write to it. */
type Admission = Pick<
    pulumi.Unwrap<ExistingLogBucketArgs>,
    "bucketName" | "trailArn" | "organizationId" | "onlyCloudTrailWrites"
> & {
    partition: string;
};

function statementsFor({
    partition,
    bucketName,
    trailArn,
    organizationId,
    onlyCloudTrailWrites,
}: Admission): Statement[] {
    const arn = bucketArn(partition, bucketName);
    return [
        ...trailStatements({ bucketArn: arn, trailArn, organizationId }),
        ...(onlyCloudTrailWrites ? [sharedBucketRefusal(arn)] : []),
    ];
}

/** Stands for what isn't known yet: as short as AWS allows, so that the size is never overestimated. */
const shortest: Admission = {
    partition: "aws",
    bucketName: "###",
    trailArn: `arn:${shortestPartition}:cloudtrail:us-east-1:${"#".repeat(12)}:trail/###`,
};

/**
 * Checks an existing policy: by itself, for its bucket, and with the trail's statements.
 * @param known what is known of bucket and trail; the rest is left out
 * @param parties whom it must not shut out for certain
 */
export function checkPolicyFor(known: Partial<Admission>, parties: readonly Party[] = [Party.Trail]): Check<string> {
    const { bucketName } = known;
    return (text) => {
        const fault = checkExistingPolicy(text, bucketName);
        if (fault) {
            return fault;
        }
        const policy = parsePolicy(text) as ForeignPolicy;
        const [shutOut] =
            bucketName === undefined
                ? []
                : parties.flatMap((party) => checkDenials(denialsOf(policy, bucketName, party), party) ?? []);
        return shutOut ?? checkPolicySize(existingBucketPolicy(text, { ...shortest, ...known }));
    };
}

/** The policy that an `ExistingLogBucket` writes in place of the existing one, from valid arguments. */
export function existingBucketPolicy(policy: string, admission: Admission): ForeignPolicy {
    const { trailArn, organizationId = "any" } = admission;
    const possible = statementsFor({ ...admission, organizationId, onlyCloudTrailWrites: true });
    return mergedPolicy(parsePolicy(policy) as ForeignPolicy, trailArn, statementsFor(admission), possible);
}

/** What of it is known before anything is registered. */
function plainAdmission({ bucketName, trailArn, organizationId }: ExistingLogBucketArgs): Partial<Admission> {
    return {
        ...(isPlain(bucketName) && { bucketName }),
        ...(isPlain(trailArn) && { trailArn, partition: ownerOfTrail(trailArn).partition }),
        ...(organizationId !== undefined && {
            organizationId: isPlain(organizationId) ? organizationId : `o-${"#".repeat(10)}`,
        }),
    };
}

/**
 * An existing bucket that a trail may write to. Other statements in its policy are kept, and the policy stays in place
 * when the stack is destroyed.
 */
export class ExistingLogBucket extends pulumi.ComponentResource {
    /** The bucket's name; if this component writes the policy, it resolves once the policy is in place. */
    public readonly bucketName: pulumi.Output<string>;
    /** The statements to add to the bucket's policy, as JSON; absent if this component writes the policy. */
    public readonly bucketPolicyStatements?: pulumi.Output<string>;

    /** @throws pulumi.InputPropertiesError if an argument is invalid */
    constructor(name: string, args: ExistingLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse([
            ...problemsOfInput("bucketName", args.bucketName, checkExistingBucketName),
            ...problemsOfInput("trailArn", args.trailArn, checkTrailArn),
            ...problemsOfOptional("organizationId", args.organizationId, checkOrganizationId),
            ...problemsOfOptional("policy", args.policy, checkPolicyFor(plainAdmission(args))),
        ]);
        super("trailconnect:index:ExistingLogBucket", name, args, opts);

        const admission = pulumi.output({
            partition: partitionOf(this),
            bucketName: checkedLater("bucketName", args.bucketName, checkOneBucket),
            trailArn: checkedLater("trailArn", args.trailArn, checkTrailForm),
            organizationId: optionalCheckedLater("organizationId", args.organizationId, checkOrganizationId),
            onlyCloudTrailWrites: args.onlyCloudTrailWrites,
        });

        if (args.policy === undefined) {
            this.bucketName = pulumi.output(args.bucketName);
            this.bucketPolicyStatements = pulumi.jsonStringify(
                admission.apply((known) => namedFor(known.trailArn, statementsFor(known))),
                undefined,
                2,
            );
        } else {
            const checked = refusedLater(pulumi.all([args.policy, admission]), ([text, known]) =>
                problemsOf("policy", text, checkPolicyFor(known)),
            );
            const written = checked.apply(([text, known]) => existingBucketPolicy(text, known));
            warnOfDenials(
                this,
                Party.Trail,
                checked.apply(([text, known]) => ({ text, bucketName: known.bucketName })),
            );
            this.bucketName = new s3.BucketPolicy(
                `${name}-policy`,
                {
                    bucket: args.bucketName,
                    policy: pulumi.jsonStringify(written),
                },
                // Deleting the policy would also delete statements that aren't ours.
                { parent: this, retainOnDelete: true },
            ).bucket;
        }
        this.registerOutputs({
            bucketName: this.bucketName,
            bucketPolicyStatements: this.bucketPolicyStatements,
        });
    }
}
