import type { Review } from "./review";

/** What a review is written as. */
export enum Format {
    /** A self-contained page. */
    Html = "html",
    /** For a pull request. */
    Markdown = "markdown",
    /** For machines. */
    Json = "json",
}

/** What the names of files of a format end in. */
export const extensions: Readonly<Record<Format, string>> = {
    [Format.Html]: "html",
    [Format.Markdown]: "md",
    [Format.Json]: "json",
};

/** A review in a format. */
export async function render(review: Review, format: Format): Promise<string> {
    switch (format) {
        case Format.Html:
            return (await import("./page/Page.js")).htmlOf(review);
        case Format.Markdown:
            return (await import("./markdown/markdown.js")).markdownOf(review);
        case Format.Json:
            return `${JSON.stringify(review, null, 2)}\n`;
    }
}
