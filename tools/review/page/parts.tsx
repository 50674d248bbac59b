import type { ComponentChildren } from "preact";
import type { Inline, Line } from "../content/blocks";

/** What is longer than that may break at its joints. */
const longCode = 32;

function Code({ of }: { of: string }) {
    const parts = of.length > longCode ? of.split(/(?<=[:/_,-])/) : [of];
    return (
        <code>
            {parts.map((part, index) => (
                <>
                    {index ? <wbr /> : null}
                    {part}
                </>
            ))}
        </code>
    );
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
            {of.map((piece) => (
                <Piece key={JSON.stringify(piece)} of={piece} />
            ))}
        </>
    );
}

/** What is wider than the screen scrolls by itself, by keyboard too. */
export function Scrolling({ label, children }: { label: string; children: ComponentChildren }) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
        <section class="scrolling" aria-label={label} tabIndex={0}>
            {children}
        </section>
    );
}
