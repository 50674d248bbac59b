import { inWords } from "../../config";
import { type Section, sections } from "./groups";
import type { ConfigurationKey } from "./properties";

const width = 120;

/** Text in lines of at most `width` characters, broken at spaces. */
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

function entry({ path, shape, isRequired, text, defaultInWords, example, parts }: ConfigurationKey): string {
    const isValue = /^(["[{\d]|true$|false$)/.test(defaultInWords ?? "");
    const shownDefault = isValue ? `\`${defaultInWords}\`` : defaultInWords;
    return [
        `### ${path}`,
        wrapped(
            `Type: ${inWords(shape)}. ${isRequired ? "Required" : `Default: ${shownDefault}`}. Example: \`${example}\`.`,
        ),
        wrapped(text),
        ...(parts.length ? [parts.map((part) => wrapped(`- \`${part.name}\`: ${part.text}`, "  ")).join("\n")] : []),
    ].join("\n\n");
}

function section({ title, group, keys, more }: Section): string {
    return [
        `## ${title}`,
        ...(group ? [wrapped(`${group.text} Default: ${group.defaultInWords}.`)] : []),
        ...(more ? [more] : []),
        ...keys.map(entry),
    ].join("\n\n");
}

const introduction = `<!-- Generated from the docstrings of components/connection/connectionArgs.ts, by \`npm run generate\`. -->

# Configuration

\`\`\`sh
pulumi config set logRetentionDays 730
pulumi config set --path sentinel.workspaceId YOUR_WORKSPACE_ID
pulumi config set --path 'defender.sourceIps[0]' 203.0.113.0/24
pulumi config set --path 'organization.memberAccountIds[0]' 444455556666
pulumi config rm --path organization.memberAccountIds
\`\`\`

Or edit \`Pulumi.STACK.yaml\`. The keys are under \`config:\`, and related keys are grouped in an object:

\`\`\`yaml
config:
  trailconnect:logRetentionDays: 730
  trailconnect:sentinel:
    workspaceId: YOUR_WORKSPACE_ID
  trailconnect:defender:
    sourceIps:
      - 203.0.113.0/24
\`\`\`

A list replaces the default: \`connectors: [sentinelS3]\` leaves out Defender. To unset a key, remove it; empty values
are rejected. Put account IDs in quotes: YAML drops a leading 0 otherwise. If any property of an object is a secret
(\`pulumi config set --path --secret\`), the whole object is treated as secret, and no message shows its values.
\`npm start -- --stack STACK\` checks a stack without AWS: one message lists every error, with the allowed values and an
example.

Two keys belong to the AWS provider:

- \`aws:region\` is required. It is the trail's home region; the trail records every region.
- \`aws:defaultTags\` sets the tags of every resource.

In your own program, \`CloudTrailConnection\` has arguments with the same names.`;

/** docs/configuration.md. */
export function configurationPage(keys: readonly ConfigurationKey[]): string {
    return [introduction, ...sections(keys).map(section)].join("\n\n").concat("\n");
}
