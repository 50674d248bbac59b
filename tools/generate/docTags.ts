import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** The tags of a property's docstring. */
export interface DocTags {
    /** The default: a value, or words. */
    default?: string;
    /** An example value. */
    example?: string;
}

interface Interface {
    bases: string[];
    properties: Map<string, DocTags>;
}

/** The tags of one declaration. */
function tagsOf(node: ts.Node): DocTags {
    const textOf = (name: string) => {
        const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
        return tag && ts.getTextOfJSDocComment(tag.comment)?.replaceAll(/\s+/g, " ").trim();
    };
    return { default: textOf("default"), example: textOf("example") };
}

function interfaceOf(node: ts.InterfaceDeclaration): Interface {
    return {
        bases: (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText())),
        properties: new Map(
            node.members.flatMap((member) => (member.name ? [[member.name.getText(), tagsOf(member)] as const] : [])),
        ),
    };
}

/** Every interface in a folder's sources, by name. */
export function interfacesIn(directory: string): ReadonlyMap<string, Interface> {
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(file),
    );
    return new Map(
        files.flatMap((file) => {
            const text = readFileSync(path.join(directory, file), "utf8");
            const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
            return source.statements
                .filter(ts.isInterfaceDeclaration)
                .map((node) => [node.name.text, interfaceOf(node)] as const);
        }),
    );
}

/** The tags of an interface's property, its own or inherited. */
export function tagsOfProperty(interfaces: ReadonlyMap<string, Interface>, name: string, property: string): DocTags {
    const found = interfaces.get(name);
    const own = found?.properties.get(property);
    return (
        own ??
        found?.bases
            .filter((base) => interfaces.has(base))
            .map((base) => tagsOfProperty(interfaces, base, property))
            .find((tags) => tags.default !== undefined || tags.example !== undefined) ??
        {}
    );
}
