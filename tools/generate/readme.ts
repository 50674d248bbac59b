import GithubSlugger from "github-slugger";
import { sections } from "./groups";
import type { ConfigurationKey } from "./properties";

const start = "<!-- Keys, by `npm run generate` -->\n";
const end = "<!-- End of keys -->";

/** The README with the keys by group, each group a link to its part of docs/configuration.md. */
export function withKeys(readme: string, keys: readonly ConfigurationKey[]): string {
    const slugger = new GithubSlugger();
    const items = sections(keys).map(({ title, group, keys: inner }) => {
        const names = inner.map(({ path }) => `\`${path.slice(path.lastIndexOf(".") + 1)}\``);
        return `- [${group ? `\`${title}\`` : title}](docs/configuration.md#${slugger.slug(title)}): ${names.join(", ")}`;
    });
    const [before, rest = ""] = readme.split(start);
    const [, after = ""] = rest.split(end);
    return [before, start, items.join("\n"), "\n", end, after].join("");
}
