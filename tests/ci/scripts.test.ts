import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { root } from "../support/project";

describe(".ci/run", () => {
    it("runs every file of tests, and each once: those of the packages after npm test", () => {
        expect(readFileSync(path.join(root, ".ci/run"), "utf8")).to.match(/\nnpm test\nnpm run test:package\n$/);
        const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
        const [, parts = ""] = /concurrently --group --prefix none (.*)/.exec(scripts.test) ?? [];
        const commands: string[] = [...parts.split(" "), "npm:test:package"].map(
            (part) => scripts[part.replace("npm:", "")],
        );
        // A pattern names folders of tests, and takes all that is in them.
        const folders = commands.flatMap((command) =>
            [...command.matchAll(/tests\/\{?([a-z,]+)\}?\/\*\*\/\*\.test\.ts/g)].flatMap(([, names = ""]) =>
                names.split(","),
            ),
        );
        const files = commands.flatMap((command) => command.match(/tests\/[a-zA-Z]+\.test\.ts/g) ?? []);
        const there = readdirSync(path.join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((file) =>
            file.endsWith(".test.ts"),
        );
        const foldersThere = new Set(there.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
        expect(folders).to.have.members([...foldersThere]);
        expect(files).to.have.members(there.filter((file) => !file.includes("/")).map((file) => `tests/${file}`));
    });
});
