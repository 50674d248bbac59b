import path from "node:path";
import { Format, render } from "../../../tools/review/format";
import { expectRecorded } from "../../support/recorded";
import type { StackName } from "../../support/stacks";
import { reviewOfStack } from "./reviews";

/** Sections that have tests of their own, and what the summary says of them; and the documents, which the components' tests hold. */
const elsewhere =
    /^## (What was tried and refused|Controls|Costs)\n[\s\S]*?(?=^## )|^- .*(requests that must be refused|controls: |a month at ).*\n|^<details>[\s\S]*?<\/details>\n\n/gm;

describe("the review, as it is read", () => {
    for (const stack of ["plain", "everything", "existing"] satisfies StackName[]) {
        it(`says this of who reaches what, of Microsoft's identities, and before a deployment: ${stack}`, async () => {
            const markdown = await render(await reviewOfStack(stack), Format.Markdown);
            expectRecorded(path.join(__dirname, `recorded/${stack}.md`), markdown.replace(elsewhere, ""));
        });
    }
});
