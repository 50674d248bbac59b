import { readFileSync } from "node:fs";
import path from "node:path";
import { render } from "preact-render-to-string";
import { contentOf } from "../content/content";
import { layoutOf } from "../picture/layout";
import type { Review } from "../review";
import { Page } from "./Page";

/** The review as one HTML file that needs nothing beside it. */
export async function htmlOf(review: Review): Promise<string> {
    const style = readFileSync(path.join(__dirname, "style.css"), "utf8");
    const page = render(<Page content={contentOf(review)} layout={await layoutOf(review.picture)} style={style} />);
    return `<!doctype html>\n${page}\n`;
}
