import { UserError } from "../errors";

/** Environment variables that may hold a token, one for each service. */
export type TokenVariable = "AZURE_ACCESS_TOKEN" | "AZURE_LOG_ANALYTICS_TOKEN";

/**
 * Returns a function that gets a token for an Azure service: from its environment variable, or from
 * `DefaultAzureCredential` (environment, workload and managed identity, Azure CLI and others).
 */
export function tokenSource(variable: TokenVariable, authority: string, scope: string): () => Promise<string> {
    const given = process.env[variable];
    if (given) {
        if (!/^[\x21-\x7e]+$/.test(given)) {
            throw new UserError(
                `${variable} isn't a token: it contains spaces, line breaks or other characters that tokens never contain. Example: export ${variable}=$(az account get-access-token --scope ${scope} --query accessToken --output tsv)`,
            );
        }
        return async () => given;
    }
    let provider: (() => Promise<string>) | undefined;
    return async () => {
        // Loaded when it is needed: it takes longer to load than the rest of the command.
        const { DefaultAzureCredential, getBearerTokenProvider } = await import("@azure/identity");
        // It caches a token until shortly before it expires.
        provider ??= getBearerTokenProvider(new DefaultAzureCredential({ authorityHost: authority }), scope);
        try {
            return await provider();
        } catch (error) {
            throw new UserError(
                `No Azure credentials. Sign in with az login, or set ${variable}.\n${(error as Error).message.split("\n")[0]}`,
            );
        }
    };
}
