import { readFileSync } from "node:fs";
import path from "node:path";
import { render } from "preact-render-to-string";
import type { Block, Section } from "../content/blocks";
import { type Content, contentOf } from "../content/content";
import { type Layout, layoutOf } from "../picture/layout";
import type { Review } from "../review";
import { BlockView, List, Text } from "./Blocks";

function Blocks({ of, layout }: { of: readonly Block[]; layout: Layout }) {
    return (
        <>
            {of.map((block, index) => (
                <BlockView key={index} block={block} layout={layout} />
            ))}
        </>
    );
}

function Chapter({ section, layout }: { section: Section; layout: Layout }) {
    const { id, title, blocks, sections } = section;
    return (
        <section aria-labelledby={id}>
            <h2 id={id}>{title}</h2>
            <Blocks of={blocks} layout={layout} />
            {sections.map((inner) => (
                <article key={inner.id} aria-labelledby={inner.id}>
                    <h3 id={inner.id}>{inner.title}</h3>
                    <Blocks of={inner.blocks} layout={layout} />
                </article>
            ))}
        </section>
    );
}

function Page({ content, name, layout, style }: { content: Content; name: string; layout: Layout; style: string }) {
    const { title, subject, summary, sections } = content;
    return (
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {/* The page loads nothing: a script or an image that somebody adds is refused. */}
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
                <title>{`${title}: ${name}`}</title>
                <style dangerouslySetInnerHTML={{ __html: style }} />
            </head>
            <body>
                <a class="skip" href="#main">
                    Skip to content
                </a>
                <header>
                    <h1>{title}</h1>
                    <p>
                        <Text of={subject} />
                    </p>
                </header>
                <nav aria-label="Contents">
                    <List items={sections.map((section) => [{ link: section.title, to: section.id }])} />
                </nav>
                <main id="main" tabIndex={-1}>
                    <section class="summary" aria-label="Summary">
                        <List items={summary} />
                    </section>
                    {sections.map((section) => (
                        <Chapter key={section.id} section={section} layout={layout} />
                    ))}
                </main>
            </body>
        </html>
    );
}

/** The review as one HTML file that needs nothing beside it. */
export async function htmlOf(review: Review): Promise<string> {
    const style = readFileSync(path.join(__dirname, "style.css"), "utf8");
    const layout = await layoutOf(review.picture);
    const name = `${review.project}, stack ${review.stack}`;
    return `<!doctype html>\n${render(<Page content={contentOf(review)} name={name} layout={layout} style={style} />)}\n`;
}
