import { type AwsRequest, withContext } from "../../support/simulate";
import { byAdministrator, microsoft, type Place, services, strangers, unprivileged, withValues } from "../outsiders";
import { actionsOn, asResourcePolicy, otherActions, outsideOf, type Trial } from "../trial";
import { elsewhere, foreignTrails, foreignValue } from "../values";

/** What is known of a key and its policy. */
export interface KeyWorld extends Place {
    keyArn: string;
    trailArn: string;
    /** Whether the policy leaves the rest to the account's identity policies. */
    accountDecides: boolean;
}

const contextOfTrail = "kms:EncryptionContext:aws:cloudtrail:arn";

/** What is tried on a key policy, or on statements that are added to one. */
export async function keyTrial(world: KeyWorld): Promise<Trial> {
    const { keyArn, trailArn, accountId } = world;
    const describes: AwsRequest = {
        principal: "cloudtrail.amazonaws.com",
        action: "kms:DescribeKey",
        resource: keyArn,
        accountId,
        context: { "aws:SourceArn": trailArn },
    };
    const onKey = await actionsOn("kms", keyArn);
    const decrypts = withContext({ ...describes, action: "kms:Decrypt" }, { [contextOfTrail]: trailArn });
    // CloudTrail's documentation grants it every action that begins so.
    const encrypts = onKey
        .filter((action) => action.startsWith("kms:GenerateDataKey"))
        .map((action) => ({ ...decrypts, action }));
    const admitted = [describes, decrypts, withContext(decrypts, { [contextOfTrail]: undefined }), ...encrypts];
    const administered = ["kms:Decrypt", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"].map(
        (action): AwsRequest => ({ ...byAdministrator(world, action, keyArn), context: {} }),
    );
    const permitted = world.accountDecides ? [...admitted, ...administered] : admitted;

    const isGranted = (action: string) =>
        /^kms:GenerateDataKey/.test(action) || action === "kms:Decrypt" || action === "kms:DescribeKey";
    const attempts = [
        ...withValues("another trail", admitted, "aws:SourceArn", foreignTrails(trailArn)),
        ...withValues("no trail named", admitted, "aws:SourceArn", [undefined]),
        ...withValues("another encryption context, or none", encrypts, contextOfTrail, [
            undefined,
            foreignValue(contextOfTrail, trailArn),
            // The account's other trails, in whatever region, are within AWS's own example.
            ...elsewhere(trailArn).filter((arn) => !isOfAccount(arn, trailArn)),
            trailArn.replace(":trail/", ":eventdatastore/"),
            trailArn.replace(":trail/", ":trails/"),
            trailArn.replace(":cloudtrail:", ":config:"),
            trailArn.toUpperCase(),
            "*",
            "",
        ]),
        ...(await otherActions(
            "every other action of the service, by who is admitted",
            decrypts,
            "kms",
            [keyArn],
            isGranted,
        )),
        ...services(admitted, "cloudtrail.amazonaws.com"),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...unprivileged(permitted, world),
        // Where the key's owner decides elsewhere, these statements admit not even an administrator.
        ...(world.accountDecides
            ? []
            : administered.map((request) => ({ outsider: "the account's own administrator", request }))),
    ];
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts), bearer: keyArn };
}

function isOfAccount(arn: string, own: string): boolean {
    const [, partition, , , accountId] = own.split(":");
    const parts = arn.split(":");
    return parts[1] === partition && parts[4] === accountId;
}
