import type { RunChecks } from "../groups";
import { judgeSentinelS3 } from "./judgement";
import { observeSentinelS3 } from "./observations";

export const runChecks: RunChecks = async (access, outputs) =>
    judgeSentinelS3(await observeSentinelS3(access, outputs), outputs);
