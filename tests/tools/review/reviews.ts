import { type Review, reviewOf } from "../../../tools/review/review";
import { rehearsalOf, type StackName } from "../../support/stacks";

/** The review of a stack. */
export async function reviewOfStack(stack: StackName): Promise<Review> {
    const { program, run } = await rehearsalOf(stack);
    return reviewOf(program, run, 100_000);
}
