import * as pulumi from "@pulumi/pulumi";

/**
 * Leaves of an error its message alone. Pulumi prints the stack trace of what is thrown while, or after, a program
 * ends, and puts the name of each argument that an error comes by in front of its message.
 */
export function withoutStack<E extends Error>(error: E): E {
    const { message } = error;
    return Object.defineProperties(error, {
        stack: { value: message },
        message: { get: () => message, set: () => {} },
    });
}

/**
 * Makes an error one of which Pulumi prints the message and nothing else. The language runtime knows a `RunError` by
 * its mark: the error gets that, and stays what it is.
 */
export function asMessage<E extends Error>(error: E): E {
    return withoutStack(Object.assign(error, new pulumi.RunError(error.message)));
}
