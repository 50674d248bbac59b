/**
 * What stands between a command and moto: it records the requests, and answers where moto answers as AWS would not.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** One request, as far as the tests look at it. */
export interface RecordedRequest {
    /** Service and action, such as `iam:GetUser`. */
    action: string;
    /** Whose signature it bears. */
    accessKeyId: string;
    /** All of it as text. */
    text: string;
}

interface Answer {
    status: number;
    headers: IncomingMessage["headers"];
    body: Buffer;
}

/** What stands in a request to S3 instead of an action. */
const s3Actions: Readonly<Record<string, string>> = {
    "GET list-type": "ListObjectsV2",
    "GET notification": "GetBucketNotificationConfiguration",
};

/** Service and action of a request, by each of the protocols that AWS speaks. */
export function actionOf(message: Pick<IncomingMessage, "method" | "url" | "headers">, body: string): string {
    const { method, url = "/", headers } = message;
    // Credential=KEY/DATE/REGION/SERVICE/aws4_request
    const service = /Credential=[^/]*\/\d{8}\/[^/]*\/([^/]*)\//.exec(String(headers.authorization))?.[1] ?? "unsigned";
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const rpc = /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(pathname)?.[1];
    const target = headers["x-amz-target"];
    const form = headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
        ? new URLSearchParams(body).get("Action")
        : undefined;
    const known = [...searchParams.keys()].map((key) => s3Actions[`${method} ${key}`]).find((name) => name);
    const action = rpc ?? (typeof target === "string" ? target.replace(/^.*\./, "") : undefined) ?? form ?? known;
    // CloudWatch's signatures bear another name than its actions.
    const prefix = service === "monitoring" ? "cloudwatch" : service;
    // Whatever is not known is shown whole, and taken for nothing that reads.
    return `${prefix}:${action ?? `${method} ${pathname}?${[...searchParams.keys()].join("&")}`}`;
}

function refusal(status: number, code: string, message: string, isJson: boolean): Answer {
    return {
        status,
        headers: { "content-type": isJson ? "application/x-amz-json-1.1" : "text/xml" },
        body: Buffer.from(
            isJson
                ? JSON.stringify({ __type: code, message })
                : `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        ),
    };
}

/** Passes requests on to moto, and its answers back. */
export class Gateway {
    public readonly requests: RecordedRequest[] = [];
    private readonly server: Server;
    /** The boundaries of users by their names: moto drops them. */
    private readonly boundaries = new Map<string, string>();

    private constructor(private readonly moto: URL) {
        this.server = createServer((message, response) => {
            this.pass(message, response).catch((error) => response.writeHead(502).end(String(error)));
        });
    }

    /** @param moto the URL of moto's server */
    public static async start(moto: string): Promise<Gateway> {
        const gateway = new Gateway(new URL(moto));
        await new Promise<void>((resolve) => gateway.server.listen(0, "127.0.0.1", resolve));
        return gateway;
    }

    public get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** Forgets what it has seen. */
    public clear(): void {
        this.requests.length = 0;
        this.boundaries.clear();
    }

    public stop(): void {
        this.server.close();
        this.server.closeAllConnections();
    }

    private async pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
        const body = await buffer(message);
        const text = body.toString();
        const action = actionOf(message, text);
        this.requests.push({
            action,
            accessKeyId: /Credential=([^/]*)\//.exec(String(message.headers.authorization))?.[1] ?? "",
            text: `${message.method} ${message.url}\n${message.rawHeaders.join("\n")}\n${text}`,
        });
        const { status, headers, body: answer } = await this.answer(action, message, body);
        const { "content-length": _, "transfer-encoding": __, connection: ___, ...kept } = headers;
        response.writeHead(status, { ...kept, "content-length": answer.length }).end(answer);
    }

    private async answer(action: string, message: IncomingMessage, body: Buffer): Promise<Answer> {
        const form = new URLSearchParams(body.toString());
        const user = form.get("UserName") ?? "";
        const boundary = form.get("PermissionsBoundary");
        if (boundary && ["iam:CreateUser", "iam:PutUserPermissionsBoundary"].includes(action)) {
            this.boundaries.set(user, boundary);
        }
        if (action === "iam:DeleteUserPermissionsBoundary") {
            this.boundaries.delete(user);
        }
        if (action.endsWith("UserPermissionsBoundary")) {
            const name = `${form.get("Action")}Response`;
            return { status: 200, headers: { "content-type": "text/xml" }, body: Buffer.from(`<${name}></${name}>`) };
        }
        const answer = await this.forward(message, body);
        if (action === "iam:GetUser" && answer.status === 200 && this.boundaries.has(user)) {
            const element = `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${this.boundaries.get(user)}</PermissionsBoundaryArn></PermissionsBoundary>`;
            return { ...answer, body: Buffer.from(answer.body.toString().replace("</User>", `${element}</User>`)) };
        }
        if (answer.status < 400) {
            return answer;
        }
        const isJson = message.headers["x-amz-target"] !== undefined;
        const words = /<Code>(.*?)<\/Code>\s*<Message>(.*?)<\/Message>/s.exec(answer.body.toString());
        // It looks for CloudWatch's actions in the policies by the name that their signatures bear.
        const isMisjudged = words?.[1] === "AccessDenied" && action.startsWith("cloudwatch:");
        if (answer.status === 500 || isMisjudged) {
            // After a 500 the SDK would try again for a minute.
            return refusal(501, "NotImplemented", `moto can't answer ${action}`, isJson);
        }
        // It refuses in XML, whatever the protocol.
        return isJson && words ? refusal(400, `${words[1]}Exception`, words[2] ?? "", isJson) : answer;
    }

    /** The host stays the caller's own, which is signed. */
    private forward(message: IncomingMessage, body: Buffer): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const { hostname, port } = this.moto;
            const { method, url: path, headers } = message;
            const { "transfer-encoding": _, ...kept } = headers;
            const outgoing = request(
                { hostname, port, method, path, headers: { ...kept, "content-length": body.length } },
                (incoming) => {
                    buffer(incoming).then(
                        (answer) =>
                            resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: answer }),
                        reject,
                    );
                },
            );
            outgoing.on("error", reject);
            outgoing.end(body);
        });
    }
}
