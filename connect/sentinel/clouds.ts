/** The endpoints of an Azure cloud. Source: "Azure Government developer guide", for usGovernment. */
export interface AzureEndpoints {
    /** Azure Resource Manager. */
    arm: string;
    /** Issues the tokens. */
    authority: string;
    /** The Log Analytics query API. */
    logAnalytics: string;
}

export const azureClouds: Readonly<Record<string, AzureEndpoints>> = {
    commercial: {
        arm: "https://management.azure.com",
        authority: "https://login.microsoftonline.com",
        logAnalytics: "https://api.loganalytics.io",
    },
    usGovernment: {
        arm: "https://management.usgovcloudapi.net",
        authority: "https://login.microsoftonline.us",
        logAnalytics: "https://api.loganalytics.us",
    },
};
