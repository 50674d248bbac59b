import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpHeaders } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { retryAfterOf } from "../../../connect/sentinel/answer";
import { Arm } from "../../../connect/sentinel/arm";

describe("Azure that takes too long", () => {
    let server: Server;

    afterEach(() => {
        server.close();
        server.closeAllConnections();
    });

    for (const [title, begin] of [
        ["for an answer", false],
        ["for the rest of an answer", true],
    ] as const) {
        it(`${title} is asked again`, async () => {
            let asked = 0;
            server = createServer((_request, response) => {
                asked++;
                if (asked > 1) {
                    response.end('{"name":"there"}');
                } else if (begin) {
                    response.write('{"name":');
                }
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const waits: string[] = [];
            const arm = new Arm({
                endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
                getToken: async () => `token ${asked}`,
                patience: { deadline: 5000, firstDelay: 1, mostDelay: 1, answer: 100 },
                onWait: (reason) => waits.push(reason),
            });
            expect(await arm.ask("GET", "/workspace", "2023-09-01")).to.deep.equal({ name: "there" });
            expect(waits).to.deep.equal(["Azure can't be reached. Azure says: TimedOut: no answer within 0.1 seconds"]);
        });
    }
});

describe("retryAfterOf", () => {
    const now = Date.UTC(2026, 9, 21, 7, 28, 0);
    for (const [value, milliseconds] of [
        ["7", 7000],
        ["0", 0],
        ["", 0],
        ["soon", 0],
        ["-7", 0],
        ["Wed, 21 Oct 2026 07:28:30 GMT", 30_000],
        ["Wed, 21 Oct 2026 07:27:30 GMT", 0],
    ] as const) {
        it(`is ${milliseconds} ms for ${JSON.stringify(value)}`, () => {
            const headers = createHttpHeaders({ "retry-after": value });
            expect(retryAfterOf({ headers } as Parameters<typeof retryAfterOf>[0], now)).to.equal(milliseconds);
        });
    }

    it("is nothing without an answer", () => {
        expect(retryAfterOf(undefined, now)).to.equal(0);
    });
});
