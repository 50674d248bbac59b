import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { Azure, azureError } from "../support/azure";
import { type Given, trailconnect } from "../support/command";
import {
    cloudTrailBody,
    cloudTrailName,
    cloudTrailOutputs,
    queueUrl,
    roleArn,
    s3Body,
    s3Name,
    s3Outputs,
    s3RoleArn,
    sentinelOutputs,
    workspace,
    workspaceId,
} from "../support/samples";

const connectorsPath = `${workspace}/providers/Microsoft.SecurityInsights/dataConnectors`;
const enabled = { logs: { state: "Enabled" } };

describe("trailconnect sentinel", () => {
    let azure: Azure;
    beforeEach(async () => {
        azure = await Azure.start();
    });
    afterEach(() => {
        azure.stop();
        expect(azure.breaches).to.deep.equal([]);
    });

    const sentinel = (input: unknown, args: readonly string[] = [], given: Given = {}) =>
        trailconnect(["sentinel", ...azure.options, "--retry-delay", "0.05", ...args], { input, ...given });

    /** The bodies of the PUTs. */
    const put = () => azure.asked.filter(({ method }) => method === "PUT").map(({ body }) => body);

    it("creates both kinds, the documented way, and reads each back", async () => {
        expect(await sentinel(sentinelOutputs)).to.deep.equal({
            exitCode: 0,
            signal: null,
            out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\nAmazonWebServicesS3 ${s3Name}: created\n`,
            err: "Checking the workspace\nConnecting AmazonWebServicesCloudTrail\nConnecting AmazonWebServicesS3\n",
            error: "",
        });
        const one = (name: string) => `${connectorsPath}/${name}`;
        expect(azure.asked).to.deep.equal([
            { method: "GET", path: workspace },
            { method: "GET", path: `${workspace}/providers/Microsoft.SecurityInsights/onboardingStates/default` },
            { method: "GET", path: connectorsPath },
            { method: "PUT", path: one(cloudTrailName), body: cloudTrailBody },
            { method: "GET", path: one(cloudTrailName) },
            { method: "PUT", path: one(s3Name), body: s3Body },
            { method: "GET", path: one(s3Name) },
        ]);
    });

    it("changes nothing the second time, and says so", async () => {
        await sentinel(sentinelOutputs);
        azure.asked.length = 0;
        const { exitCode, out } = await sentinel(sentinelOutputs);
        expect({ exitCode, out }).to.deep.equal({
            exitCode: 0,
            out: `AmazonWebServicesCloudTrail ${cloudTrailName}: already up to date\nAmazonWebServicesS3 ${s3Name}: already up to date\n`,
        });
        expect(azure.of("PUT", "DELETE")).to.deep.equal([]);
        // One page for each connector that there is.
        expect(azure.asked.filter(({ path }) => path === connectorsPath)).to.have.length(3);
    });

    it("finds them on a single page as well", async () => {
        azure.pageSize = 100;
        await sentinel(sentinelOutputs);
        expect((await sentinel(sentinelOutputs)).out.match(/already up to date/g)).to.have.length(2);
        expect(azure.of("PUT")).to.have.length(2);
    });

    it("connects only what the stack has", async () => {
        expect((await sentinel(cloudTrailOutputs)).exitCode).to.equal(0);
        expect(put()).to.deep.equal([cloudTrailBody]);
        azure.asked.length = 0;
        expect((await sentinel(s3Outputs)).exitCode).to.equal(0);
        expect(put()).to.deep.equal([s3Body]);
    });

    it("takes other letters' cases in Azure's answer for the same", async () => {
        azure.keep = (connector) => ({
            ...connector,
            properties: { ...connector.properties, dataTypes: { logs: { state: "enabled" } } },
        });
        expect((await sentinel(cloudTrailOutputs)).exitCode).to.equal(0);
        const { out } = await sentinel(cloudTrailOutputs);
        expect(out).to.equal(`AmazonWebServicesCloudTrail ${cloudTrailName}: already up to date\n`);
    });

    it("updates a connector of someone else's for the same role, under its name and etag", async () => {
        const { etag } = azure.store("by-hand", {
            kind: "AmazonWebServicesCloudTrail",
            properties: { awsRoleArn: roleArn, dataTypes: { logs: { state: "Disabled" } } },
        });
        const { exitCode, out } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, out }).to.deep.equal({
            exitCode: 0,
            out: "AmazonWebServicesCloudTrail by-hand: updated\n",
        });
        expect(azure.of("PUT")).to.deep.equal(["PUT by-hand"]);
        expect(put()).to.deep.equal([{ ...cloudTrailBody, etag }]);
    });

    it("leaves a connector of someone else's alone that is as it should be", async () => {
        azure.store("by-hand", cloudTrailBody);
        const { exitCode, out } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, out }).to.deep.equal({
            exitCode: 0,
            out: "AmazonWebServicesCloudTrail by-hand: already up to date\n",
        });
        expect(azure.of("PUT")).to.deep.equal([]);
    });

    it("leaves another account's connector alone", async () => {
        const another = azure.store("another", {
            kind: "AmazonWebServicesCloudTrail",
            properties: { awsRoleArn: roleArn.replace("111122223333", "999988887777"), dataTypes: enabled },
        });
        expect((await sentinel(cloudTrailOutputs)).out).to.include(": created\n");
        expect(azure.stored.get("another")).to.equal(another);
    });

    it("puts the present queue in place of an S3 connector's former ones", async () => {
        const { etag } = azure.store("by-hand", {
            kind: "AmazonWebServicesS3",
            properties: { ...s3Body.properties, sqsUrls: [`${queueUrl}-former`, `${queueUrl}-older`] },
        });
        const { exitCode, out } = await sentinel(s3Outputs);
        expect({ exitCode, out }).to.deep.equal({ exitCode: 0, out: "AmazonWebServicesS3 by-hand: updated\n" });
        expect(put()).to.deep.equal([{ ...s3Body, etag }]);
        expect(azure.stored.get("by-hand")?.properties.sqsUrls).to.deep.equal([queueUrl]);
    });

    it("corrects its own connector after a change of the role behind it", async () => {
        const { etag } = azure.store(s3Name, {
            kind: "AmazonWebServicesS3",
            properties: { ...s3Body.properties, roleArn: `${s3RoleArn}-former` },
        });
        expect((await sentinel(s3Outputs)).out).to.equal(`AmazonWebServicesS3 ${s3Name}: updated\n`);
        expect(put()).to.deep.equal([{ ...s3Body, etag }]);
    });

    it("waits as long as Azure wants when it is throttled", async () => {
        azure.fail({ method: "PUT", status: 429, headers: { "retry-after": "1" }, body: azureError("Busy", "Slow") });
        const start = Date.now();
        const { exitCode, err } = await sentinel(cloudTrailOutputs);
        expect(exitCode).to.equal(0);
        expect(Date.now() - start).to.be.greaterThan(1000);
        expect(err.split("\n")[2]).to.equal("Waiting 1 s: Azure is throttling requests. Azure says: Busy: Slow");
        expect(azure.of("PUT")).to.have.length(2);
    });

    it("asks at its own pace when Azure gives no time, zero, or a date", async () => {
        for (const retryAfter of [undefined, "0", "", "Wed, 21 Oct 2026 07:28:00 GMT"]) {
            azure.fail({
                method: "PUT",
                times: 3,
                status: 429,
                headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
            });
            azure.asked.length = 0;
            azure.stored.delete(cloudTrailName);
            const start = Date.now();
            const { exitCode } = await sentinel(cloudTrailOutputs);
            expect(exitCode, retryAfter).to.equal(0);
            // 50 + 100 + 200 milliseconds.
            expect(Date.now() - start, retryAfter).to.be.greaterThan(350);
            expect(azure.of("PUT"), retryAfter).to.have.length(4);
        }
    });

    it("gives up at once if Azure wants more time than there is", async () => {
        azure.fail({ method: "PUT", times: 9, status: 429, headers: { "retry-after": "3600" } });
        const { exitCode, out, error } = await sentinel(cloudTrailOutputs, ["--timeout", "0.1"]);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: "Azure is throttling requests.\nGave up: the time limit is 6 seconds. To change it: --timeout MINUTES.",
        });
        expect(azure.of("PUT")).to.have.length(1);
    });

    for (const status of [500, 502, 503, 504]) {
        it(`tries again after ${status}, on whichever request`, async () => {
            azure.fail({ path: "/workspaces/sentinel", status, body: "<html>Bad gateway</html>" });
            azure.fail({ path: "/onboardingStates/default", status });
            azure.fail({ path: "/dataConnectors", status });
            azure.fail({ method: "PUT", status, body: azureError("ServerError", "Try later") });
            const { exitCode, err } = await sentinel(cloudTrailOutputs);
            expect(exitCode).to.equal(0);
            const waits = err.split("\n").filter((line) => line.startsWith("Waiting"));
            expect(waits).to.deep.equal([
                ...Array(3).fill(`Waiting 1 s: Azure returned a server error (${status}).`),
                `Waiting 1 s: Azure returned a server error (${status}). Azure says: ServerError: Try later`,
            ]);
        });
    }

    it("tries again after a connection that breaks, before or within the answer", async () => {
        azure.fail({ path: "/workspaces/sentinel", breaks: "before" });
        azure.fail({ path: "/dataConnectors", breaks: "within" });
        const { exitCode, err } = await sentinel(cloudTrailOutputs);
        expect(exitCode).to.equal(0);
        expect(err.match(/Waiting 1 s: Azure can't be reached\. Azure says: /g)).to.have.length(2);
    });

    it("goes by the proxy that the environment names", async () => {
        const passed: string[] = [];
        const proxy = createServer((request, response) => {
            passed.push(`${request.method} ${request.url}`);
            const forwarded = forward(
                request.url ?? "",
                { method: request.method, headers: request.headers },
                (answer) => {
                    response.writeHead(answer.statusCode ?? 502, answer.headers);
                    answer.pipe(response);
                },
            );
            request.pipe(forwarded);
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        const { port } = proxy.address() as AddressInfo;
        try {
            const { exitCode } = await sentinel(cloudTrailOutputs, [], {
                env: { HTTP_PROXY: `http://127.0.0.1:${port}` },
            });
            expect(exitCode).to.equal(0);
            expect(passed).to.have.length(azure.asked.length);
            expect(passed[0]).to.equal(`GET ${azure.endpoint}${workspace}?api-version=2023-09-01`);
        } finally {
            proxy.close();
            proxy.closeAllConnections();
        }
    });

    it("follows no redirection: the token is for one host", async () => {
        azure.fail({ path: "/workspaces/sentinel", status: 302, headers: { location: `${azure.endpoint}/elsewhere` } });
        const { exitCode, out, error } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: "Azure rejected the GET (302).",
        });
        expect(azure.asked).to.have.length(1);
    });

    it("says that Azure can't be reached where nobody listens", async () => {
        azure.stop();
        const { exitCode, out, error } = await sentinel(cloudTrailOutputs, ["--timeout", "0.005"]);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: `Azure can't be reached. Azure says: ECONNREFUSED: connect ECONNREFUSED ${azure.endpoint.replace("http://", "")}\nGave up: the time limit is 0.3 seconds. To change it: --timeout MINUTES.`,
        });
    });

    const failedCheck = (code: string) =>
        azureError("BadRequest", `Connectivity check failed. Error code: ${code}, Access denied`);

    it("waits until AWS knows the role: Sentinel's connectivity check fails, then passes", async () => {
        azure.fail({ method: "PUT", status: 400, body: failedCheck("S3B40011") });
        azure.fail({ method: "PUT", status: 400, body: failedCheck("S3B40029") });
        const { exitCode, out, err } = await sentinel(s3Outputs);
        expect({ exitCode, out }).to.deep.equal({ exitCode: 0, out: `AmazonWebServicesS3 ${s3Name}: created\n` });
        const rest =
            "A new role takes a while to propagate through IAM; if the error persists, run trailconnect verify. Azure says: BadRequest: Connectivity check failed. Error code:";
        expect(err.split("\n").slice(2, 4)).to.deep.equal([
            `Waiting 1 s: Sentinel's check of the connector failed: access to the queue is denied. ${rest} S3B40011, Access denied`,
            `Waiting 1 s: Sentinel's check of the connector failed: AWS rejects Microsoft's token. ${rest} S3B40029, Access denied`,
        ]);
        expect(azure.of("PUT")).to.have.length(3);
    });

    it("gives up at the deadline if the check keeps failing", async () => {
        azure.fail({ method: "PUT", times: 99, status: 400, body: failedCheck("S3B40011") });
        const { exitCode, out, error } = await sentinel(s3Outputs, ["--timeout", "0.01"]);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: "Sentinel's check of the connector failed: access to the queue is denied. A new role takes a while to propagate through IAM; if the error persists, run trailconnect verify. Azure says: BadRequest: Connectivity check failed. Error code: S3B40011, Access denied\nGave up: the time limit is 0.6 seconds. To change it: --timeout MINUTES.",
        });
        expect(azure.of("PUT").length).to.be.within(2, 5);
    });

    const refusals: [title: string, fault: Parameters<Azure["fail"]>[0], error: string][] = [
        [
            "a token that has expired",
            { path: "/workspaces/sentinel", status: 401, body: azureError("ExpiredAuthenticationToken", "Expired.") },
            "Azure doesn't accept the token (401): it has expired, or is for another cloud or tenant. Sign in again (az login --tenant TENANT), or renew AZURE_ACCESS_TOKEN; --cloud selects the cloud. Azure says: ExpiredAuthenticationToken: Expired.",
        ],
        [
            "a missing role",
            { method: "PUT", status: 403, body: azureError("AuthorizationFailed", "No action write.") },
            'Access denied (403). You need the Microsoft Sentinel Contributor role on the workspace. Example: az role assignment create --role "Microsoft Sentinel Contributor" --assignee YOU --scope WORKSPACE_RESOURCE_ID Azure says: AuthorizationFailed: No action write.',
        ],
        [
            "a workspace that isn't there",
            { path: "/workspaces/sentinel", status: 404, body: azureError("ResourceNotFound", "Not found.") },
            'Workspace not found (404), or not visible to you. az monitor log-analytics workspace list --query "[].id" lists yours. Azure says: ResourceNotFound: Not found.',
        ],
        [
            "Sentinel that is off, told by the connectors' list",
            { path: "/dataConnectors", status: 400, body: azureError("BadRequest", "It is Not Onboarded to Sentinel") },
            "Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create. Azure says: BadRequest: It is Not Onboarded to Sentinel",
        ],
        ...[409, 412].map((status): [string, Parameters<Azure["fail"]>[0], string] => [
            `another change at the same time (${status})`,
            { method: "PUT", status, body: azureError("Conflict", "Newer etag.") },
            `The connector was changed by someone else at the same time (${status}). Run the command again. Azure says: Conflict: Newer etag.`,
        ]),
        [
            "a kind that doesn't match",
            { method: "PUT", status: 400, body: azureError("BadRequest", "mismatched kind") },
            "The data connector already exists with a different kind, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors. Azure says: BadRequest: mismatched kind",
        ],
        [
            "what Azure refuses without words",
            { method: "PUT", status: 400, body: "<html>no</html>" },
            "Azure rejected the PUT (400).",
        ],
    ];
    for (const [title, fault, error] of refusals) {
        it(`explains ${title}, and doesn't try again`, async () => {
            azure.fail({ ...fault, times: 9 });
            const printed = await sentinel(cloudTrailOutputs);
            expect({ exitCode: printed.exitCode, out: printed.out, error: printed.error }).to.deep.equal({
                exitCode: 2,
                out: "",
                error,
            });
            expect(printed.err).not.to.include("Waiting");
            expect(azure.stored.has(cloudTrailName)).to.equal(false);
        });
    }

    it("refuses a workspace without Sentinel, before it changes anything", async () => {
        azure.onboarded = false;
        const { exitCode, out, error } = await sentinel(sentinelOutputs);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: "Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create; or az sentinel onboarding-state create --name default.",
        });
        expect(azure.of("PUT")).to.deep.equal([]);
    });

    const another = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    for (const [title, outputs] of [
        ["sentinelWorkspaceId", s3Outputs],
        ["externalId", { ...cloudTrailOutputs, sentinelWorkspaceId: undefined }],
    ] as const) {
        it(`refuses another workspace than the one that the stack's ${title} names`, async () => {
            azure.customerId = another;
            const { exitCode, out, error } = await sentinel(outputs);
            expect({ exitCode, out, error }).to.deep.equal({
                exitCode: 2,
                out: "",
                error: `The stack is for another workspace: its roles require the workspace ID ${workspaceId}, but this workspace's is ${another}. Use the other workspace, or run pulumi config set --path sentinel.workspaceId ${another} and pulumi up.`,
            });
            expect(azure.of("PUT")).to.deep.equal([]);
        });
    }

    it("refuses an answer that names no workspace ID", async () => {
        azure.fail({ path: "/workspaces/sentinel", status: 200, body: "<html>Sign in to the proxy</html>" });
        const { exitCode, error } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, error }).to.deep.equal({
            exitCode: 2,
            error: `The stack is for another workspace: its roles require the workspace ID ${workspaceId}, but this workspace's is missing. Use the other workspace, or run pulumi config set --path sentinel.workspaceId ID and pulumi up.`,
        });
    });

    it("takes a workspace ID in upper case for the same", async () => {
        azure.customerId = workspaceId.toUpperCase();
        expect((await sentinel(cloudTrailOutputs)).exitCode).to.equal(0);
    });

    it("refuses its own name under another kind, and leaves that connector alone", async () => {
        const there = azure.store(cloudTrailName, {
            kind: "GenericUI",
            properties: {},
        });
        const { exitCode, out, error } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 2,
            out: "",
            error: `The workspace already has a data connector ${cloudTrailName} of kind GenericUI. The stack's is AmazonWebServicesCloudTrail, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.`,
        });
        expect(azure.stored.get(cloudTrailName)).to.equal(there);
    });

    it("doesn't believe Azure that keeps another connector than it was given", async () => {
        azure.keep = (connector) => ({ ...connector, properties: { ...connector.properties, sqsUrls: [] } });
        const { exitCode, out, error } = await sentinel(s3Outputs);
        expect({ exitCode, out, error }).to.deep.equal({
            exitCode: 1,
            out: "",
            error: `Azure accepted the connector ${s3Name} but returned a different one:\n${JSON.stringify({ ...s3Body.properties, sqsUrls: [] })}\nExpected:\n${JSON.stringify(s3Body.properties)}`,
        });
    });

    it("leaves a connector alone that fills another table by the same role", async () => {
        azure.store("guard-duty", {
            kind: "AmazonWebServicesS3",
            properties: { ...s3Body.properties, destinationTable: "AWSGuardDuty" },
        });
        const { exitCode, out } = await sentinel(s3Outputs);
        expect({ exitCode, out }).to.deep.equal({ exitCode: 0, out: `AmazonWebServicesS3 ${s3Name}: created\n` });
        expect(azure.of("PUT")).to.deep.equal([`PUT ${s3Name}`]);
    });

    it("reads back until Azure knows what it has taken", async () => {
        azure.fail({ method: "GET", path: cloudTrailName, status: 404 });
        const { exitCode, out } = await sentinel(cloudTrailOutputs);
        expect({ exitCode, out }).to.deep.equal({
            exitCode: 0,
            out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\n`,
        });
    });

    it("tells what is done already if the second connector fails", async () => {
        azure.fail({ method: "PUT", path: s3Name, status: 403 });
        const { exitCode, out } = await sentinel(sentinelOutputs);
        expect({ exitCode, out }).to.deep.equal({
            exitCode: 1,
            out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\n`,
        });
    });

    describe("--delete", () => {
        it("deletes what an earlier run created, and nothing else", async () => {
            await sentinel(sentinelOutputs);
            azure.asked.length = 0;
            const { exitCode, out } = await sentinel(sentinelOutputs, ["--delete"]);
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: deleted\nAmazonWebServicesS3 ${s3Name}: deleted\n`,
            });
            expect([...azure.stored.keys()]).to.deep.equal(["office"]);
            expect(azure.of("PUT", "DELETE")).to.deep.equal([`DELETE ${cloudTrailName}`, `DELETE ${s3Name}`]);
        });

        it("leaves someone else's alone", async () => {
            azure.store("by-hand", cloudTrailBody);
            const { exitCode, out } = await sentinel(cloudTrailOutputs, ["--delete"]);
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `AmazonWebServicesCloudTrail for ${roleArn}: not deleted, because another tool or person created it. To delete it: Microsoft Sentinel > Data connectors.\n`,
            });
            expect([...azure.stored.keys()]).to.deep.equal(["office", "by-hand"]);
        });

        it("finds its own among two for the same role", async () => {
            azure.store("by-hand", cloudTrailBody);
            azure.store(cloudTrailName, cloudTrailBody);
            const { out } = await sentinel(cloudTrailOutputs, ["--delete"]);
            expect(out).to.equal(`AmazonWebServicesCloudTrail ${cloudTrailName}: deleted\n`);
            expect([...azure.stored.keys()]).to.deep.equal(["office", "by-hand"]);
        });

        it("says so if there is nothing to delete", async () => {
            const { exitCode, out } = await sentinel(sentinelOutputs, ["--delete"]);
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: not found\nAmazonWebServicesS3 ${s3Name}: not found\n`,
            });
            expect(azure.of("PUT", "DELETE")).to.deep.equal([]);
        });

        it("accepts that someone else has deleted it already", async () => {
            azure.store(cloudTrailName, cloudTrailBody);
            azure.fail({ method: "DELETE", status: 404, body: azureError("NotFound", "Gone") });
            const { exitCode, out } = await sentinel(cloudTrailOutputs, ["--delete"]);
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: deleted\n`,
            });
        });
    });

    describe("--wait", () => {
        const asks = () => azure.asked.filter(({ method }) => method === "POST");

        it("waits for the first rows of the account", async () => {
            azure.rows = [
                [0, null],
                [0, null],
                [42, "2026-11-20T14:45:00Z"],
            ];
            const { exitCode, out, err } = await sentinel(cloudTrailOutputs, ["--wait", "--timeout", "0.05"]);
            expect({ exitCode, out }).to.deep.equal({
                exitCode: 0,
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\nAWSCloudTrail: 42 rows in the last hour, the newest at 2026-11-20T14:45:00Z\n`,
            });
            expect(err.match(/\nNo rows yet; checking again until /g)).to.have.length(2);
            expect(asks()).to.deep.equal(
                Array(3).fill({
                    method: "POST",
                    path: `/v1/workspaces/${workspaceId}/query`,
                    body: {
                        query: 'union isfuzzy=true (datatable(TimeGenerated: datetime, RecipientAccountId: string) []), AWSCloudTrail | where TimeGenerated > ago(1h) and RecipientAccountId in ("111122223333") | summarize count(), max(TimeGenerated)',
                    },
                }),
            );
        });

        it("counts the rows of every account that the S3 connector reads", async () => {
            azure.rows = [[1, "2026-11-20T14:45:00Z"]];
            await sentinel(s3Outputs, ["--wait"]);
            await sentinel({ ...s3Outputs, sentinelS3Accounts: ["o-exampleorgid"] }, ["--wait"]);
            await sentinel({ ...s3Outputs, sentinelS3Accounts: undefined }, ["--wait"]);
            expect(asks().map(({ body }) => (body as { query: string }).query)).to.deep.equal([
                'union isfuzzy=true (datatable(TimeGenerated: datetime, RecipientAccountId: string) []), AWSCloudTrail | where TimeGenerated > ago(1h) and RecipientAccountId in ("111122223333", "444455556666") | summarize count(), max(TimeGenerated)',
                "union isfuzzy=true (datatable(TimeGenerated: datetime, RecipientAccountId: string) []), AWSCloudTrail | where TimeGenerated > ago(1h) | summarize count(), max(TimeGenerated)",
                "union isfuzzy=true (datatable(TimeGenerated: datetime, RecipientAccountId: string) []), AWSCloudTrail | where TimeGenerated > ago(1h) | summarize count(), max(TimeGenerated)",
            ]);
        });

        it("wants a token for Log Analytics too, where it is given one for Azure Resource Manager", async () => {
            const { exitCode, out, error } = await sentinel(cloudTrailOutputs, ["--wait"], {
                env: { AZURE_LOG_ANALYTICS_TOKEN: "" },
            });
            expect({ exitCode, out, error }).to.deep.equal({
                exitCode: 2,
                out: "",
                error: "--wait queries Log Analytics, which doesn't accept AZURE_ACCESS_TOKEN. Set AZURE_LOG_ANALYTICS_TOKEN too. Example: export AZURE_LOG_ANALYTICS_TOKEN=$(az account get-access-token --scope https://api.loganalytics.io/.default --query accessToken --output tsv)",
            });
            expect(azure.asked).to.deep.equal([]);
        });

        it("gives up at the deadline, and says what to look at", async () => {
            const { exitCode, out, error } = await sentinel(cloudTrailOutputs, ["--wait", "--timeout", "0.01"]);
            expect({ exitCode, out, error }).to.deep.equal({
                exitCode: 1,
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\n`,
                error: 'No AWSCloudTrail rows arrived within 0.01 minutes. The first can take 30 minutes: --timeout 40. If none arrive, run trailconnect verify, and query the workspace: SentinelHealth | where SentinelResourceKind startswith "AmazonWebServices"',
            });
            expect(asks().length).to.be.within(2, 11);
        });

        it("ends at once by Ctrl-C, with nothing half done", async () => {
            const { exitCode, signal, out, err } = await sentinel(sentinelOutputs, ["--wait"], {
                started: (child) => {
                    const timer = setInterval(() => {
                        if (asks().length > 0) {
                            clearInterval(timer);
                            child.kill("SIGINT");
                        }
                    }, 20);
                },
            });
            expect({ exitCode, signal, out }).to.deep.equal({
                exitCode: null,
                signal: "SIGINT",
                out: `AmazonWebServicesCloudTrail ${cloudTrailName}: created\nAmazonWebServicesS3 ${s3Name}: created\n`,
            });
            expect(err).to.match(/\n$/);
            expect([...azure.stored.keys()]).to.deep.equal(["office", cloudTrailName, s3Name]);
        });
    });

    it("finishes its work if nobody reads the output any more", async () => {
        const { exitCode, err } = await sentinel(sentinelOutputs, [], {
            started: (child) => child.stdout?.destroy(),
        });
        expect({ exitCode, err }).to.deep.equal({
            exitCode: 0,
            err: "Checking the workspace\nConnecting AmazonWebServicesCloudTrail\nConnecting AmazonWebServicesS3\n",
        });
        expect([...azure.stored.keys()]).to.deep.equal(["office", cloudTrailName, s3Name]);
    });

    describe("without a call", () => {
        afterEach(() => {
            expect(azure.asked).to.deep.equal([]);
        });

        it("prints what --delete would send for --dry-run", async () => {
            const { exitCode, out } = await sentinel(s3Outputs, ["--dry-run", "--delete"]);
            expect(exitCode).to.equal(0);
            expect(out).to.match(new RegExp(`^DELETE http://\\S+/dataConnectors/${s3Name}\\?api-version=\\S+\\n$`));
        });

        for (const pair of [
            ["--template", "arm", "--delete"],
            ["--template", "arm", "--dry-run"],
            ["--delete", "--wait"],
        ]) {
            it(`refuses ${pair.join(" ")}`, async () => {
                const { exitCode, out } = await sentinel(s3Outputs, pair);
                expect({ exitCode, out }).to.deep.equal({ exitCode: 2, out: "" });
                expect(azure.asked).to.deep.equal([]);
            });
        }

        it("prints method, URL and body of each request for --dry-run", async () => {
            const url = `${azure.endpoint}${connectorsPath}`;
            expect(await sentinel(sentinelOutputs, ["--dry-run", "--wait"])).to.deep.equal({
                exitCode: 0,
                signal: null,
                out: `PUT ${url}/${cloudTrailName}?api-version=2025-09-01\n${JSON.stringify(cloudTrailBody, null, 2)}\n\nPUT ${url}/${s3Name}?api-version=2025-07-01-preview\n${JSON.stringify(s3Body, null, 2)}\n`,
                err: "",
                error: "",
            });
        });

        it("knows each cloud's Azure Resource Manager", async () => {
            for (const [cloud, host] of [
                ["commercial", "management.azure.com"],
                ["usGovernment", "management.usgovcloudapi.net"],
            ] as const) {
                const { out } = await trailconnect(
                    ["sentinel", "--workspace", workspace, "--cloud", cloud, "--dry-run"],
                    { input: cloudTrailOutputs },
                );
                expect(out.split("\n")[0]).to.equal(
                    `PUT https://${host}${connectorsPath}/${cloudTrailName}?api-version=2025-09-01`,
                );
            }
        });

        it("prints a Bicep file", async () => {
            expect(await sentinel(sentinelOutputs, ["--template", "bicep"])).to.deep.equal({
                exitCode: 0,
                signal: null,
                out: `// Deploy to the workspace's resource group: az deployment group create --resource-group NAME --template-file FILE
param workspaceName string = 'sentinel'

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource cloudTrail 'Microsoft.SecurityInsights/dataConnectors@2025-09-01' = {
  scope: workspace
  name: '${cloudTrailName}'
  kind: 'AmazonWebServicesCloudTrail'
  properties: {
    awsRoleArn: '${roleArn}'
    dataTypes: {
      logs: {
        state: 'Enabled'
      }
    }
  }
}

resource cloudTrailS3 'Microsoft.SecurityInsights/dataConnectors@2025-07-01-preview' = {
  scope: workspace
  name: '${s3Name}'
  kind: 'AmazonWebServicesS3'
  properties: {
    destinationTable: 'AWSCloudTrail'
    roleArn: '${s3RoleArn}'
    sqsUrls: [
      '${queueUrl}'
    ]
    dataTypes: {
      logs: {
        state: 'Enabled'
      }
    }
  }
}
`,
                err: "",
                error: "",
            });
        });

        it("prints an Azure Resource Manager template", async () => {
            const { exitCode, out, err } = await sentinel(sentinelOutputs, ["--template", "arm"]);
            expect({ exitCode, err }).to.deep.equal({ exitCode: 0, err: "" });
            const resource = {
                type: "Microsoft.SecurityInsights/dataConnectors",
                scope: "[resourceId('Microsoft.OperationalInsights/workspaces', parameters('workspaceName'))]",
            };
            expect(JSON.parse(out)).to.deep.equal({
                $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                contentVersion: "1.0.0.0",
                parameters: { workspaceName: { type: "string", defaultValue: "sentinel" } },
                resources: [
                    { ...resource, apiVersion: "2025-09-01", name: cloudTrailName, ...cloudTrailBody },
                    { ...resource, apiVersion: "2025-07-01-preview", name: s3Name, ...s3Body },
                ],
            });
            expect(out).to.match(/\}\n$/);
        });
    });
});
