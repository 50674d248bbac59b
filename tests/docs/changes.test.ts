import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { label, type Registration } from "../support/mocks";
import { root } from "../support/project";
import { constructionsOfToday } from "../upgrade/configurations";

/** What the table says of one type. */
interface Row {
    replacedBy: string[];
    /** Those of them that the provider would change in place. */
    forced: string[];
    inPlace: string[];
    hangsOn: string[];
}

function list(cell: string): string[] {
    return cell.split(",").flatMap((item) => item.trim() || []);
}

/** The table of docs/changes.md, by type. */
function documented(): Record<string, Row> {
    const [, section = ""] = readFileSync(path.join(root, "docs/changes.md"), "utf8").split("## Each resource");
    const rows = [...section.matchAll(/^\| (\w+\.\w+) \|([^|]*)\|([^|]*)\|([^|]*)\|[^|]+\|$/gm)];
    return Object.fromEntries(
        rows.map(([, type = "", replacing = "", inPlace = "", hanging = ""]) => [
            type,
            {
                replacedBy: list(replacing.replace(/ \(`replaceOnChanges`\)/g, "")),
                forced: [...replacing.matchAll(/(\w+) \(`replaceOnChanges`\)/g)].map(([, name = ""]) => name),
                inPlace: list(inPlace),
                hangsOn: list(hanging),
            },
        ]),
    );
}

/** An argument that comes from a name or from another resource. */
interface Link {
    type: string;
    argument: string;
    /** The type of the other resource; the connection's random suffix is one. */
    source: string;
}

const suffix = "random.RandomId";

/** `iam.User` for `aws:iam/user:User`. */
function shortType(type: string): string {
    const [provider, module = "", name] = type.split(":");
    const namespace = module.split("/")[0];
    return provider === "aws" ? `${namespace}.${name}` : `${provider}.${name}`;
}

describe("What a change replaces", () => {
    const table = documented();
    const types = Object.keys(table);
    const links: Link[] = [];
    const forced: Record<string, Set<string>> = {};
    const registered: Registration[] = [];

    before(async () => {
        for (const { registrations, argumentSources } of Object.values(await constructionsOfToday())) {
            const typeOf = new Map(registrations.map((each) => [label(each), shortType(each.type)]));
            for (const each of registrations.filter(({ custom, type }) => custom && type.startsWith("aws:"))) {
                const type = shortType(each.type);
                registered.push(each);
                forced[type] = new Set([...(forced[type] ?? []), ...each.replaceOnChanges]);
                for (const [argument, sources] of Object.entries(argumentSources[label(each)] ?? {})) {
                    links.push(...sources.map((from) => ({ type, argument, source: typeOf.get(from) ?? "" })));
                }
            }
        }
    });

    it("has a row for each type that the program registers, and for no other", () => {
        expect(types).to.have.members(Object.keys(forced));
        expect(types).to.have.lengthOf(34);
    });

    for (const type of types) {
        const row = table[type] as Row;

        it(`says of each of ${type}'s arguments that comes from elsewhere what it does`, () => {
            const from = links.filter((link) => link.type === type).map(({ argument }) => argument);
            expect([...row.replacedBy, ...row.inPlace]).to.have.members([...new Set(from)]);
        });

        it(`says what hangs on ${type}`, () => {
            const hanging = links.filter(({ source }) => source === type).map((link) => link.type);
            expect(row.hangsOn).to.have.members([...new Set(hanging)]);
        });

        it(`has ${type} replaced where the provider wouldn't`, () => {
            expect(row.forced).to.have.members([...(forced[type] ?? [])]);
        });
    }

    // What hangs on a resource that is renamed in place is deleted under a name that nobody has any more.
    it("has nothing renamed in place on which hangs what is replaced", () => {
        // They mention names, and name nothing.
        const documents = ["policy", "assumeRolePolicy", "eventPattern", "pattern", "metricTransformation"];
        const renamed = links.filter(
            ({ type, argument, source }) =>
                source === suffix && !documents.includes(argument) && !table[type]?.replacedBy.includes(argument),
        );
        expect(renamed).to.deep.equal([]);
    });

    // The provider deletes what has a name given to it before it makes another, unless it is told otherwise.
    it("has what bears a name made anew before the old one is deleted", () => {
        const bearingNames = registered.filter(
            ({ type, inputs }) => "name" in inputs || type === "aws:s3/bucket:Bucket" || /PolicyAttachment$/.test(type),
        );
        expect(bearingNames).to.have.lengthOf.above(40);
        const first = bearingNames.filter(({ deleteBeforeReplace }) => deleteBeforeReplace !== false);
        expect(first.map(label)).to.deep.equal([]);
    });

    it("counts on the description of Defender's policy, which can't change in place", async () => {
        const { registrations } = (await constructionsOfToday()).default ?? { registrations: [] };
        const policies = registrations.filter(({ type }) => type === "aws:iam/policy:Policy");
        expect(policies.map(({ inputs }) => inputs.description)).to.deep.equal([
            "What Microsoft Defender for Cloud Apps may do",
        ]);
    });
});
