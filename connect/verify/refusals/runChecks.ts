import type { RunChecks } from "../groups";
import { judgeRefusals } from "./judgement";
import { observeRefusals } from "./observations";

export const runChecks: RunChecks = async (access, outputs) => judgeRefusals(await observeRefusals(access, outputs));
