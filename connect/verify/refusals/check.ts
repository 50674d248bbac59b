import type { Check } from "../groups";
import { judgeRefusals } from "./judgement";
import { observeRefusals } from "./observations";

export const check: Check = async (access, outputs) => judgeRefusals(await observeRefusals(access, outputs));
