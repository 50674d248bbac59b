/** Properties of a resource, or arguments and results of a function, as plain values. */
export type Properties = Record<string, unknown>;

/**
 * A substitute for a provider: it answers in the provider's format, and creates nothing. `provider` is what an explicit
 * provider was made from, lists and maps in it as JSON; without one, it is the default provider.
 */
export interface Cloud {
    /** The ID of a new resource, and the properties that a provider would compute. */
    create(type: string, name: string, inputs: Properties, provider?: Properties): { id: string; state: Properties };
    /** The result of a provider's function. */
    invoke(token: string, args: Properties, provider?: Properties): Properties;
}
