import type { Properties } from "./cloud";

// How Pulumi marks a secret on the wire. Source: sdk/nodejs/runtime/rpc.ts (specialSigKey, specialSecretSig).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value without the marks of secrets in it. */
export function withoutSecretMarks(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutSecretMarks);
    }
    if (!isObject(value)) {
        return value;
    }
    if (value[signatureKey] === secretSignature) {
        return withoutSecretMarks(value.value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecretMarks(item)]));
}

function hasSecret(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(hasSecret);
    }
    return isObject(value) && (value[signatureKey] === secretSignature || Object.values(value).some(hasSecret));
}

/** The names of the properties that are or hold a secret. */
export function secretProperties(properties: Properties): string[] {
    return Object.keys(properties).filter((name) => hasSecret(properties[name]));
}

/** What is printed in place of a secret, as the Pulumi CLI does. */
const mask = "[secret]";

/** The properties with every secret one masked. */
export function masked(properties: Properties, secrets: readonly string[]): Properties {
    return Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, secrets.includes(name) ? mask : value]),
    );
}

/** The value with the mark of a secret. */
export function asSecret(value: unknown): Properties {
    return { [signatureKey]: secretSignature, value };
}
