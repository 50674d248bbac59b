/** Opens pages in Chromium, if there is one on the machine. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium is; `undefined` if it isn't installed. `CHROMIUM` names another place. */
export const chromiumPath = [process.env.CHROMIUM ?? "", ...candidates].find((path) => path !== "" && existsSync(path));

/** Starts Chromium without a window, and without what it asks its maker for. */
export function startChromium(): Promise<Browser> {
    return chromium.launch({
        executablePath: chromiumPath,
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}
