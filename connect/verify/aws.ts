import type { Seen } from "./verdict";

// Otherwise the SDK warns users of Node.js 20, in every run, that it ends its support in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Where to call AWS, and as whom. */
export interface AwsAccess {
    region: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
    profile?: string;
}

/** The options of every client: throttled requests are retried. */
export function clientOptions({ region, credentials, profile }: AwsAccess) {
    return {
        region,
        maxAttempts: 8,
        retryMode: "adaptive",
        ...(credentials && { credentials }),
        ...(profile && { profile }),
    };
}

/** Sends a request and returns its error as a value: a check that can't run never hides the others. */
export async function look<T>(ask: () => Promise<T>): Promise<Seen<T>> {
    try {
        return { value: await ask() };
    } catch (error) {
        const { name, message, Code } = error as { name: string; message: string; Code?: string };
        // The other lines are the SDK's advice to programmers.
        return { error: { name: Code ?? name, message: message.split("\n")[0] ?? "" } };
    }
}
