import { UserError } from "../errors";

/** The variables that a token may stand in: each service has tokens of its own. */
export type TokenVariable = "AZURE_ACCESS_TOKEN" | "AZURE_LOG_ANALYTICS_TOKEN";

/**
 * A token for an Azure service: the one in its variable, or what `DefaultAzureCredential` finds (environment, workload
 * and managed identity, Azure CLI and others).
 */
export function tokenSource(variable: TokenVariable, authority: string, scope: string): () => Promise<string> {
    const given = process.env[variable];
    if (given) {
        if (!/^[\x21-\x7e]+$/.test(given)) {
            throw new UserError(
                `${variable} isn't a token: it contains spaces, line breaks or other characters that tokens don't have. Example: export ${variable}=$(az account get-access-token --scope ${scope} --query accessToken --output tsv)`,
            );
        }
        return async () => given;
    }
    let provider: (() => Promise<string>) | undefined;
    return async () => {
        // Loaded when it is needed: it takes longer to load than the rest of the command.
        const { DefaultAzureCredential, getBearerTokenProvider } = await import("@azure/identity");
        // It keeps a token until shortly before it expires.
        provider ??= getBearerTokenProvider(new DefaultAzureCredential({ authorityHost: authority }), scope);
        try {
            return await provider();
        } catch (error) {
            throw new UserError(
                `There are no Azure credentials: sign in with az login, or set ${variable}.\n${(error as Error).message.split("\n")[0]}`,
            );
        }
    };
}
