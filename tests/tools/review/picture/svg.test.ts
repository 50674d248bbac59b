import { expect } from "chai";
import type { Permission } from "../../../../tools/review/picture/graph";
import { labelOf, svgOf } from "../../../../tools/review/picture/svg";
import { reviewOfStack } from "../reviews";

function labelOfOne(permission: Partial<Permission>): string[] {
    const whole = { actions: ["s3:GetObject"], within: [], conditions: [] };
    return labelOf({ permissions: [{ ...whole, ...permission }], isToBeAdded: false });
}

describe("the picture", () => {
    it("labels an arrow with actions, places and conditions", () => {
        expect(
            labelOfOne({ within: ["AWSLogs/*"], conditions: ["source account is 111122223333", "ACL is private"] }),
        ).to.deep.equal(["GetObject", "on AWSLogs/*", "if source account is", "111122223333", "if ACL is private"]);
    });

    it("sets several permissions off, and says what has yet to be added", () => {
        const permission = (action: string) => ({ actions: [action], within: [], conditions: [] });
        expect(labelOf({ permissions: [permission("s3:A"), permission("s3:B")], isToBeAdded: true })).to.deep.equal([
            "(to be added by its",
            "owner)",
            "\u2022 A",
            "\u2022 B",
        ]);
    });

    it("shortens long lists, and says by how much", () => {
        expect(labelOfOne({ within: ["a/*", "b/*", "c/*"] })).to.deep.equal(["GetObject", "on a/* or b/* or c/*"]);
        expect(labelOfOne({ within: ["a/*", "b/*", "c/*", "d/*"] })).to.deep.equal([
            "GetObject",
            "on a/* or b/* or 2 more",
        ]);
        expect(labelOfOne({ conditions: ["called from a or b or c or d or e"] })).to.deep.equal([
            "GetObject",
            "if called from a or b or",
            "3 more",
        ]);
    });

    it("is the same every time, and fits a window of 1280 pixels with text of 9 or more", async () => {
        const { picture } = await reviewOfStack("everything");
        const first = await svgOf(picture);
        expect(await svgOf(picture)).to.equal(first);
        const smallest = /--smallest-width: (\d+)px/.exec(first)?.[1];
        expect(Number(smallest)).to.be.within(600, 1248);
    });
});
