import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { token, workspace, workspaceId } from "./samples";

/** A data connector as Azure stores it. */
export interface Stored {
    kind: string;
    properties: Record<string, unknown>;
    etag: string;
}

/** One request, as it came. */
export interface Asked {
    method: string;
    path: string;
    body?: unknown;
}

/** An answer in place of the server's own. */
export interface Fault {
    method?: string;
    /** What the path has to end with. */
    path?: string;
    /** How often it happens; once by default. */
    times?: number;
    status?: number;
    headers?: Record<string, string>;
    body?: unknown;
    /** The connection breaks: before the answer, or in the midst of it. */
    breaks?: "before" | "within";
}

/** The members of each kind's properties, all of which are required. Source: Azure/azure-rest-api-specs. */
const members: Readonly<Record<string, readonly string[]>> = {
    AmazonWebServicesCloudTrail: ["awsRoleArn", "dataTypes"],
    AmazonWebServicesS3: ["dataTypes", "destinationTable", "roleArn", "sqsUrls"],
};

const versions: Readonly<Record<string, string>> = {
    AmazonWebServicesCloudTrail: "2025-09-01",
    AmazonWebServicesS3: "2025-07-01-preview",
};

const security = `${workspace}/providers/Microsoft.SecurityInsights`;
const connectors = `${security}/dataConnectors`;

/** Another solution's connector, which every workspace may have. */
const office: Stored = {
    kind: "Office365",
    properties: { tenantId: "33e01921-4d64-4f8c-a055-5bdaffd5e33d", dataTypes: { exchange: { state: "Enabled" } } },
    etag: '"office"',
};

/** An error as Azure writes it. */
export function azureError(code: string, message: string) {
    return { error: { code, message } };
}

/**
 * Azure Resource Manager and the Log Analytics query API, as far as `trailconnect sentinel` may use them. What breaks
 * their contract is refused, and stands in `breaches`.
 */
export class Azure {
    readonly asked: Asked[] = [];
    readonly breaches: string[] = [];
    readonly stored = new Map<string, Stored>([["office", office]]);
    /** Sentinel on the workspace. */
    onboarded = true;
    customerId = workspaceId;
    pageSize = 1;
    /** What the queries for rows find, one after the other; the last one stays. */
    rows: [count: number, newest: string | null][] = [[0, null]];
    /** How Azure keeps what it is given. */
    keep = (connector: Stored): Stored => connector;

    private readonly faults: (Fault & { times: number })[] = [];
    private etags = 0;

    private constructor(
        private readonly server: Server,
        readonly endpoint: string,
    ) {}

    static async start(): Promise<Azure> {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const azure = new Azure(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        server.on("request", (request, response) => {
            azure.answer(request, response).catch((error) => {
                azure.breaches.push(String(error));
                response.destroy();
            });
        });
        return azure;
    }

    /** The options that make the command ask here. */
    get options(): string[] {
        const { endpoint } = this;
        return ["--workspace", workspace, "--arm-endpoint", endpoint, "--log-analytics-endpoint", endpoint];
    }

    stop(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    fail(fault: Fault): void {
        this.faults.push({ times: 1, ...fault });
    }

    store(name: string, connector: { kind: string; properties: Record<string, unknown> }): Stored {
        this.etags++;
        const stored = this.keep({ ...connector, etag: `"${this.etags}"` });
        this.stored.set(name, stored);
        return stored;
    }

    /** The requests of some methods, shortly: method and what follows the workspace's connectors. */
    of(...methods: string[]): string[] {
        return this.asked
            .filter(({ method }) => methods.includes(method))
            .map(({ method, path }) => `${method} ${path.replace(`${connectors}/`, "")}`);
    }

    private breach(request: IncomingMessage, what: string) {
        this.breaches.push(`${request.method} ${request.url}: ${what}`);
        return { status: 400, body: azureError("BadRequest", what) };
    }

    private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { method = "", url = "" } = request;
        const { pathname, searchParams } = new URL(url, this.endpoint);
        const raw = await text(request);
        const body = raw === "" ? undefined : JSON.parse(raw);
        this.asked.push({ method, path: pathname, ...(body !== undefined && { body }) });
        const fault = this.faults.find(
            (candidate) =>
                candidate.times > 0 &&
                (candidate.method ?? method) === method &&
                pathname.endsWith(candidate.path ?? ""),
        );
        if (fault) {
            fault.times--;
            if (fault.breaks) {
                if (fault.breaks === "within") {
                    response.writeHead(200, { "content-length": "1000" });
                    response.write("{");
                    await new Promise((resolve) => setTimeout(resolve, 20));
                }
                request.socket.destroy();
                return;
            }
        }
        const given = fault
            ? { status: fault.status ?? 500, body: fault.body, headers: fault.headers }
            : { headers: {}, ...this.own(request, method, pathname, searchParams, body) };
        const isText = typeof given.body === "string";
        response.writeHead(given.status, {
            "content-type": isText ? "text/html" : "application/json; charset=utf-8",
            ...given.headers,
        });
        response.end(given.body === undefined ? undefined : isText ? given.body : JSON.stringify(given.body));
    }

    private own(request: IncomingMessage, method: string, path: string, query: URLSearchParams, body: unknown) {
        if (request.headers.authorization !== `Bearer ${token}`) {
            return this.breach(request, "another token");
        }
        if (body !== undefined && request.headers["content-type"] !== "application/json") {
            return this.breach(request, "another content type");
        }
        const version = query.get("api-version") ?? "";
        const route = `${method} ${path}`;
        if (route === `POST /v1/workspaces/${this.customerId}/query`) {
            return this.queried(request, query, body);
        }
        if (route === `GET ${workspace}`) {
            return version === "2023-09-01"
                ? { status: 200, body: { id: workspace, properties: { customerId: this.customerId } } }
                : this.breach(request, "another API version");
        }
        if (route === `GET ${security}/onboardingStates/default`) {
            if (version !== "2025-09-01") {
                return this.breach(request, "another API version");
            }
            return this.onboarded
                ? { status: 200, body: { name: "default", properties: {} } }
                : { status: 404, body: azureError("NotFound", "The resource was not found") };
        }
        if (route === `GET ${connectors}`) {
            return this.page(request, version, Number(query.get("$skipToken") ?? 0));
        }
        const name = path.slice(connectors.length + 1);
        if (!path.startsWith(`${connectors}/`) || !/^[0-9A-Za-z-]+$/.test(name)) {
            return this.breach(request, "no such route");
        }
        return this.one(request, method, name, version, body);
    }

    private page(request: IncomingMessage, version: string, start: number) {
        if (version !== "2025-07-01-preview") {
            return this.breach(request, "this version lists no S3 connectors");
        }
        const names = [...this.stored.keys()];
        const end = start + this.pageSize;
        return {
            status: 200,
            body: {
                value: names.slice(start, end).map((name) => this.shown(name)),
                ...(end < names.length && {
                    nextLink: `${this.endpoint}${connectors}?api-version=${version}&$skipToken=${end}`,
                }),
            },
        };
    }

    private shown(name: string) {
        return {
            id: `${connectors}/${name}`,
            name,
            type: "Microsoft.SecurityInsights/dataConnectors",
            ...this.stored.get(name),
        };
    }

    private one(request: IncomingMessage, method: string, name: string, version: string, body: unknown) {
        const present = this.stored.get(name);
        const { kind = present?.kind ?? "", properties = {}, etag, ...rest } = (body ?? {}) as Partial<Stored>;
        // What isn't there has no kind: either one's version asks for it.
        const right = kind === "" ? Object.values(versions) : [versions[kind]];
        if (!right.includes(version)) {
            return this.breach(request, `another API version than that of ${kind || "any kind"}`);
        }
        if (method === "GET") {
            return present
                ? { status: 200, body: this.shown(name) }
                : { status: 404, body: azureError("NotFound", "The data connector was not found") };
        }
        if (method === "DELETE") {
            return { status: this.stored.delete(name) ? 200 : 204, body: undefined };
        }
        if (method !== "PUT") {
            return this.breach(request, "no such method");
        }
        const names = Object.keys(properties).sort();
        if (Object.keys(rest).length > 0 || JSON.stringify(names) !== JSON.stringify(members[kind])) {
            return this.breach(request, `another body than the documented one: ${JSON.stringify(body)}`);
        }
        if (JSON.stringify(properties.dataTypes) !== '{"logs":{"state":"Enabled"}}') {
            return this.breach(request, "the connector is not enabled");
        }
        if (present && present.kind !== kind) {
            return { status: 400, body: azureError("BadRequest", "Existing data connector has mismatched kind") };
        }
        if (present?.etag !== etag) {
            return { status: present && etag ? 412 : 409, body: azureError("Conflict", "The etag is another one") };
        }
        this.store(name, { kind, properties });
        return { status: present ? 200 : 201, body: this.shown(name) };
    }

    private queried(request: IncomingMessage, query: URLSearchParams, body: unknown) {
        const members = Object.keys((body ?? {}) as object);
        if (query.size > 0 || members.length !== 1 || members[0] !== "query") {
            return this.breach(request, "another query");
        }
        const [first = [0, null]] = this.rows.length > 1 ? this.rows.splice(0, 1) : this.rows;
        return { status: 200, body: { tables: [{ name: "PrimaryResult", rows: [first] }] } };
    }
}
