import type { Properties } from "./cloud";
import { policyDocument } from "./policyDocument";
import type { Surroundings } from "./sampleValues";
import { Unanswered } from "./unanswered";

/** The functions whose result follows from their arguments, and from where they are asked. */
const functions: Readonly<Record<string, (args: Properties, at: Surroundings) => Properties>> = {
    "aws:index/getPartition:getPartition": (_args, { partition }) => ({ id: partition, partition }),
    "aws:index/getRegion:getRegion": (_args, { region }) => ({ id: region, region }),
    "aws:index/getCallerIdentity:getCallerIdentity": (_args, { accountId }) => ({ id: accountId, accountId }),
    "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
};

/**
 * The result of a provider's function.
 * @throws Unanswered if only its provider knows the result: an invented one would decide what the program makes
 */
export function answerFunction(token: string, args: Properties, at: Surroundings): Properties {
    const answer = functions[token];
    if (!answer) {
        throw new Unanswered(
            `The program calls ${token}, whose result only its provider knows; a rehearsal calls no providers. Provide the result as JSON: --function-result ${token}=FILE`,
        );
    }
    return answer(args, at);
}
