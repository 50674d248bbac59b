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

/** How long to wait, in milliseconds. */
interface Patience {
    /** Until giving up, from the creation of the client. */
    deadline: number;
    /** Before the first retry; doubles up to `mostDelay`. */
    firstDelay: number;
    mostDelay: number;
    /** For a single response. */
    answer: number;
}

/** Called before each wait, with the reason. */
type OnWait = (reason: string, milliseconds: number) => void;

/** The options of the client. */
export interface ArmOptions {
    /** Scheme and host. */
    endpoint: string;
    getToken: () => Promise<string>;
    patience: Patience;
    onWait: OnWait;
    /** Sends the requests. Default: the library's client for Node.js. */
    client?: HttpClient;
}

/** What a 404 means: an error, a valid answer, or something to retry. */
type Missing = "error" | "ok" | "retry";

function meaningOf(method: string, answer: ArmAnswer, missing: Missing): Explanation {
    return answer.status === 404 && missing === "retry"
        ? { reason: "Azure doesn't return the new connector yet.", isTemporary: true }
        : explain(method, answer);
}

function isAnswered({ status }: ArmAnswer, missing: Missing): boolean {
    return (status >= 200 && status < 300) || (status === 404 && missing === "ok");
}

/**
 * A client for Azure Resource Manager that retries temporary errors until the deadline, and explains the others.
 */
export class Arm {
    private readonly giveUpAt: number;
    private readonly client: HttpClient;

    constructor(private readonly options: ArmOptions) {
        this.giveUpAt = Date.now() + options.patience.deadline;
        this.client = options.client ?? createDefaultHttpClient();
    }

    /**
     * The response's body; `undefined` for a 404 that is ok.
     * @throws UserError that explains the error
     */
    async ask(
        method: HttpMethods,
        path: string,
        apiVersion: string,
        { body, missing = "error" }: { body?: unknown; missing?: Missing } = {},
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
                // The command accepts http for this machine only.
                allowInsecureConnection: url.startsWith("http:"),
            }),
            missing,
        );
        if (isAnswered(answer, missing)) {
            return answer.status === 404 ? undefined : answer.body;
        }
        const { reason, isTemporary } = meaningOf(method, answer, missing);
        if (isTemporary) {
            throw new UserError(
                `${reason}\nGave up: the time limit is ${this.options.patience.deadline / 1000} seconds. To change it: --timeout MINUTES.`,
            );
        }
        throw [409, 412].includes(answer.status) ? new Conflict(reason) : new UserError(reason);
    }

    /** Sends a request, and retries it until it succeeds, fails for good, or time is up. */
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

    /** Retries temporary errors. Azure's Retry-After may be 0 every time, so it can only lengthen the delay. */
    private retry(method: string, missing: Missing): RetryStrategy {
        const { firstDelay, mostDelay } = this.options.patience;
        return {
            name: "patience",
            retry: ({ retryCount, response, responseError }) => {
                const answer = answerOf(response, responseError);
                const { reason, isTemporary } = meaningOf(method, answer, missing);
                const now = Date.now();
                const wait = Math.max(Math.min(firstDelay * 2 ** retryCount, mostDelay), retryAfterOf(response, now));
                if (isAnswered(answer, missing) || !isTemporary || now + wait > this.giveUpAt) {
                    return { skipStrategy: true };
                }
                this.options.onWait(reason, wait);
                return { retryAfterInMs: wait };
            },
        };
    }

    /** All items of a list, from all of its pages. */
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
