import { expect } from "chai";
import { broken } from "../../../tools/rehearsal/wrapped";

describe("broken text", () => {
    const texts: [text: string, columns: number, wrapped: string[]][] = [
        ["", 10, []],
        ["one two three", 7, ["one two", "three"]],
        ["one two three", Number.POSITIVE_INFINITY, ["one two three"]],
        ["0f8fad5b-d9cb-469f-a165-70867728950e", 20, ["0f8fad5b-d9cb-469f-", "a165-70867728950e"]],
        ["AWSLogs/111122223333/CloudTrail/*", 22, ["AWSLogs/111122223333/", "CloudTrail/*"]],
        ["abcdefghijkl", 5, ["abcde", "fghij", "kl"]],
        ["-abcdefg", 4, ["-abc", "defg"]],
    ];
    for (const [text, columns, wrapped] of texts) {
        it(`breaks ${JSON.stringify(text)} into lines of ${columns}`, () => {
            expect(broken(text, columns)).to.deep.equal(wrapped);
        });
    }
});
