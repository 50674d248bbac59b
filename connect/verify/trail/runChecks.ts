import type { RunChecks } from "../groups";
import { judgeTrail } from "./judgement";
import { observeTrail } from "./observations";

export const runChecks: RunChecks = async (access, outputs) =>
    judgeTrail(await observeTrail(access, outputs), outputs, new Date());
