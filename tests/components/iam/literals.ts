import * as ts from "typescript";

/** A literal in a source text with a partition written out in it. */
interface FixedPartition {
    line: number;
    text: string;
}

/** Texts that are shown to a reader, and never sent to AWS. */
function isExample(node: ts.Node): boolean {
    return ts.isPropertyAssignment(node) && /^"?(example|source)"?$/.test(node.name.getText());
}

/** Every string, template and regular expression with `arn:aws` in it that is no example. Comments are none of these. */
export function fixedPartitions(source: string, fileName: string): FixedPartition[] {
    const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
    const found: FixedPartition[] = [];
    const visit = (node: ts.Node): void => {
        if (isExample(node)) {
            return;
        }
        const isLiteral =
            ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
        if (isLiteral && /arn:aws/.test(node.text)) {
            const { line } = file.getLineAndCharacterOfPosition(node.getStart());
            found.push({ line: line + 1, text: node.text });
        }
        ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
}
