import { audiences, sessionNamePrefix } from "../microsoft";
import type { StackOutputs } from "../outputs";
import { arnOfQueue, logPatterns } from "./feedNames";
import type { FeedObservations } from "./feedObservations";
import { allowing, demanded, denies, isMet, means, otherDemands, type ReadStatement, readPolicy } from "./policy";
import { nameOfRole, type RoleObservations, trusting } from "./role";
import { fails, holds, judge, judgeOthers, type Verdict } from "./verdict";

function issuerOf({ sentinelOidcProviderArn = "" }: StackOutputs): string {
    return sentinelOidcProviderArn.slice(sentinelOidcProviderArn.indexOf(":oidc-provider/") + 15);
}

/** Judges the OIDC provider. */
export function judgeProvider(seen: FeedObservations, outputs: StackOutputs): Verdict {
    const check = "The OIDC provider admits Sentinel";
    const audience = audiences[issuerOf(outputs)];
    const { sentinelOidcProviderArn } = outputs;
    if (audience === undefined) {
        return fails(
            check,
            `${sentinelOidcProviderArn} is not Microsoft's issuer.`,
            "The outputs are not this program's, or sentinel.azureCloud has changed: pulumi up.",
        );
    }
    return judge(
        check,
        seen.audiences,
        `Somebody has deleted ${sentinelOidcProviderArn}: pulumi refresh, and pulumi up.`,
        (all) =>
            all.includes(audience)
                ? holds(check, `Its audiences have ${audience}.`)
                : fails(
                      check,
                      `Its audiences are ${all.join(", ") || "none"}.`,
                      `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${sentinelOidcProviderArn} --client-id ${audience}`,
                  ),
    );
}

/** Judges the trust policy of the feed's role. */
export function judgeFeedTrust(text: string | undefined, outputs: StackOutputs): Verdict[] {
    const audience = "The feed's role asks for Sentinel's audience";
    const session = "The feed's role asks for the workspace's session name";
    const back = "Somebody has changed the trust policy: pulumi up.";
    const issuer = issuerOf(outputs);
    const wanted = audiences[issuer];
    const sessionName = `${sessionNamePrefix}${outputs.sentinelWorkspaceId}`;
    const statements = trusting(text, "sts:AssumeRoleWithWebIdentity");
    const trusted = statements.flatMap(({ principals }) => Object.values(principals).flat());
    const demandedAudiences = statements.map((statement) => demanded(statement, `${issuer}:aud`));
    const names = statements.map((statement) => demanded(statement, "sts:RoleSessionName"));
    const more = statements.flatMap((statement) => otherDemands(statement, [`${issuer}:aud`, "sts:RoleSessionName"]));
    return [
        trusted.length > 0 &&
        trusted.every((arn) => arn === outputs.sentinelOidcProviderArn) &&
        demandedAudiences.every((values) => values.length === 1 && values[0] === wanted) &&
        more.length === 0
            ? holds(audience, `It asks ${trusted.join(", ")} for ${wanted}.`)
            : fails(
                  audience,
                  `It trusts ${trusted.join(", ") || "nobody"} for ${[...new Set(demandedAudiences.map((values) => values.join(", ") || "any audience")), ...more].join(", ") || "any audience"}.`,
                  back,
              ),
        names.length > 0 &&
        names.every((values) => values.includes(sessionName) && values.every((value) => !/[*?]/.test(value)))
            ? holds(session, `It asks for ${names.flat().join(", ")}.`)
            : fails(
                  session,
                  `It asks for ${names.flat().join(", ") || "none"}, and Sentinel comes as ${sessionName}.`,
                  `${back} Sentinel reports it as S3B40029.`,
              ),
    ];
}

/** What Sentinel does with the queue. */
const queueActions = [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:GetQueueAttributes",
];

/** Each action of a statement on each of its resources. */
function grantsOf({ actions, resources }: ReadStatement): [action: string, resource: string][] {
    return actions.flatMap((action) => resources.map((resource): [string, string] => [action, resource]));
}

/** Judges what the feed's role may do. */
export function judgeReader({ own, attached }: RoleObservations, outputs: StackOutputs): Verdict {
    const check = "The feed's role reads the logs and the queue, and nothing else";
    const gone = `There is no role ${nameOfRole(outputs.sentinelS3RoleArn ?? "")}: pulumi refresh, and pulumi up.`;
    const bucketArn = `arn:${outputs.partition}:s3:::${outputs.bucketName}`;
    const queueArn = arnOfQueue(outputs);
    const patterns = logPatterns(outputs);
    const isLogs = (resource: string) =>
        resource.startsWith(`${bucketArn}/`) &&
        resource.endsWith("*") &&
        patterns.some(([, pattern]) => pattern.test(resource.slice(bucketArn.length + 1, -1)));
    const isIts = (action: string, resource: string) => {
        const known = action.toLowerCase();
        return known === "s3:getobject"
            ? isLogs(resource)
            : known === "kms:decrypt"
              ? resource === outputs.kmsKeyArn
              : resource === queueArn && queueActions.some((one) => one.toLowerCase() === known);
    };
    return judge(check, own, gone, (texts) => {
        const all = Object.values(texts).flatMap((text) => readPolicy(text));
        // A statement that asks for more than the way by Amazon S3 may grant nothing to Sentinel.
        const statements = all.filter(
            (statement) =>
                otherDemands(statement, ["kms:ViaService"]).length === 0 &&
                isMet(statement, "kms:ViaService", `s3.${outputs.region}.amazonaws.com`),
        );
        const resourcesOf = (action: string) =>
            denies(all, action) ? [] : allowing(statements, action).flatMap(({ resources }) => resources);
        const reads = resourcesOf("s3:GetObject");
        const takes = queueActions.every((action) => resourcesOf(action).some((arn) => means(arn, queueArn)));
        const decrypts = resourcesOf("kms:Decrypt");
        const { kmsKeyArn } = outputs;
        const left = reads.every(isLogs)
            ? patterns.filter(([, pattern]) => !reads.some((arn) => pattern.test(arn.slice(bucketArn.length + 1, -1))))
            : [];
        const missing = [
            ...(reads.some((arn) => means(arn.slice(0, bucketArn.length + 1), `${bucketArn}/`))
                ? left.map(([id]) => `the logs of ${id}`)
                : ["the log bucket"]),
            ...(takes ? [] : ["the queue"]),
            ...(kmsKeyArn === undefined || decrypts.some((arn) => means(arn, kmsKeyArn)) ? [] : ["the KMS key"]),
        ];
        if (missing.length > 0) {
            return fails(
                check,
                `Its policy lacks ${missing.join(", ")}.`,
                "Somebody has changed it: pulumi refresh, and pulumi up. Sentinel reports it as S3B40011 or reads nothing.",
            );
        }
        const more = all
            .filter(({ effect }) => effect === "Allow")
            .flatMap(grantsOf)
            .filter(([action, resource]) => !isIts(action, resource))
            .map(([action, resource]) => `${action} on ${resource}`);
        return judgeOthers(
            check,
            [...("value" in attached ? attached.value : []), ...more],
            [attached],
            gone,
            "Somebody has widened it: detach them, and pulumi up.",
            `It reads ${reads.join(", ")}.`,
        );
    });
}
