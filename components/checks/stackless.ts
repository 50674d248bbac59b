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

/** The errors so far, by the engine that they were reported to, and their messages. */
const reported = new WeakMap<object, Map<string, Error>>();

/**
 * Makes an error one of which Pulumi prints the message, once, and nothing else. The language runtime knows a `RunError`
 * by its mark: the error gets that, and stays what it is. It prints the same error once only, so the same message is the
 * same error, however many resources come upon it.
 */
export function asMessage<E extends Error>(error: E): E {
    const engine = pulumi.runtime.getMonitor() ?? reported;
    const errors = reported.get(engine) ?? new Map<string, Error>();
    reported.set(engine, errors);
    const known = errors.get(error.message) ?? withoutStack(Object.assign(error, new pulumi.RunError(error.message)));
    errors.set(error.message, known);
    return known as E;
}
