import type { PipelineResponse, RestError } from "@azure/core-rest-pipeline";

/** Azure's response to a request. */
export interface ArmAnswer {
    /** The HTTP status; 0 if there was no response. */
    status: number;
    /** The body; `undefined` if there is none or it is not JSON. */
    body: unknown;
}

function parsed(text: string | null | undefined): unknown {
    try {
        return text ? JSON.parse(text) : undefined;
    } catch {
        return undefined;
    }
}

/** The outcome of a request: a response, or the error in the form of Azure's own. */
export function answerOf(response: PipelineResponse | undefined, error: RestError | undefined): ArmAnswer {
    return response
        ? { status: response.status, body: parsed(response.bodyAsText) }
        : { status: 0, body: { error: { code: error?.code ?? "NoAnswer", message: error?.message ?? "" } } };
}

/** How long a response asks to wait, in milliseconds: `Retry-After` is a number of seconds or a date (RFC 9110). */
export function retryAfterOf(response: PipelineResponse | undefined, now: number): number {
    const value = response?.headers.get("retry-after") ?? "";
    const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
    return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}
