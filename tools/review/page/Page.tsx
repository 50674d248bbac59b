import { readFileSync } from "node:fs";
import path from "node:path";
import { render } from "preact-render-to-string";
import type { Section } from "../content/blocks";
import { type Content, contentOf } from "../content/content";
import { svgOf } from "../picture/svg";
import type { Review } from "../review";
import { BlockView, List, Text } from "./Blocks";

/** The content under a heading. */
function Chapter({ section, picture }: { section: Section; picture: string }) {
    const { blocks, sections } = section;
    return (
        <>
            {blocks.map((block, index) => (
                <BlockView key={index} block={block} picture={picture} />
            ))}
            {sections.map((inner) => (
                <article key={inner.id} aria-labelledby={inner.id}>
                    <h3 id={inner.id}>{inner.title}</h3>
                    <Chapter section={inner} picture={picture} />
                </article>
            ))}
        </>
    );
}

function Page({ content, name, picture, style }: { content: Content; name: string; picture: string; style: string }) {
    const { title, subject, summary, sections } = content;
    return (
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {/* The page loads nothing: the browser blocks a script or an image added to it. */}
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
                        <section key={section.id} aria-labelledby={section.id}>
                            <h2 id={section.id}>{section.title}</h2>
                            <Chapter section={section} picture={picture} />
                        </section>
                    ))}
                </main>
            </body>
        </html>
    );
}

/** The review as one self-contained HTML file. */
export async function htmlOf(review: Review): Promise<string> {
    const style = readFileSync(path.join(__dirname, "style.css"), "utf8");
    const picture = await svgOf(review.picture);
    const name = `${review.project}, stack ${review.stack}`;
    return `<!doctype html>\n${render(<Page content={contentOf(review)} name={name} picture={picture} style={style} />)}\n`;
}
