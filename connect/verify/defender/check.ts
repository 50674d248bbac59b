import type { Check } from "../groups";
import { judgeAccessKey } from "./judgement";
import { observeAccessKey } from "./observations";

export const check: Check = async (access, outputs) => judgeAccessKey(await observeAccessKey(access, outputs), outputs);
