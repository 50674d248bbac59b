import { UserError } from "../errors";
import { explain } from "./explain";

/** Azure's answer to one request. */
export interface ArmAnswer {
    status: number;
    /** The body; `undefined` if there is none or it is not JSON. */
    body: unknown;
    /** The seconds after which Azure wants to be asked again. */
    retryAfter?: number;
}

/** Azure has another state of the connector than the request was for. */
export class Conflict extends UserError {}

/** What is waited for, and how long. Times are in milliseconds. */
export interface Patience {
    /** When to give up, counted from the first request. */
    deadline: number;
    /** Between the first two attempts; it doubles up to `mostDelay`. */
    firstDelay: number;
    mostDelay: number;
}

/** Hears of what a client waits for. */
export type OnWait = (reason: string, milliseconds: number) => void;

/** Sends one request with a token. */
export type Send = (method: string, url: string, body?: unknown) => Promise<ArmAnswer>;

/** A `Send` by HTTPS. */
export function httpSend(getToken: () => Promise<string>): Send {
    return async (method, url, body) => {
        const token = await getToken();
        let response: Response;
        let text: string;
        try {
            response = await fetch(url, {
                method,
                headers: {
                    authorization: `Bearer ${token}`,
                    ...(body === undefined ? {} : { "content-type": "application/json" }),
                },
                body: body === undefined ? undefined : JSON.stringify(body),
                signal: AbortSignal.timeout(120_000),
            });
            text = await response.text();
        } catch (error) {
            const cause = (error as { cause?: { code?: string } }).cause?.code;
            return { status: 0, body: { error: { code: cause ?? "NoAnswer", message: (error as Error).message } } };
        }
        const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
        let parsed: unknown;
        try {
            parsed = text === "" ? undefined : JSON.parse(text);
        } catch {
            parsed = undefined;
        }
        return {
            status: response.status,
            body: parsed,
            ...(Number.isFinite(retryAfter) && { retryAfter }),
        };
    };
}

/**
 * Azure Resource Manager, asked with patience: what may pass is tried again until the deadline, what won't is
 * explained. The loop is our own: a wait is the longer of ours and Azure's Retry-After, and has to end before the
 * deadline.
 */
export class Arm {
    private readonly giveUpAt: number;

    constructor(
        private readonly send: Send,
        private readonly endpoint: string,
        private readonly patience: Patience,
        private readonly onWait: OnWait,
    ) {
        this.giveUpAt = Date.now() + patience.deadline;
    }

    /**
     * The answer's body; `undefined` for 404 where that is fine.
     * @throws UserError that explains a refusal, or what was waited for in vain
     */
    async ask(
        method: string,
        path: string,
        apiVersion: string,
        { body, missing = "fails" }: { body?: unknown; missing?: "fails" | "is fine" | "passes" } = {},
    ): Promise<unknown> {
        const url = /^https?:\/\//.test(path) ? path : `${this.endpoint}${path}?api-version=${apiVersion}`;
        for (let delay = this.patience.firstDelay; ; delay = Math.min(delay * 2, this.patience.mostDelay)) {
            const answer = await this.send(method, url, body);
            if (answer.status >= 200 && answer.status < 300) {
                return answer.body;
            }
            if (answer.status === 404 && missing === "is fine") {
                return undefined;
            }
            const { reason, passes } =
                answer.status === 404 && missing === "passes"
                    ? { reason: "Azure doesn't know yet what it has just taken.", passes: true }
                    : explain(method, answer);
            // Never sooner than without it: an answer may say 0 each time.
            const wait = Math.max(delay, (answer.retryAfter ?? 0) * 1000);
            if (!passes) {
                throw [409, 412].includes(answer.status) ? new Conflict(reason) : new UserError(reason);
            }
            if (Date.now() + wait > this.giveUpAt) {
                throw new UserError(
                    `${reason}\nTried again until the deadline of ${this.patience.deadline / 1000} seconds; --timeout sets another one, in minutes.`,
                );
            }
            this.onWait(reason, wait);
            await new Promise((resolve) => setTimeout(resolve, wait));
        }
    }

    /** Every item of a list, over all of its pages. */
    async list(path: string, apiVersion: string): Promise<unknown[]> {
        const items: unknown[] = [];
        let next: string | undefined = path;
        while (next !== undefined) {
            const page = (await this.ask("GET", next, apiVersion)) as { value?: unknown[]; nextLink?: string };
            items.push(...(page?.value ?? []));
            next = page?.nextLink;
            if (next !== undefined && new URL(next).origin !== new URL(this.endpoint).origin) {
                throw new UserError(`Azure's list goes on at ${new URL(next).origin}, and the token is not for there.`);
            }
        }
        return items;
    }
}
