/** The parts of a review's text, whatever the format. */

/** A piece of a line. */
export type Inline =
    | string
    /** A name or value as code. */
    | { code: string }
    /** Emphasized text; `tone` says what it means for the reader. */
    | { strong: string; tone?: string }
    /** A link to a section or an article of the review. */
    | { link: string; to: string };

/** One line or one sentence. */
export type Line = readonly Inline[];

/** The lines of a cell. */
export type Cell = readonly Line[];

/** The content under a heading. */
export type Block =
    | { kind: "paragraph"; line: Line }
    | { kind: "list"; items: readonly Line[] }
    | { kind: "table"; caption: string; head: readonly string[]; rows: readonly (readonly Cell[])[] }
    /** JSON, shown on demand. */
    | { kind: "json"; title: string; text: string }
    /** The account as boxes and arrows. */
    | { kind: "picture" };

/** A heading with its content. */
export interface Section {
    /** Unique in the review. */
    id: string;
    title: string;
    blocks: readonly Block[];
    sections: readonly Section[];
}

/** A sentence of plain text. */
export function paragraph(...line: Inline[]): Block {
    return { kind: "paragraph", line };
}

/** Texts as the lines of a cell. */
export function lines(texts: readonly string[]): Cell {
    return texts.map((text) => [text]);
}

/** Names and values, as code, as the lines of a cell. */
export function codes(values: readonly string[]): Cell {
    return values.map((code) => [{ code }]);
}

/** A document as JSON. */
export function json(title: string, document: unknown): Block {
    return { kind: "json", title, text: JSON.stringify(document, null, 2) };
}

/** A number with thousands separators. */
export function count(value: number): string {
    return value.toLocaleString("en-US");
}
