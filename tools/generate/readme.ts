import GithubSlugger from "github-slugger";
import { grouped } from "./groups";
import type { ConfigurationKey } from "./properties";

const start = "<!-- Keys, by `npm run generate` -->\n";
const end = "<!-- End of keys -->";

/** The README with the keys by group, each group a link to its part of docs/configuration.md. */
export function withKeys(readme: string, keys: readonly ConfigurationKey[]): string {
    const slugger = new GithubSlugger();
    const items = grouped(keys).map(
        (group) =>
            `- [${group.title}](docs/configuration.md#${slugger.slug(group.title)}): ${group.keys.map(({ key }) => `\`${key}\``).join(", ")}`,
    );
    const [before, rest = ""] = readme.split(start);
    const [, after = ""] = rest.split(end);
    return [before, start, items.join("\n"), "\n", end, after].join("");
}
