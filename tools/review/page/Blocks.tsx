/** The parts of a review's text as HTML. */
import type { ComponentChildren } from "preact";
import type { Block, Cell, Inline, Line } from "../content/blocks";

/** Longer words may break at punctuation. */
const longCode = 32;

function Code({ of }: { of: string }) {
    const parts = of.length > longCode ? of.split(/(?<=[:/_,-])/) : [of];
    return <code>{parts.flatMap((part, index) => (index ? [<wbr key={index} />, part] : [part]))}</code>;
}

function Piece({ of }: { of: Inline }) {
    if (typeof of === "string") {
        return <>{of}</>;
    }
    if ("code" in of) {
        return of.code ? <Code of={of.code} /> : null;
    }
    return "link" in of ? <a href={`#${of.to}`}>{of.link}</a> : <strong class={of.tone}>{of.strong}</strong>;
}

/** A line of text. */
export function Text({ of }: { of: Line }) {
    return (
        <>
            {of.map((piece, index) => (
                <Piece key={index} of={piece} />
            ))}
        </>
    );
}

/** A list of lines. */
export function List({ items }: { items: readonly Line[] }) {
    return (
        <ul>
            {items.map((item, index) => (
                <li key={index}>
                    <Text of={item} />
                </li>
            ))}
        </ul>
    );
}

/** A block that scrolls on its own, also by keyboard, if it is wider than the screen. */
function Scrolling({ label, children }: { label: string; children: ComponentChildren }) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
        <section class="scrolling" aria-label={label} tabIndex={0}>
            {children}
        </section>
    );
}

function CellLines({ of }: { of: Cell }) {
    return (
        <>
            {of.map((line, index) => (
                <div key={index}>
                    <Text of={line} />
                </div>
            ))}
        </>
    );
}

/** A table; the first cell of a row is its head. */
function Table({ caption, head, rows }: Extract<Block, { kind: "table" }>) {
    return (
        <Scrolling label={caption}>
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        {head.map((title) => (
                            <th key={title} scope="col">
                                {title}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map(([first = [], ...others], index) => (
                        <tr key={index}>
                            <th scope="row">
                                <CellLines of={first} />
                            </th>
                            {others.map((cell, column) => (
                                <td key={column}>
                                    <CellLines of={cell} />
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </Scrolling>
    );
}

/** A part of a section. */
export function BlockView({ block, picture }: { block: Block; picture: string }) {
    switch (block.kind) {
        case "paragraph":
            return (
                <p>
                    <Text of={block.line} />
                </p>
            );
        case "list":
            return <List {...block} />;
        case "table":
            return <Table {...block} />;
        case "json":
            return (
                <details>
                    <summary>{block.title}</summary>
                    <Scrolling label={block.title}>
                        <pre>{block.text}</pre>
                    </Scrolling>
                </details>
            );
        case "picture":
            return (
                <Scrolling label="Picture of the account">
                    <div dangerouslySetInnerHTML={{ __html: picture }} />
                </Scrolling>
            );
    }
}
