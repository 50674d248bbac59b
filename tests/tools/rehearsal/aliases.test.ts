import { expect } from "chai";
import type { ProgramRun } from "../../../tools/rehearsal/engine";
import { runScript } from "../../support/script";

const box = `
    class Box extends pulumi.ComponentResource {
        constructor(name, opts, type = "script:index:Box") {
            super(type, name, {}, opts);
            new random.RandomId(name + "-id", { byteLength: 4 }, { parent: this });
            new random.RandomId("other", { byteLength: 4 }, { parent: this });
            this.registerOutputs({});
        }
    }
`;

/** What stands at which URN, and under which it may have stood. */
function aliases({ registrations }: ProgramRun): Record<string, string[]> {
    return Object.fromEntries(
        registrations.map((registration) => [
            registration.urn.replace("urn:pulumi:test::script::", ""),
            registration.aliases.map((urn) => urn.replace("urn:pulumi:test::script::", "")),
        ]),
    );
}

describe("the rehearsal's aliases", () => {
    it("reach from a component that was renamed to its children, and rename those that bear its name", async () => {
        const found = aliases(await runScript(`${box} new Box("new", { aliases: [{ name: "old" }] });`));
        expect(found).to.deep.include({
            "script:index:Box::new": ["script:index:Box::old"],
            "script:index:Box$random:index/randomId:RandomId::new-id": [
                "script:index:Box$random:index/randomId:RandomId::old-id",
            ],
        });
        // The child's URN has the parent's type, and not its name.
        expect(found["script:index:Box$random:index/randomId:RandomId::other"]).to.deep.equal([
            "script:index:Box$random:index/randomId:RandomId::other",
        ]);
    });

    it("know a component that was moved under another one, or had another type", async () => {
        const found = aliases(
            await runScript(`${box}
                class Outer extends pulumi.ComponentResource {
                    constructor() {
                        super("script:index:Outer", "outer");
                        new Box("box", {
                            parent: this,
                            aliases: [{ parent: pulumi.rootStackResource }, { type: "script:index:Crate" }],
                        });
                        this.registerOutputs({});
                    }
                }
                new Outer();
            `),
        );
        expect(found["script:index:Outer$script:index:Box::box"]).to.deep.equal([
            "script:index:Box::box",
            "script:index:Outer$script:index:Crate::box",
        ]);
        expect(found["script:index:Outer$script:index:Box$random:index/randomId:RandomId::box-id"]).to.deep.equal([
            "script:index:Box$random:index/randomId:RandomId::box-id",
            "script:index:Outer$script:index:Crate$random:index/randomId:RandomId::box-id",
        ]);
    });

    it("take a whole URN, another stack and another project as they are given", async () => {
        const found = aliases(
            await runScript(`
                new random.RandomId("id", { byteLength: 4 }, {
                    aliases: ["urn:pulumi:old::was::a:b:C::d", { stack: "dev", project: "before" }],
                });
            `),
        );
        expect(found["random:index/randomId:RandomId::id"]).to.deep.equal([
            "urn:pulumi:old::was::a:b:C::d",
            "urn:pulumi:dev::before::random:index/randomId:RandomId::id",
        ]);
    });

    it("add a child's own alias to those of its parent", async () => {
        const found = aliases(
            await runScript(`
                class Pair extends pulumi.ComponentResource {
                    constructor() {
                        super("script:index:Pair", "pair", {}, { aliases: [{ type: "script:index:Couple" }] });
                        new random.RandomId("left", { byteLength: 4 }, { parent: this, aliases: [{ name: "first" }] });
                        this.registerOutputs({});
                    }
                }
                new Pair();
            `),
        );
        expect(found["script:index:Pair$random:index/randomId:RandomId::left"]).to.deep.equal([
            "script:index:Pair$random:index/randomId:RandomId::first",
            "script:index:Couple$random:index/randomId:RandomId::left",
            "script:index:Couple$random:index/randomId:RandomId::first",
        ]);
    });
});
