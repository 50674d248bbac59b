import { type Layout, padding, text } from "./layout";

interface Lines {
    x: number;
    y: number;
    of: readonly string[];
    class?: string;
}

/** Lines of text, the first one's top at `y`. */
function TextLines({ x, y, of, class: name }: Lines) {
    return (
        <text class={name}>
            {of.map((line, index) => (
                <tspan key={line} x={x} y={y + text.size + index * text.line}>
                    {line}
                </tspan>
            ))}
        </text>
    );
}

/** Below it the text would be too small to be read: under 9 pixels. */
const smallestScale = 9 / text.size;

/** The account as a picture. The table of its arrows says the same to those who don't see it. */
export function Picture({ width, height, account, nodes, edges }: Layout) {
    return (
        <svg
            xmlns="http://www.w3.org/2000/svg"
            viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`}
            width={Math.ceil(width)}
            height={Math.ceil(height)}
            // As wide as there is room for, but never too small to be read.
            style={{ "--smallest-width": `${Math.ceil(width * smallestScale)}px` }}
            role="img"
            aria-labelledby="picture-title"
            aria-describedby="picture-description"
        >
            <title id="picture-title">Who outside the account reaches what in it</title>
            <desc id="picture-description">The table below lists every arrow with its conditions.</desc>
            <defs>
                <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                    <path d="M0,0 L8,4 L0,8 z" />
                </marker>
            </defs>
            <rect class="account" {...account} rx={10} />
            <text class="title" x={account.x + 20} y={account.y + 24}>
                Your AWS account
            </text>
            {edges.map(({ isToBeAdded, points, label }, index) => (
                <g key={index} class={isToBeAdded ? "arrow added" : "arrow"}>
                    <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} marker-end="url(#tip)" />
                    <TextLines x={label.x + 2} y={label.y} of={label.lines} />
                </g>
            ))}
            {nodes.map(({ id, kind, title, details, x, y, width, height }) => (
                <g key={id} class={`node ${kind}`}>
                    <rect x={x} y={y} width={width} height={height} rx={6} />
                    <TextLines x={x + padding} y={y + padding} of={title} class="title" />
                    <TextLines x={x + padding} y={y + padding + title.length * text.line} of={details} />
                </g>
            ))}
        </svg>
    );
}
