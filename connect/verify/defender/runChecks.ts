import type { RunChecks } from "../groups";
import { judgeAccessKey } from "./judgement";
import { observeAccessKey } from "./observations";

export const runChecks: RunChecks = async (access, outputs) =>
    judgeAccessKey(await observeAccessKey(access, outputs), outputs);
