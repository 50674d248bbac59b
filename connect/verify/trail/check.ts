import type { Check } from "../groups";
import { judgeTrail } from "./judgement";
import { observeTrail } from "./observations";

export const check: Check = async (access, outputs) =>
    judgeTrail(await observeTrail(access, outputs), outputs, new Date());
