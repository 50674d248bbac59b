import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { htmlOf } from "../../../../tools/review/page/Page";
import type { Review } from "../../../../tools/review/review";
import type { StackName } from "../../../support/stacks";
import { reviewOfStack } from "../reviews";
import { chromiumPath, startChromium } from "./browser";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What a page did besides being shown. */
interface Conduct {
    /** Everything that it asked for, itself excepted. */
    requests: string[];
    /** What it said on the console, and what it threw. */
    messages: string[];
}

type Look = { width: number; colorScheme: "light" | "dark" };

const wide: Look = { width: 1280, colorScheme: "light" };
const narrow: Look = { width: 390, colorScheme: "light" };

/** Every look, and the page with the most on it in both widths and both colours. */
const looks: [StackName, Look][] = [
    ["everything", wide],
    ["everything", { width: 390, colorScheme: "dark" }],
    ["plain", narrow],
    ["existing", { width: 1280, colorScheme: "dark" }],
];

/** The rules of axe-core that a page breaks, and where. */
async function violations(page: Page): Promise<string[]> {
    // axe-core judges no contrast on gradients.
    await page.addStyleTag({ content: ".scrolling { background: none !important }" });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: axe-core, which was put into the page
        const { violations: all } = await (globalThis as any).axe.run(document, {
            runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        return all as { id: string; nodes: { html: string }[] }[];
    });
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe("the page in a browser", function () {
    this.timeout(120_000);
    let browser: Browser;
    let folder: string;

    before(async function () {
        if (!chromiumPath) {
            if (process.env.CI) {
                throw new Error("Chromium is not installed. Debian's package: chromium.");
            }
            console.log(
                "      skipped: Chromium is not installed (Debian's package: chromium; elsewhere: CHROMIUM=PATH)",
            );
            this.skip();
        }
        browser = await startChromium();
        folder = mkdtempSync(path.join(tmpdir(), "trailconnect-review-"));
    });

    after(async () => {
        await browser?.close();
        if (folder) {
            rmSync(folder, { recursive: true });
        }
    });

    /** Opens the review of a stack from a file. */
    async function open(stack: StackName, look: Look): Promise<{ page: Page; review: Review; conduct: Conduct }> {
        const review = await reviewOfStack(stack);
        const file = path.join(folder, `${stack}.html`);
        writeFileSync(file, await htmlOf(review));
        const page = await browser.newPage({
            viewport: { width: look.width, height: 900 },
            colorScheme: look.colorScheme,
            // axe-core is put into the page, which itself allows no script.
            bypassCSP: true,
        });
        const url = pathToFileURL(file).href;
        const conduct: Conduct = { requests: [], messages: [] };
        page.on("request", (request) => {
            if (request.url() !== url) {
                conduct.requests.push(request.url());
            }
        });
        page.on("console", (message) => conduct.messages.push(message.text()));
        page.on("pageerror", (error) => conduct.messages.push(String(error)));
        await page.goto(url);
        return { page, review, conduct };
    }

    for (const [stack, look] of looks) {
        it(`asks for nothing, says nothing, and breaks no rule of axe-core: ${stack}, ${look.width}, ${look.colorScheme}`, async () => {
            const { page, conduct } = await open(stack, look);
            expect(await violations(page)).to.deep.equal([]);
            expect(conduct).to.deep.equal({ requests: [], messages: [] });
            // What is wider scrolls by itself.
            const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
            expect(widths[0]).to.be.at.most(widths[1] as number);
            await page.close();
        });
    }

    it("would notice a poor contrast, a missing landmark, and a request", async () => {
        const { page, conduct } = await open("plain", wide);
        await page.evaluate(() => {
            document.querySelector("main")?.removeAttribute("id");
            document.querySelector<HTMLElement>("h2")?.style.setProperty("color", "#ddd");
            document.querySelector("nav")?.replaceWith(document.createElement("p"));
            document.body.append("outside of every landmark");
            const image = document.createElement("img");
            image.src = "https://example.com/image.png";
            document.body.append(image);
        });
        const ids = (await violations(page)).map((violation) => violation.split(":")[0]);
        expect(ids).to.include.members(["color-contrast", "region", "image-alt"]);
        expect(conduct.requests).to.deep.equal(["https://example.com/image.png"]);
        await page.close();
    });

    it("lets no script and no image in that somebody adds to it", async () => {
        const file = path.join(folder, "tampered.html");
        const html = await htmlOf(await reviewOfStack("plain"));
        const added = '<script>document.title = "tampered"</script><img alt="" src="https://example.com/image.png">';
        writeFileSync(file, html.replace("</main>", `${added}</main>`));
        const page = await browser.newPage();
        const refusals: string[] = [];
        page.on("requestfailed", (request) => refusals.push(`${request.url()} ${request.failure()?.errorText}`));
        await page.goto(pathToFileURL(file).href);
        expect(await page.title()).to.equal("Access review: trailconnect, stack plain");
        expect(refusals).to.deep.equal(["https://example.com/image.png csp"]);
        await page.close();
    });

    for (const stack of ["plain", "everything", "existing"] satisfies StackName[]) {
        it(`shows every identity, arrow, refusal, control and cost: ${stack}`, async () => {
            const { page, review } = await open(stack, wide);
            expect(await page.locator("article h3").allInnerTexts()).to.deep.equal(
                review.identities.map(({ title }) => title),
            );
            const heads = (caption: string) =>
                page.locator("table", { has: page.locator(`caption:text-is("${caption}")`) }).locator("tbody th");
            expect(await heads("Each control, and what shows it").allInnerTexts()).to.deep.equal(
                review.controls.map(({ title }) => title),
            );
            expect(await heads("Costs per month").allInnerTexts()).to.deep.equal(
                review.costs.lines.map(({ item }) => item),
            );
            expect(await heads("Tried and refused, by who or what asks").allInnerTexts()).to.deep.equal([
                ...new Set(review.refusals.refusals.map(({ outsider }) => outsider)),
            ]);
            expect(await heads("Weaknesses planted and caught, by document").allInnerTexts()).to.deep.equal(
                review.refusals.mutations.map(({ document }) => document),
            );
            expect(await heads("Every arrow of the picture").count()).to.equal(
                review.picture.edges.reduce((sum, { permissions }) => sum + permissions.length, 0),
            );
            expect(await page.locator("svg .node").count()).to.equal(review.picture.nodes.length);
            expect(await page.locator("svg .edge").count()).to.equal(review.picture.edges.length);
            for (const { ids } of review.controls) {
                for (const { id } of ids) {
                    expect(await page.getByText(id).count(), id).to.be.at.least(1);
                }
            }
            await page.close();
        });
    }

    it("keeps every text of the picture in its box, off its arrow, and at 9 pixels or more", async () => {
        for (const stack of ["plain", "everything"] satisfies StackName[]) {
            const { page } = await open(stack, wide);
            const found = await page.evaluate(() => {
                const svg = document.querySelector("svg") as SVGSVGElement;
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                // Where an arrow passes a label, be it ever so little: its line, sampled every pixel.
                const touched = [...svg.querySelectorAll<SVGGElement>(".edge")].flatMap((edge) => {
                    const line = edge.querySelector("path") as SVGPathElement;
                    const points = Array.from({ length: Math.ceil(line.getTotalLength()) }, (_, at) =>
                        line.getPointAtLength(at),
                    );
                    return [...edge.querySelectorAll("text")]
                        .filter((text) => {
                            const { x, y, width, height } = text.getBBox();
                            return points.some(
                                (point) => point.x > x && point.x < x + width && point.y > y && point.y < y + height,
                            );
                        })
                        .map((text) => text.textContent);
                });
                const outside = [...svg.querySelectorAll(".node")].flatMap((node) => {
                    const box = (node.querySelector("path") as Element).getBoundingClientRect();
                    return [...node.querySelectorAll("text")]
                        .filter((text) => text.getBoundingClientRect().right > box.right)
                        .map((text) => text.textContent);
                });
                return { size: 11 * scale, outside, touched };
            });
            expect(found.outside).to.deep.equal([]);
            expect(found.touched).to.deep.equal([]);
            expect(found.size).to.be.at.least(9);
            await page.close();
        }
    });

    it("shows by a shadow on which side a wide table goes on", async () => {
        const { page } = await open("plain", narrow);
        const table = page.getByRole("region", { name: "Every arrow of the picture" });
        /** How dark the edges are below the last row's text, which has padding: 255 is the page's white. */
        const edges = async (scrolled: number) => {
            await table.evaluate((element, left) => element.scrollTo({ left }), scrolled);
            const image = `data:image/png;base64,${(await table.screenshot()).toString("base64")}`;
            return page.evaluate(async (source) => {
                const bitmap = await createImageBitmap(await (await fetch(source)).blob());
                const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
                const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
                context.drawImage(bitmap, 0, 0);
                return [1, bitmap.width - 2].map((x) => context.getImageData(x, bitmap.height - 3, 1, 1).data[0]);
            }, image);
        };
        const isShaded = (edge: number | undefined) => (edge ?? 255) < 230;
        expect((await edges(0)).map(isShaded)).to.deep.equal([false, true]);
        expect((await edges(150)).map(isShaded)).to.deep.equal([true, true]);
        expect((await edges(10_000)).map(isShaded)).to.deep.equal([true, false]);
        await page.close();
    });

    it("is gone through by keyboard: to the content, then to what scrolls", async () => {
        const { page } = await open("plain", narrow);
        const focused = () =>
            page.evaluate(() => {
                const { activeElement: element } = document;
                return element?.getAttribute("aria-label") ?? element?.textContent?.trim();
            });
        await page.keyboard.press("Tab");
        expect(await focused()).to.equal("Skip to content");
        await page.keyboard.press("Enter");
        const reached: (string | null | undefined)[] = [];
        for (let presses = 0; presses < 12; presses++) {
            await page.keyboard.press("Tab");
            reached.push(await focused());
        }
        expect(reached).to.include.members(["Picture of the account", "Every arrow of the picture"]);
        await page.close();
    });

    it("shows on paper what a click opens on the screen, and no list of contents", async () => {
        const { page } = await open("plain", wide);
        const isShown = () => page.evaluate(() => document.querySelector("details pre")?.checkVisibility());
        expect(await isShown()).to.equal(false);
        await page.emulateMedia({ media: "print" });
        expect(await isShown()).to.equal(true);
        expect(await page.locator("nav").isVisible()).to.equal(false);
        await page.close();
    });
});
