import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Context } from "mocha";
import { Gateway } from "./gateway";
import { installMoto, motoServer } from "./installMoto";

/** A moto server of the test's own, with nothing in it. */
export class Moto {
    private constructor(
        private readonly server: ChildProcess,
        private readonly url: string,
        /** What the clients are to call. */
        public readonly gateway: Gateway,
    ) {}

    /** Starts one. Where it can't be had, the tests are skipped, and fail in CI. */
    public static async start(context: Context): Promise<Moto> {
        context.timeout(300_000);
        try {
            await installMoto();
        } catch (error) {
            const [reason] = (error as Error).message.trim().split("\n").slice(-1);
            const message = `moto can't be installed, which needs python3 and PyPI (${reason})`;
            if (process.env.CI) {
                throw new Error(message);
            }
            process.stderr.write(`    skipped: ${message}\n`);
            return context.skip();
        }
        const port = await freePort();
        const server = spawn(motoServer, ["-H", "127.0.0.1", "-p", String(port)], {
            stdio: "ignore",
            env: {
                ...process.env,
                MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
                // It reckons with local time, and means UTC.
                TZ: "UTC",
            },
        });
        const url = `http://127.0.0.1:${port}`;
        await answering(url, server);
        return new Moto(server, url, await Gateway.start(url));
    }

    /** Empties it, and lets everybody do everything. */
    public async reset(): Promise<void> {
        await this.post("reset");
        await this.relax();
        this.gateway.clear();
    }

    /** From now on everybody may do everything. */
    public relax(): Promise<void> {
        return this.letPass(1e9);
    }

    /** From now on signatures and policies count. */
    public async enforce(): Promise<void> {
        await this.letPass(0);
        this.gateway.requests.length = 0;
    }

    public stop(): void {
        this.gateway.stop();
        this.server.kill();
    }

    private letPass(requests: number): Promise<void> {
        return this.post("reset-auth", String(requests));
    }

    private async post(action: string, body = ""): Promise<void> {
        const headers = { "content-type": "text/plain" };
        const response = await fetch(`${this.url}/moto-api/${action}`, { method: "POST", body, headers });
        if (!response.ok) {
            throw new Error(`moto's ${action} came to ${response.status}`);
        }
    }
}

function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
        });
    });
}

async function answering(url: string, server: ChildProcess): Promise<void> {
    let failure: unknown;
    server.on("error", (error) => {
        failure = error;
    });
    for (let attempt = 0; attempt < 300; attempt++) {
        if (failure || server.exitCode !== null) {
            throw new Error(`moto_server ended: ${failure ?? server.exitCode}`);
        }
        try {
            await fetch(`${url}/moto-api/data.json`);
            return;
        } catch {
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }
    server.kill();
    throw new Error("moto_server does not answer");
}
