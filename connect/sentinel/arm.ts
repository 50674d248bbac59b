import {
    createDefaultHttpClient,
    createHttpHeaders,
    createPipelineRequest,
    type HttpClient,
    type HttpMethods,
    isRestError,
    type PipelineRequest,
    type RetryStrategy,
} from "@azure/core-rest-pipeline";
import { UserError } from "../errors";
import { type ArmAnswer, answerOf, retryAfterOf } from "./answer";
import { Conflict } from "./conflict";
import { type Explanation, explain } from "./explain";
import { azurePipeline } from "./pipeline";

/** What is waited for, and how long. Times are in milliseconds. */
interface Patience {
    /** When to give up, counted from the first request. */
    deadline: number;
    /** Between the first two attempts; it doubles up to `mostDelay`. */
    firstDelay: number;
    mostDelay: number;
    /** For one answer. */
    answer: number;
}

/** Called with what the client is waiting for. */
type OnWait = (reason: string, milliseconds: number) => void;

/** How Azure is asked. */
export interface ArmOptions {
    /** Scheme and host. */
    endpoint: string;
    getToken: () => Promise<string>;
    patience: Patience;
    onWait: OnWait;
    /** What sends the requests. Default: Node.js. */
    client?: HttpClient;
}

/** What 404 means: a refusal, an answer, or something that passes. */
type Missing = "fails" | "is fine" | "passes";

function meaningOf(method: string, answer: ArmAnswer, missing: Missing): Explanation {
    return answer.status === 404 && missing === "passes"
        ? { reason: "Azure doesn't return the new connector yet.", passes: true }
        : explain(method, answer);
}

function isAnswered({ status }: ArmAnswer, missing: Missing): boolean {
    return (status >= 200 && status < 300) || (status === 404 && missing === "is fine");
}

/**
 * A client for Azure Resource Manager: temporary errors are retried until the deadline, others are explained.
 */
export class Arm {
    private readonly giveUpAt: number;
    private readonly client: HttpClient;

    constructor(private readonly options: ArmOptions) {
        this.giveUpAt = Date.now() + options.patience.deadline;
        this.client = options.client ?? createDefaultHttpClient();
    }

    /**
     * The answer's body; `undefined` for 404 where that is fine.
     * @throws UserError that explains a refusal, or what was waited for in vain
     */
    async ask(
        method: HttpMethods,
        path: string,
        apiVersion: string,
        { body, missing = "fails" }: { body?: unknown; missing?: Missing } = {},
    ): Promise<unknown> {
        const url = /^https?:\/\//.test(path) ? path : `${this.options.endpoint}${path}?api-version=${apiVersion}`;
        const answer = await this.send(
            createPipelineRequest({
                url,
                method,
                headers: createHttpHeaders({
                    accept: "application/json",
                    "user-agent": "trailconnect",
                    ...(body !== undefined && { "content-type": "application/json" }),
                }),
                ...(body !== undefined && { body: JSON.stringify(body) }),
                // The command takes http for this machine alone.
                allowInsecureConnection: url.startsWith("http:"),
            }),
            missing,
        );
        if (isAnswered(answer, missing)) {
            return answer.status === 404 ? undefined : answer.body;
        }
        const { reason, passes } = meaningOf(method, answer, missing);
        if (passes) {
            throw new UserError(
                `${reason}\nTried again until the deadline of ${this.options.patience.deadline / 1000} seconds; --timeout sets another one, in minutes.`,
            );
        }
        throw [409, 412].includes(answer.status) ? new Conflict(reason) : new UserError(reason);
    }

    /** Sends a request until it is answered, refused for good, or time is up. */
    private async send(request: PipelineRequest, missing: Missing): Promise<ArmAnswer> {
        const { getToken, patience } = this.options;
        const pipeline = azurePipeline(getToken, this.retry(request.method, missing), patience.answer);
        try {
            return answerOf(await pipeline.sendRequest(this.client, request), undefined);
        } catch (error) {
            if (!isRestError(error)) {
                throw error;
            }
            return answerOf(error.response, error);
        }
    }

    /** Waits for what may pass: never less than without Azure's Retry-After, which may say 0 each time. */
    private retry(method: string, missing: Missing): RetryStrategy {
        const { firstDelay, mostDelay } = this.options.patience;
        return {
            name: "patience",
            retry: ({ retryCount, response, responseError }) => {
                const answer = answerOf(response, responseError);
                const { reason, passes } = meaningOf(method, answer, missing);
                const now = Date.now();
                const wait = Math.max(Math.min(firstDelay * 2 ** retryCount, mostDelay), retryAfterOf(response, now));
                if (isAnswered(answer, missing) || !passes || now + wait > this.giveUpAt) {
                    return { skipStrategy: true };
                }
                this.options.onWait(reason, wait);
                return { retryAfterInMs: wait };
            },
        };
    }

    /** Every item of a list, over all of its pages. */
    async list(path: string, apiVersion: string): Promise<unknown[]> {
        const { endpoint } = this.options;
        const items: unknown[] = [];
        let next: string | undefined = path;
        while (next !== undefined) {
            const page = (await this.ask("GET", next, apiVersion)) as { value?: unknown[]; nextLink?: string };
            items.push(...(page?.value ?? []));
            next = page?.nextLink;
            if (next !== undefined && new URL(next).origin !== new URL(endpoint).origin) {
                throw new UserError(`Azure's list continues at ${new URL(next).origin}, where the token isn't valid.`);
            }
        }
        return items;
    }
}
