import { expect } from "chai";
import { lines, summary, table } from "../../../connect/verify/report";
import type { Verdict } from "../../../connect/verify/verdict";

const providerArn = "arn:aws:iam::444455556666:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const command = `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${providerArn} --client-id api://1462b192-27f7-4cb9-8523-0f4ecb54b47e`;
const verdicts: Verdict[] = [
    { check: "The trail is logging", result: "holds", seen: "IsLogging is true." },
    {
        check: "The OIDC provider accepts Sentinel's tokens",
        result: "fails",
        seen: "Its audiences: none.",
        advice: command,
    },
    { check: "The trail delivers its logs", result: "unknown", seen: "It hasn't delivered any." },
];

describe("summary", () => {
    it("counts what holds and what fails, and what is unknown if anything is", () => {
        expect([summary([]), summary(verdicts.slice(0, 2)), summary(verdicts)]).to.deep.equal([
            "0 checks: 0 passed, 0 failed",
            "2 checks: 1 passed, 1 failed",
            "3 checks: 1 passed, 1 failed, 1 could not be run",
        ]);
    });
});

describe("lines", () => {
    it("has a line for each, the advice below it, and the summary", () => {
        expect(lines(verdicts)).to.equal(
            [
                "ok     The trail is logging: IsLogging is true.",
                "FAIL   The OIDC provider accepts Sentinel's tokens: Its audiences: none.",
                `       > ${command}`,
                "?      The trail delivers its logs: It hasn't delivered any.",
                "3 checks: 1 passed, 1 failed, 1 could not be run",
                "",
            ].join("\n"),
        );
    });
});

describe("table", () => {
    it("has a row for each", () => {
        expect(table([verdicts[0], verdicts[2]] as Verdict[], 80)).to.equal(
            [
                "┌───────┬───────────────────────────┬────────────────────────────────────────┐",
                "│       │ Check                     │ Found                                  │",
                "├───────┼───────────────────────────┼────────────────────────────────────────┤",
                "│ ok    │ The trail is logging      │ IsLogging is true.                     │",
                "├───────┼───────────────────────────┼────────────────────────────────────────┤",
                "│ ?     │ The trail delivers its    │ It hasn't delivered any.               │",
                "│       │ logs                      │                                        │",
                "└───────┴───────────────────────────┴────────────────────────────────────────┘",
                "2 checks: 1 passed, 0 failed, 1 could not be run",
                "",
            ].join("\n"),
        );
    });

    for (const width of [57, 80, 100, 120, 200]) {
        it(`fits into ${width} columns, and leaves out nothing`, () => {
            const text = table(verdicts, width);
            expect(text.split("\n").filter((line) => [...line].length > width)).to.deep.equal([]);
            // Each column by itself, without the places where it was broken.
            const cells = text
                .split("\n")
                .filter((line) => line.startsWith("│"))
                .map((line) => line.split("│").slice(1, -1));
            const column = (index: number) =>
                cells
                    .map((row) => row[index]?.trim())
                    .join("")
                    .replace(/\s/g, "");
            const packed = (words: string[]) => words.join("").replace(/\s/g, "");
            expect([column(0), column(1), column(2)]).to.deep.equal([
                "okFAIL?",
                packed(["Check", ...verdicts.map(({ check }) => check)]),
                packed(["Found", ...verdicts.map(({ seen, advice }) => (advice ? `${seen}> ${advice}` : seen))]),
            ]);
        });
    }

    it("stays readable, and is cut by the terminal, below 57 columns", () => {
        expect(table(verdicts, 20)).to.equal(table(verdicts, 57));
    });
});
