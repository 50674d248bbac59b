/** Every action of AWS's, asked of identity policies. */
import { sampleAccountId } from "../../tools/rehearsal/aws";
import { type CatalogueAction, catalogue } from "../components/iam/catalogue";
import { type AwsRequest, decide, NotSimulated } from "../support/simulate";
import { everything, leftToAccount } from "./trial";

/** A request for an action, which an administrator is granted. */
export interface CatalogueRequest {
    request: AwsRequest;
    /** Whether its access level is Write, Tagging or Permissions management. */
    writes: boolean;
}

/** AWS answers this one to everybody, even against a Deny. Source: GetCallerIdentity, AWS STS API Reference. */
const grantedToEverybody = "sts:GetCallerIdentity";

/** The first request for the action that the simulator can answer and an administrator is granted. */
async function requestFor({ action, resources, writes }: CatalogueAction): Promise<CatalogueRequest> {
    for (const resource of resources) {
        const request: AwsRequest = {
            principal: `arn:aws:iam::${sampleAccountId}:user/somebody`,
            action,
            resource,
            accountId: sampleAccountId,
            resourcePolicy: ownAccountDecides,
        };
        try {
            if ((await decide({ ...request, identityPolicies: [everything] })) === "Allowed") {
                return { request, writes };
            }
        } catch (error) {
            if (!(error instanceof NotSimulated)) {
                throw error;
            }
        }
    }
    throw new Error(`No request for ${action} is granted to an administrator: its refusal would prove nothing.`);
}

const ownAccountDecides = leftToAccount("aws", sampleAccountId);

/**
 * A request for every action of every AWS service.
 * @throws Error if the simulator can't answer one
 */
export async function catalogueRequests(): Promise<CatalogueRequest[]> {
    const requests: CatalogueRequest[] = [];
    for (const entry of await catalogue(sampleAccountId)) {
        if (entry.action !== grantedToEverybody) {
            requests.push(await requestFor(entry));
        }
    }
    return requests;
}
