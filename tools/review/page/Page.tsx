import type { Section } from "../content/blocks";
import type { Content } from "../content/content";
import type { Layout } from "../picture/layout";
import { BlockView } from "./Blocks";
import { Text } from "./parts";

function Chapter({ section, layout }: { section: Section; layout: Layout }) {
    const { id, title, blocks, sections } = section;
    return (
        <section aria-labelledby={id}>
            <h2 id={id}>{title}</h2>
            {blocks.map((block, index) => (
                <BlockView key={index} block={block} layout={layout} />
            ))}
            {sections.map((inner) => (
                <article key={inner.id} aria-labelledby={inner.id}>
                    <h3 id={inner.id}>{inner.title}</h3>
                    {inner.blocks.map((block, index) => (
                        <BlockView key={index} block={block} layout={layout} />
                    ))}
                </article>
            ))}
        </section>
    );
}

/** The review as an HTML document, but for its doctype. */
export function Page({ content, layout, style }: { content: Content; layout: Layout; style: string }) {
    const { title, subject, summary, sections } = content;
    const plainSubject = subject.map((piece) =>
        typeof piece === "string" ? piece : "strong" in piece ? piece.strong : "",
    );
    return (
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {/* The page asks nobody for anything: a script or an image that somebody adds is refused. */}
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
                <title>{`${title}: ${plainSubject.slice(0, 2).join("")}`}</title>
                <style dangerouslySetInnerHTML={{ __html: style }} />
            </head>
            <body>
                <a class="skip" href="#main">
                    To the content
                </a>
                <header>
                    <h1>{title}</h1>
                    <p>
                        <Text of={subject} />
                    </p>
                </header>
                <nav aria-label="Contents">
                    <ul>
                        {sections.map((section) => (
                            <li key={section.id}>
                                <a href={`#${section.id}`}>{section.title}</a>
                            </li>
                        ))}
                    </ul>
                </nav>
                <main id="main" tabIndex={-1}>
                    <section class="summary" aria-label="Summary">
                        <ul>
                            {summary.map((line) => (
                                <li key={JSON.stringify(line)}>
                                    <Text of={line} />
                                </li>
                            ))}
                        </ul>
                    </section>
                    {sections.map((section) => (
                        <Chapter key={section.id} section={section} layout={layout} />
                    ))}
                </main>
            </body>
        </html>
    );
}
