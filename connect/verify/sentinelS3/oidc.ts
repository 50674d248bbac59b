import { oidcIssuer } from "../../../components/facts/arns";
import { sentinelOidcIdentities, sentinelSessionName } from "../../../components/facts/microsoft";
import { namedIn, otherDemands } from "../../../components/iam/questions";
import { demanded } from "../../../components/iam/statements";
import type { StackOutputs } from "../../outputs";
import { trusting } from "../role";
import { fails, holds, judge, type Verdict } from "../verdict";
import type { SentinelS3Observations } from "./observations";

function issuerOf({ sentinelOidcProviderArn = "" }: StackOutputs): string {
    return sentinelOidcProviderArn.slice(sentinelOidcProviderArn.indexOf(":oidc-provider/") + 15);
}

/** The audience of Sentinel's tokens; `undefined` if the issuer isn't Microsoft's. */
function audienceOf(issuer: string): string | undefined {
    return Object.values(sentinelOidcIdentities).find(({ url }) => oidcIssuer(url) === issuer)?.audience;
}

/** Judges the OIDC provider. */
export function judgeProvider(seen: SentinelS3Observations, outputs: StackOutputs): Verdict {
    const check = "The OIDC provider accepts Sentinel's tokens";
    const audience = audienceOf(issuerOf(outputs));
    const { sentinelOidcProviderArn } = outputs;
    if (audience === undefined) {
        return fails(
            check,
            `${sentinelOidcProviderArn} is not Microsoft's issuer.`,
            "The outputs aren't from a trailconnect stack, or sentinel.azureCloud has changed: run pulumi up.",
        );
    }
    return judge(
        check,
        seen.audiences,
        `${sentinelOidcProviderArn} was deleted: run pulumi refresh, then pulumi up.`,
        (all) =>
            all.includes(audience)
                ? holds(check, `Its audiences include ${audience}.`)
                : fails(
                      check,
                      `Its audiences: ${all.join(", ") || "none"}.`,
                      `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${sentinelOidcProviderArn} --client-id ${audience}`,
                  ),
    );
}

/** Judges the trust policy of the S3 connector's role. */
export function judgeTrust(text: string | undefined, outputs: StackOutputs): Verdict[] {
    const audience = "The S3 connector's role requires Sentinel's audience";
    const session = "The S3 connector's role requires the workspace's session name";
    const back = "The trust policy was changed outside of Pulumi: run pulumi up.";
    const issuer = issuerOf(outputs);
    const wanted = audienceOf(issuer);
    const sessionName = sentinelSessionName(outputs.sentinelWorkspaceId ?? "");
    const statements = trusting(text, "sts:AssumeRoleWithWebIdentity");
    const trusted = namedIn(statements);
    const demandedAudiences = statements.map((statement) => demanded(statement, `${issuer}:aud`));
    const names = statements.map((statement) => demanded(statement, "sts:RoleSessionName"));
    const more = statements.flatMap((statement) => otherDemands(statement, [`${issuer}:aud`, "sts:RoleSessionName"]));
    return [
        trusted.length > 0 &&
        trusted.every((arn) => arn === outputs.sentinelOidcProviderArn) &&
        demandedAudiences.every((values) => values.length === 1 && values[0] === wanted) &&
        more.length === 0
            ? holds(audience, `It trusts ${trusted.join(", ")} for ${wanted}.`)
            : fails(
                  audience,
                  `It trusts ${trusted.join(", ") || "no one"} for ${[...new Set(demandedAudiences.map((values) => values.join(", ") || "any audience")), ...more].join(", ") || "any audience"}.`,
                  back,
              ),
        names.length > 0 &&
        names.every((values) => values.includes(sessionName) && values.every((value) => !/[*?]/.test(value)))
            ? holds(session, `It requires ${names.flat().join(", ")}.`)
            : fails(
                  session,
                  `It requires ${names.flat().join(", ") || "no session name"}; Sentinel's session name is ${sessionName}.`,
                  `${back} Sentinel reports this as S3B40029.`,
              ),
    ];
}
