import { expect } from "chai";
import { report } from "../../../tools/rehearsal/report";
import { rehearsalOf } from "../../support/stacks";

describe("a rehearsal's report", () => {
    it("says so if nobody is given access", async () => {
        const { program, run } = await rehearsalOf("plain");
        const registrations = run.registrations.filter(({ parent }) => parent === "");
        expect(report({ ...run, registrations }, program, 80)).to.include(
            [
                "",
                "Access by Microsoft, AWS services and others, to account 111122223333",
                "  none found",
                "",
                "Stack outputs",
            ].join("\n"),
        );
    });
});
