import type { Check } from "../groups";
import { observeRole } from "../role";
import { judgeRole } from "./judgement";

export const check: Check = async (access, outputs, { microsoftAccount }) =>
    judgeRole(await observeRole(access, outputs.roleArn as string), outputs, microsoftAccount);
