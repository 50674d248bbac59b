import type { Block, Cell } from "../content/blocks";
import type { Layout } from "../picture/layout";
import { Picture } from "../picture/Picture";
import { Scrolling, Text } from "./parts";

function CellLines({ of }: { of: Cell }) {
    return (
        <>
            {of.map((line) => (
                <div key={JSON.stringify(line)}>
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
export function BlockView({ block, layout }: { block: Block; layout: Layout }) {
    switch (block.kind) {
        case "paragraph":
            return (
                <p>
                    <Text of={block.line} />
                </p>
            );
        case "list":
            return (
                <ul>
                    {block.items.map((item) => (
                        <li key={JSON.stringify(item)}>
                            <Text of={item} />
                        </li>
                    ))}
                </ul>
            );
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
                    <Picture {...layout} />
                </Scrolling>
            );
    }
}
