import { expect } from "chai";
import { documentsOf } from "../../../tools/registered/documents";
import { unreadIn } from "../../../tools/registered/unread";
import { recorded } from "../../support/registrations";

function bearing(policy: unknown) {
    return [recorded({ type: "aws:s3/bucketPolicy:BucketPolicy", name: "policy", inputs: { policy } })];
}

describe("a property that may hold a policy document", () => {
    for (const policy of ["Delete", "null", "[]", '{"rules":[]}', '{"Statement":[null]}', ["a"]]) {
        it(`holds no statement where it is ${JSON.stringify(policy)}`, () => {
            expect(documentsOf(bearing(policy)).flatMap(({ statements }) => statements)).to.deep.equal([]);
            expect(unreadIn(bearing(policy))).to.deep.equal([]);
        });
    }

    it("has statements of which only a part can be read, and says so", () => {
        const statement = { Effect: "Allow", Principal: null, Action: "s3:*", Condition: { StringEquals: null } };
        expect(documentsOf(bearing({ Statement: statement })).map(({ statements }) => statements.length)).to.deep.equal(
            [1],
        );
        expect(unreadIn(bearing({ Statement: { Effect: "Allow", principal: "*", Action: "s3:*" } }))).to.deep.equal([
            "principal in a statement of BucketPolicy policy",
        ]);
    });

    it("has statements under another name than IAM's, and says so", () => {
        expect(unreadIn(bearing('{"statement":[{"Effect":"Allow"}]}'))).to.deep.equal([
            "statement in the policy of BucketPolicy policy",
        ]);
    });
});
