import type { Seen } from "./verdict";

// The SDK would warn every user of Node.js 20, once per run, about its end of support in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** How AWS is asked: by whom, where. */
export interface AwsAccess {
    region: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
    profile?: string;
}

/** What every client is made with: throttling is waited out. */
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
        // What follows the first line is the SDK's advice to programmers.
        return { error: { name: Code ?? name, message: message.split("\n")[0] ?? "" } };
    }
}
