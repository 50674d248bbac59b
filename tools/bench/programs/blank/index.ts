// Not even the SDK: what the language runtime itself takes.
export const nothing = "";
