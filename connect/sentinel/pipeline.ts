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
 * Adds the token to each attempt, so that one that has expired in the meantime is renewed. The library's own policy
 * refuses http, which a server on this machine may use.
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
 * Aborts an attempt whose response, including its body, takes too long; the retry policy then sees no response. The
 * library's own timeout ends at the first byte, and keeps the process alive after an error.
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
 * The pipeline for requests to Azure: through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, with a token,
 * and with retries. It follows no redirects: the token is for one host.
 *
 * @param retry decides which responses to retry, and after how long
 * @param milliseconds how long a single attempt may take
 */
export function azurePipeline(getToken: () => Promise<string>, retry: RetryStrategy, milliseconds: number): Pipeline {
    const pipeline = createEmptyPipeline();
    pipeline.addPolicy(proxyPolicy());
    pipeline.addPolicy(retryPolicy([retry], { maxRetries: Number.POSITIVE_INFINITY }), { phase: "Retry" });
    pipeline.addPolicy(bearerToken(getToken), { afterPhase: "Retry" });
    pipeline.addPolicy(timeOut(milliseconds), { afterPhase: "Retry" });
    return pipeline;
}
