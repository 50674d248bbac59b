import { isOptInRegion } from "../../../components/facts/regions";
import type { StackOutputs } from "../../outputs";
import { fails, holds, judge, type Verdict } from "../verdict";
import type { SentinelS3Observations } from "./observations";

/** Judges whether the tokens of the global STS endpoint, where Sentinel signs in, work in an opt-in region. */
export function judgeTokens(seen: SentinelS3Observations, { region }: StackOutputs): Verdict[] {
    if (!isOptInRegion(region)) {
        return [];
    }
    const check = `Sentinel's tokens work in ${region}`;
    return [
        judge(check, seen.tokenVersion, "The account has no summary.", (version) =>
            version === 2
                ? holds(check, "The global STS endpoint's tokens work in every region.")
                : fails(
                      check,
                      `The global STS endpoint issues version ${version ?? 1} tokens, which opt-in regions reject.`,
                      "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
                  ),
        ),
    ];
}
