import { expect } from "chai";
import fc from "fast-check";
import { withSharedCollators } from "./collators";

describe("shared collators", () => {
    const options: (Intl.CollatorOptions | undefined)[] = [
        undefined,
        { sensitivity: "accent" },
        { sensitivity: "base" },
    ];

    it("compare as the platform does", async () => {
        const letters = fc.constantFrom("a", "A", "ä", "á", "ß", "ss", "i", "I", "İ", "", "/", ":", "1");
        const pairs = fc.sample(fc.tuple(fc.oneof(letters, fc.string()), fc.oneof(letters, fc.string())), {
            numRuns: 2000,
            seed: 1,
        });
        const compare = () =>
            pairs.flatMap(([one, other]) => options.map((given) => one.localeCompare(other, undefined, given)));
        const expected = compare();
        expect(new Set(expected)).to.deep.equal(new Set([-1, 0, 1]));
        expect(await withSharedCollators(async () => compare())).to.deep.equal(expected);
    });

    it("are gone afterwards, whatever happens", async () => {
        const { localeCompare } = String.prototype;
        const inside: unknown[] = [];
        await withSharedCollators(async () => inside.push(String.prototype.localeCompare));
        await withSharedCollators(() => Promise.reject(new Error("stops"))).catch(() => undefined);
        expect(inside[0]).to.not.equal(localeCompare);
        expect(String.prototype.localeCompare).to.equal(localeCompare);
    });
});
