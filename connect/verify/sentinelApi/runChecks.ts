import type { RunChecks } from "../groups";
import { observeRole } from "../role";
import { judgeRole } from "./judgement";

export const runChecks: RunChecks = async (access, outputs, { microsoftAccount }) =>
    judgeRole(await observeRole(access, outputs.roleArn as string), outputs, microsoftAccount);
