import { cloudTrailReadOnlyPolicy } from "../../../components/facts/cloudTrailReadOnly";
import { namedIn, otherDemands } from "../../../components/iam/questions";
import { demanded } from "../../../components/iam/statements";
import type { StackOutputs } from "../../outputs";
import { nameOfRole, type RoleObservations, trusting } from "../role";
import { fails, holds, judge, judgeError, judgeOthers, type Verdict } from "../verdict";

function judgeTrust(text: string | undefined, outputs: StackOutputs, microsoftAccountId: string): Verdict[] {
    const account = "Sentinel's role trusts only Microsoft's AWS account";
    const external = "Sentinel's role requires the workspace ID as the external ID";
    const back = "The trust policy was changed outside of Pulumi: run pulumi up.";
    const statements = trusting(text, "sts:AssumeRole");
    const trusted = namedIn(statements);
    const isMicrosofts = (arn: string) =>
        arn === microsoftAccountId || /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(arn)?.[1] === microsoftAccountId;
    const ids = statements.map((statement) => demanded(statement, "sts:ExternalId"));
    const more = statements.flatMap((statement) => otherDemands(statement, ["sts:ExternalId"]));
    return [
        trusted.length > 0 && trusted.every(isMicrosofts)
            ? holds(account, `It trusts ${trusted.join(", ")}.`)
            : fails(
                  account,
                  `It trusts ${trusted.join(", ") || "no one"}; Microsoft's account is ${microsoftAccountId}.`,
                  `${back} If the connector's page in the portal shows another account, use --microsoft-account.`,
              ),
        ids.length > 0 &&
        ids.every((values) => values.length === 1 && values[0] === outputs.externalId) &&
        more.length === 0
            ? holds(external, `It requires ${outputs.externalId}.`)
            : fails(
                  external,
                  `It requires ${[...ids.flat(), ...more].join(", ") || "no external ID"}; the workspace ID is ${outputs.externalId}.`,
                  `${back} Without it, any Sentinel customer could read this account.`,
              ),
    ];
}

/** Judges the role of Sentinel's API connector. */
export function judgeRole(seen: RoleObservations, outputs: StackOutputs, microsoftAccountId: string): Verdict[] {
    const { roleArn = "" } = outputs;
    const gone = `There is no role ${nameOfRole(roleArn)}: run pulumi refresh, then pulumi up.`;
    const reads = "Sentinel's role can read CloudTrail";
    const nothingMore = "Sentinel's role has no other policy";
    return [
        ...("value" in seen.trust
            ? judgeTrust(seen.trust.value, outputs, microsoftAccountId)
            : [judgeError("Sentinel's role trusts only Microsoft's AWS account", seen.trust.error, gone)]),
        judge(reads, seen.attached, gone, (names) =>
            names.includes(cloudTrailReadOnlyPolicy)
                ? holds(reads, `It has ${cloudTrailReadOnlyPolicy}.`)
                : fails(reads, `It has ${names.join(", ") || "no policy"}.`, "Run pulumi refresh, then pulumi up."),
        ),
        judgeOthers(
            nothingMore,
            [
                ...("value" in seen.attached
                    ? seen.attached.value.filter((name) => name !== cloudTrailReadOnlyPolicy)
                    : []),
                ...("value" in seen.own ? Object.keys(seen.own.value) : []),
            ],
            [seen.attached, seen.own],
            gone,
            "They widen what Sentinel can do. Detach them.",
            "It has no other policy.",
        ),
    ];
}
