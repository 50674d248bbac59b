// The least that asks AWS and makes something: both providers start.
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { RandomId } from "@pulumi/random/randomId";

export const { hex } = new RandomId("suffix", { byteLength: 4 });
export const { accountId } = getCallerIdentityOutput();
