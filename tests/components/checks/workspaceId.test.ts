import { expect } from "chai";
import * as fc from "fast-check";
import { checkWorkspaceId } from "../../../components/checks/workspaceId";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const rest = {
    allowed: "the workspace ID: a lowercase GUID, without braces or spaces",
    example: workspaceId,
    source: "Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID",
};

const missing = {
    code: "no-workspace-id",
    reason: "Sentinel's connectors need the workspace ID, which tells your Sentinel apart from everyone else's.",
};
const notGuid = { code: "workspace-id", reason: "Not a GUID." };
const resourceId = {
    code: "workspace-resource-id",
    reason: "This is the workspace's Azure resource ID; Sentinel sends the workspace ID.",
};
const around = { code: "workspace-id-enclosed", reason: "The workspace ID has spaces or braces around it." };
const upperCase = {
    code: "workspace-id-in-upper-case",
    reason: "The workspace ID contains uppercase letters: Azure writes it in lowercase, and AWS compares external IDs case-sensitively.",
};
const allZeros = {
    code: "workspace-id-all-zeros",
    reason: "All zeros is a placeholder: no workspace has this ID, and anyone could guess it.",
};

const refused: [title: string, value: string | undefined, against: object][] = [
    ["nothing", undefined, missing],
    ["an empty text", "", missing],
    ["spaces only", "   ", notGuid],
    ["a workspace's name", "my-workspace", notGuid],
    ["a GUID without hyphens", workspaceId.replaceAll("-", ""), notGuid],
    ["a GUID with a digit too few", workspaceId.slice(0, -1), notGuid],
    ["a GUID with a digit too many", `${workspaceId}0`, notGuid],
    ["a letter that is no hexadecimal digit", workspaceId.replace("f", "g"), notGuid],
    ["a line break behind it", `${workspaceId}\n`, around],
    ["a GUID in quotes", `"${workspaceId}"`, notGuid],
    ["a wildcard", "*", notGuid],
    ["spaces around it", ` ${workspaceId} `, around],
    ["braces around it", `{${workspaceId}}`, around],
    ["braces around it, in upper case", `{${workspaceId.toUpperCase()}}`, around],
    ["upper case", workspaceId.toUpperCase(), upperCase],
    ["one letter in upper case", workspaceId.replace("f", "F"), upperCase],
    ["all zeros", "00000000-0000-0000-0000-000000000000", allZeros],
    ["all zeros in braces", "{00000000-0000-0000-0000-000000000000}", allZeros],
    [
        "an Azure resource ID",
        `/subscriptions/${workspaceId}/resourceGroups/security/providers/Microsoft.OperationalInsights/workspaces/sentinel`,
        resourceId,
    ],
    [
        "an Azure resource ID without its first slash",
        `Subscriptions/${workspaceId}/resourceGroups/security`,
        resourceId,
    ],
];

describe("checkWorkspaceId", () => {
    it("accepts a GUID in lower case", () => {
        expect(checkWorkspaceId(workspaceId)).to.equal(undefined);
    });

    for (const [title, value, against] of refused) {
        it(`refuses ${title}`, () => {
            expect(checkWorkspaceId(value)).to.deep.equal({ ...against, ...rest });
        });
    }

    it("corrects what stands around it, and its case, in the example", () => {
        const another = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        for (const value of [`{${another}}`, ` ${another}`, another.toUpperCase(), ` {${another.toUpperCase()}} `]) {
            expect(checkWorkspaceId(value)?.example).to.equal(another);
        }
    });

    it("never gives an example that it refuses itself", () => {
        for (const [, value] of refused) {
            expect(checkWorkspaceId(checkWorkspaceId(value)?.example as string), value).to.equal(undefined);
        }
    });

    it("accepts any GUID, and in its canonical form only", () => {
        const changes: ((guid: string) => string)[] = [
            (guid) => guid,
            (guid) => guid.toUpperCase(),
            (guid) => guid.replace(/[a-f]/, (letter) => letter.toUpperCase()),
            (guid) => `{${guid}}`,
            (guid) => `(${guid})`,
            (guid) => ` ${guid}`,
            (guid) => `${guid}\n`,
            (guid) => `urn:uuid:${guid}`,
            (guid) => guid.replaceAll("-", ""),
            (guid) => guid.replace("-", "\u2010"),
            (guid) => guid.replace("-", "--"),
            (guid) => guid.slice(1),
        ];
        fc.assert(
            fc.property(fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] }), fc.constantFrom(...changes), (guid, change) => {
                const given = change(guid);
                expect(checkWorkspaceId(given) === undefined).to.equal(given === guid);
            }),
        );
    });

    it("accepts nothing else", () => {
        fc.assert(
            fc.property(
                fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF-{} "), maxLength: 40 }),
                (given) => {
                    const canonical = [8, 4, 4, 4, 12].map((length) => `[0-9a-f]{${length}}`).join("-");
                    expect(checkWorkspaceId(given) === undefined).to.equal(new RegExp(`^${canonical}$`).test(given));
                },
            ),
        );
    });
});
