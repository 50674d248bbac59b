import { createHttpHeaders, type HttpClient, RestError } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { UserError } from "../../../connect/errors";
import type { ArmAnswer } from "../../../connect/sentinel/answer";
import { applyConnector } from "../../../connect/sentinel/apply";
import { Arm } from "../../../connect/sentinel/arm";
import type { WantedConnector } from "../../../connect/sentinel/connectors";

const wanted: WantedConnector = {
    name: "connector",
    roleArn: "arn:aws:iam::111122223333:role/sentinel",
    body: {
        kind: "AmazonWebServicesCloudTrail",
        properties: {
            awsRoleArn: "arn:aws:iam::111122223333:role/sentinel",
            dataTypes: { logs: { state: "Enabled" } },
        },
    },
};
const changed = { ...wanted.body, properties: { ...wanted.body.properties, awsRoleArn: "another" } };

const broken = { code: "ECONNRESET", message: "socket hang up" };

/** Azure that gives these answers, one after the other. */
function azure(...answers: ArmAnswer[]) {
    const asked: string[] = [];
    const client: HttpClient = {
        sendRequest: async (request) => {
            asked.push(request.method);
            const { status, body } = answers.shift() ?? { status: 500, body: undefined };
            if (status === 0) {
                const { code, message } = (body as { error?: { code: string; message: string } })?.error ?? broken;
                throw new RestError(message, { code, request });
            }
            return { request, status, headers: createHttpHeaders(), bodyAsText: JSON.stringify(body) ?? null };
        },
    };
    const arm = new Arm({
        endpoint: "https://management.azure.com",
        getToken: async () => "token",
        patience: { deadline: 50, firstDelay: 1, mostDelay: 1, answer: 1000 },
        onWait: () => undefined,
        client,
    });
    return { asked, arm };
}

describe("applyConnector", () => {
    for (const status of [409, 412]) {
        it(`takes a conflict (${status}) with its own lost answer for success`, async () => {
            const { asked, arm } = azure(
                { status: 0, body: undefined },
                { status, body: undefined },
                { status: 200, body: wanted.body },
                { status: 200, body: wanted.body },
            );
            let changes = 0;
            const done = await applyConnector(arm, "/workspace", wanted, [], () => {
                changes++;
            });
            expect(done).to.deep.equal({ action: "create", name: "connector", kind: wanted.body.kind });
            expect(asked).to.deep.equal(["PUT", "PUT", "GET", "GET"]);
            expect(changes).to.equal(1);
        });

        for (const [title, answer] of [
            ["another connector", { status: 200, body: changed }],
            ["none", { status: 404, body: undefined }],
        ] as const) {
            it(`tells of a conflict (${status}) that left ${title}`, async () => {
                const { arm } = azure({ status, body: undefined }, answer);
                let error: unknown;
                await applyConnector(arm, "/workspace", wanted, [], () => {
                    throw new Error("Nothing was changed.");
                }).catch((thrown) => {
                    error = thrown;
                });
                expect(error).to.be.instanceOf(UserError);
                expect((error as Error).message).to.equal(
                    `The connector was changed by someone else at the same time (${status}). Run the command again.`,
                );
            });
        }
    }

    it("asks no more where the host isn't there", async () => {
        const { asked, arm } = azure({ status: 0, body: { error: { code: "ENOTFOUND", message: "fetch failed" } } });
        let message = "";
        await applyConnector(arm, "/workspace", wanted, [], () => undefined).catch((error: Error) => {
            message = error.message;
        });
        expect(message).to.equal(
            "The host doesn't exist, or its certificate isn't valid: check the endpoint, --cloud, and any proxy in between. Azure says: ENOTFOUND: fetch failed",
        );
        expect(asked).to.deep.equal(["PUT"]);
    });
});
