import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { construct } from "../support/mocks";
import { sourcesOf } from "../support/packages";
import { root } from "../support/project";
import { graphsOfToday } from "./configurations";
import { type Graph, graphOf, lost } from "./graph";

const releases = readdirSync(__dirname).flatMap((file) => /^graph-(.+)\.json$/.exec(file)?.[1] ?? []);

describe("an upgrade", () => {
    let today: Record<string, Graph>;

    before(async () => {
        today = await graphsOfToday();
    });

    it("is checked from the first release on", () => {
        expect(releases).to.include("0.1.0");
    });

    for (const release of releases) {
        const recorded: Record<string, string[]> = JSON.parse(
            readFileSync(path.join(__dirname, `graph-${release}.json`), "utf8"),
        );
        for (const [configuration, identities] of Object.entries(recorded)) {
            it(`from ${release} keeps each of the ${identities.length} resources of ${configuration}`, () => {
                expect(identities).to.have.lengthOf.above(10);
                expect(lost(identities, today[configuration] as Graph)).to.deep.equal([]);
            });
        }
    }

    it("is checked with configurations that make every component, and every child that the sources name", () => {
        const made = Object.values(today).flatMap(({ now }) => now);
        const schema = JSON.parse(readFileSync(path.join(root, "components/schema.json"), "utf8"));
        const classes = Object.keys(schema.resources);
        expect(classes).to.include("trailconnect:index:CloudTrailConnection");
        for (const type of classes) {
            expect(
                made.some((identity) => identity.split("::")[0]?.split("$").includes(type)),
                type,
            ).to.equal(true);
        }
        const components = path.join(root, "components");
        const suffixes = sourcesOf("components")
            .flatMap((file) => [
                ...readFileSync(path.join(components, file), "utf8").matchAll(/\$\{name\}(-[a-z0-9-]+)`/g),
            ])
            .map(([, suffix]) => suffix as string);
        expect(suffixes).to.have.lengthOf.above(40);
        for (const suffix of suffixes) {
            expect(
                made.some((identity) => identity.endsWith(suffix)),
                suffix,
            ).to.equal(true);
        }
    });
});

/** A component with a part, which has a key: in a release, and in later ones. */
class Part extends pulumi.ComponentResource {
    constructor(name: string, keyName: string, opts: pulumi.ComponentResourceOptions, keyOpts = {}) {
        super("trailconnect:index:Part", name, {}, opts);
        new kms.Key(`${name}-${keyName}`, {}, { parent: this, ...keyOpts });
    }
}

class Whole extends pulumi.ComponentResource {
    constructor(make: (parent: Whole) => void) {
        super("trailconnect:index:Whole", "c");
        make(this);
    }
}

async function graph(make: (parent: Whole) => void): Promise<Graph> {
    return graphOf(await construct(() => new Whole(make)));
}

describe("the check of an upgrade", () => {
    const key = "trailconnect:index:Whole$trailconnect:index:Part$aws:kms/key:Key::c-part-key";
    const part = "trailconnect:index:Whole$trailconnect:index:Part::c-part";
    let recorded: string[];

    before(async () => {
        recorded = (await graph((parent) => new Part("c-part", "key", { parent }))).now;
        expect(recorded).to.have.members(["trailconnect:index:Whole::c", part, key]);
    });

    it("takes what was added", async () => {
        const later = await graph((parent) => {
            new Part("c-part", "key", { parent });
            new Part("c-other", "key", { parent });
        });
        expect(lost(recorded, later)).to.deep.equal([]);
    });

    it("finds a child that was renamed", async () => {
        const later = await graph((parent) => new Part("c-part", "log-key", { parent }));
        expect(lost(recorded, later)).to.deep.equal([key]);
    });

    it("takes one that was renamed with an alias", async () => {
        const aliases = [{ name: "c-part-key" }];
        const later = await graph((parent) => new Part("c-part", "log-key", { parent }, { aliases }));
        expect(lost(recorded, later)).to.deep.equal([]);
    });

    it("finds a component that was renamed, and its child", async () => {
        const later = await graph((parent) => new Part("c-piece", "key", { parent }));
        expect(lost(recorded, later)).to.have.members([part, key]);
    });

    it("takes a component that was renamed with an alias, its child included", async () => {
        const later = await graph((parent) => new Part("c-piece", "key", { parent, aliases: [{ name: "c-part" }] }));
        expect(lost(recorded, later)).to.deep.equal([]);
    });

    it("finds a child that was moved to another parent, and takes it with an alias", async () => {
        const move = (aliases: pulumi.Alias[]) =>
            graph((parent) => {
                const sibling = new Part("c-part", "other", { parent });
                new kms.Key(
                    "c-part-key",
                    {},
                    { parent, aliases: aliases.map((alias) => ({ ...alias, parent: sibling })) },
                );
            });
        expect(lost(recorded, await move([]))).to.deep.equal([key]);
        expect(lost(recorded, await move([{}]))).to.deep.equal([]);
    });

    it("finds a child whose type was changed, and takes it with an alias of the type or by its URN", async () => {
        const retyped = (aliases: pulumi.ComponentResourceOptions["aliases"]) =>
            graph((parent) => {
                const sibling = new Part("c-part", "other", { parent });
                new kms.Alias("c-part-key", { targetKeyId: "key" }, { parent: sibling, aliases });
            });
        expect(lost(recorded, await retyped([]))).to.deep.equal([key]);
        expect(lost(recorded, await retyped([{ type: "aws:kms/key:Key" }]))).to.deep.equal([]);
        expect(lost(recorded, await retyped([`urn:pulumi:test::trailconnect::${key}`]))).to.deep.equal([]);
    });
});
