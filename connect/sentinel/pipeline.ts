import {
    createEmptyPipeline,
    type Pipeline,
    type PipelinePolicy,
    proxyPolicy,
    RestError,
    type RetryStrategy,
    retryPolicy,
} from "@azure/core-rest-pipeline";

/**
 * Signs each attempt, so that a token that has expired in between is renewed. The library's own policy refuses http, which
 * a server on this machine may speak.
 */
function bearerToken(getToken: () => Promise<string>): PipelinePolicy {
    return {
        name: "bearerToken",
        async sendRequest(request, next) {
            request.headers.set("authorization", `Bearer ${await getToken()}`);
            return next(request);
        },
    };
}

/**
 * Gives up an attempt that isn't answered in time, its body included; to the retry policy it is one without an answer. The
 * library's own timer ends with the first byte, and after an error keeps the process waiting.
 */
function timeOut(milliseconds: number): PipelinePolicy {
    return {
        name: "timeOut",
        async sendRequest(request, next) {
            const signal = AbortSignal.timeout(milliseconds);
            try {
                return await next({ ...request, abortSignal: signal });
            } catch (error) {
                throw signal.aborted
                    ? new RestError(`no answer within ${milliseconds / 1000} seconds`, { code: "TimedOut", request })
                    : error;
            }
        },
    };
}

/**
 * The way of a request to Azure: by the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, signed, and again as
 * often as `retry` says. It follows no redirection: the token is for one host.
 *
 * @param retry after which answers, and how long after them
 * @param milliseconds how long one attempt may take
 */
export function azurePipeline(getToken: () => Promise<string>, retry: RetryStrategy, milliseconds: number): Pipeline {
    const pipeline = createEmptyPipeline();
    pipeline.addPolicy(proxyPolicy());
    pipeline.addPolicy(retryPolicy([retry], { maxRetries: Number.POSITIVE_INFINITY }), { phase: "Retry" });
    pipeline.addPolicy(bearerToken(getToken), { afterPhase: "Retry" });
    pipeline.addPolicy(timeOut(milliseconds), { afterPhase: "Retry" });
    return pipeline;
}
