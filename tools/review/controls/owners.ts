import type { Elsewhere } from "./judge";
import { connections, type Stack } from "./stack";

/** An argument of a connection that names what somebody else made. */
type Existing =
    | "existingTrail.arn"
    | "existingBucket.name"
    | "existingKmsKeyArn"
    | "existingBucket.topicArn"
    | "alarms.topicArn";

/** Leaves a control to whoever owns what is there already, with what shows it in the account. */
function ownerOf(
    argument: Existing,
    what: string,
    command: (value: string) => string,
    more = "",
): (stack: Stack) => Elsewhere | undefined {
    return (stack) => {
        const [connection] = connections(stack).filter(({ inputs }) => typeof inputs[argument] === "string");
        if (connection === undefined) {
            return undefined;
        }
        const value = connection.inputs[argument] as string;
        return {
            reason: `The ${what} ${value} is there already (${argument}), and its owner's to set up.${more}`,
            command: command(value),
        };
    };
}

/** The first of several owners that there is. */
function firstOf(...owners: ((stack: Stack) => Elsewhere | undefined)[]): (stack: Stack) => Elsewhere | undefined {
    return (stack) => owners.map((owner) => owner(stack)).find((answer) => answer !== undefined);
}

function ofTrail(command: string): (trailArn: string) => string {
    return (arn) => `aws cloudtrail ${command} ${arn} --region ${arn.split(":")[3]}`;
}

const getTrail = ofTrail("get-trail --name");

/** The owner of an existing trail, whose settings a command of CloudTrail's shows. */
export function trailOwner(command = "get-trail --name"): (stack: Stack) => Elsewhere | undefined {
    return ownerOf("existingTrail.arn", "trail", ofTrail(command));
}

/** The owner of an existing trail, for what the command `verify` looks at. */
export const verifiedTrailOwner = ownerOf(
    "existingTrail.arn",
    "trail",
    getTrail,
    " The command npm run connect -- verify looks at it.",
);

/**
 * The owner of an existing bucket, whose settings a command of S3's shows; an existing trail's bucket may not be named.
 */
export function bucketOwner(command: string): (stack: Stack) => Elsewhere | undefined {
    return firstOf(
        ownerOf("existingBucket.name", "bucket", (bucket) => `aws s3api ${command} --bucket ${bucket}`),
        ownerOf("existingTrail.arn", "trail", getTrail, " So is its bucket, which is not named."),
    );
}

/** The owner of an existing key, whose settings a command of KMS's shows. */
export function keyOwner(command: string): (stack: Stack) => Elsewhere | undefined {
    return ownerOf(
        "existingKmsKeyArn",
        "key",
        (arn) => `aws kms ${command} --key-id ${arn} --region ${arn.split(":")[3]}`,
    );
}

/** The owner of an existing topic, of logs or of alarms. */
export const topicOwner = firstOf(
    ...(["existingBucket.topicArn", "alarms.topicArn"] as const).map((argument) =>
        ownerOf(
            argument,
            "topic",
            (arn) => `aws sns get-topic-attributes --topic-arn ${arn} --region ${arn.split(":")[3]}`,
        ),
    ),
);
