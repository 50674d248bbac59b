import { grouped } from "./groups";
import type { ConfigurationKey } from "./properties";
import { asYaml } from "./pulumiYaml";

const width = 120;

/** Text in lines of at most `width` characters, where there is a space to break at. */
function wrapped(text: string, indent = ""): string {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
        if (line && line.length + 1 + word.length > width) {
            lines.push(line);
            line = indent + word;
        } else {
            line = line ? `${line} ${word}` : word;
        }
    }
    return [...lines, line].join("\n");
}

const typesInWords = {
    string: "string",
    number: "number",
    boolean: "`true` or `false`",
    strings: "list of strings",
    objects: "list of objects",
};

function section({ key, kind, text, defaultInWords, default: value, source, parts }: ConfigurationKey): string {
    const shownDefault = value === undefined ? defaultInWords : `\`${asYaml(value)}\``;
    return [
        `### ${key}`,
        wrapped(`Type: ${typesInWords[kind]}. Default: ${shownDefault}.`),
        wrapped(source ? `${text} ${source}` : text),
        ...(parts.length ? [parts.map((part) => wrapped(`- \`${part.name}\`: ${part.text}`, "  ")).join("\n")] : []),
    ].join("\n\n");
}

const introduction = `<!-- Generated from the docstrings of components/connection/connectionArgs.ts, by \`npm run generate\`. -->

# Configuration

\`\`\`sh
pulumi config set sentinelWorkspaceId YOUR_WORKSPACE_ID
pulumi config set --path 'defenderSourceIps[0]' 203.0.113.0/24
pulumi config set --path 'memberAccountIds[0]' 444455556666
pulumi config rm memberAccountIds
\`\`\`

Or edit \`Pulumi.STACK.yaml\`, where the keys are under \`config:\` as \`trailconnect:KEY\`. A list replaces the default:
\`connectors: [sentinelS3]\` leaves out Defender. To unset a key, remove it; an empty value is refused. An account ID may
lack its quotes unless it begins with 0, which YAML drops. \`npm start -- --stack STACK\` checks a stack without AWS:
every mistake is in one message, with what is allowed and an example.

Two keys are the AWS provider's:

- \`aws:region\` is needed. It is the trail's home region; the trail records every region.
- \`aws:defaultTags\` gives every resource its tags.

In a program of your own, \`CloudTrailConnection\` has arguments of the same names.`;

/** docs/configuration.md. */
export function configurationPage(keys: readonly ConfigurationKey[]): string {
    return [
        introduction,
        ...grouped(keys).flatMap((group) => [`## ${group.title}`, group.more, ...group.keys.map(section)]),
    ]
        .join("\n\n")
        .concat("\n");
}
