import type { Check } from "../groups";
import { judgeSentinelS3 } from "./judgement";
import { observeSentinelS3 } from "./observations";

export const check: Check = async (access, outputs) =>
    judgeSentinelS3(await observeSentinelS3(access, outputs), outputs);
