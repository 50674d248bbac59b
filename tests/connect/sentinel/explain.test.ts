import { expect } from "chai";
import { explain } from "../../../connect/sentinel/explain";

const rest =
    "A new role takes a while to propagate through IAM; if the error persists, run npm run --silent connect -- verify.";
const tried = "Sentinel's check of the connector failed:";
const forbidden =
    'Access denied (403). You need the Microsoft Sentinel Contributor role on the workspace. Example: az role assignment create --role "Microsoft Sentinel Contributor" --assignee YOU --scope WORKSPACE_RESOURCE_ID';

const answers: [title: string, status: number, message: string, isTemporary: boolean, reason: string][] = [
    ["no answer", 0, "", true, "Azure can't be reached."],
    ["throttling", 429, "", true, "Azure is throttling requests."],
    ["a fault", 500, "", true, "Azure returned a server error (500)."],
    ["a gateway's fault", 504, "", true, "Azure returned a server error (504)."],
    [
        "a bad token",
        401,
        "",
        false,
        "Azure doesn't accept the token (401): it has expired, or is for another cloud or tenant. Sign in again (az login --tenant TENANT), or renew AZURE_ACCESS_TOKEN; --cloud selects the cloud.",
    ],
    ["no permission", 403, "", false, forbidden],
    [
        "nothing there",
        404,
        "",
        false,
        'Workspace not found (404), or not visible to you. az monitor log-analytics workspace list --query "[].id" lists yours.',
    ],
    [
        "a conflict",
        409,
        "",
        false,
        "The connector was changed by someone else at the same time (409). Run the command again.",
    ],
    [
        "an old etag",
        412,
        "",
        false,
        "The connector was changed by someone else at the same time (412). Run the command again.",
    ],
    [
        "Sentinel that is off",
        404,
        "Workspace is not onboarded to Microsoft Sentinel",
        false,
        "Microsoft Sentinel isn't enabled on the workspace. Enable it: Azure portal > Microsoft Sentinel > Create.",
    ],
    [
        "another kind",
        400,
        "Mismatched Kind",
        false,
        "The data connector already exists with a different kind, and Azure can't change a connector's kind. Delete it in Microsoft Sentinel > Data connectors.",
    ],
    ["anything else", 400, "Nope", false, "Azure rejected the PUT (400)."],
    ["a redirection", 304, "", false, "Azure rejected the PUT (304)."],
    ["S3B40011", 400, "x S3B40011 y", true, `${tried} access to the queue is denied. ${rest}`],
    ["S3B40012", 400, "x S3B40012 y", true, `${tried} there are no credentials for the queue yet. ${rest}`],
    ["S3B40029", 400, "x S3B40029 y", true, `${tried} AWS rejects Microsoft's token. ${rest}`],
    [
        "a check that fails for another reason",
        400,
        "CONNECTIVITY CHECK FAILED: S3B40099",
        true,
        `${tried} Sentinel can't use the role yet. ${rest}`,
    ],
    [
        "a failed check, whatever the status",
        403,
        "Connectivity check failed",
        true,
        `${tried} Sentinel can't use the role yet. ${rest}`,
    ],
];

describe("explain", () => {
    for (const [title, status, message, isTemporary, reason] of answers) {
        it(`explains ${title}`, () => {
            const said = message ? ` Azure says: Code: ${message}` : "";
            const body = message ? { error: { code: "Code", message } } : undefined;
            expect(explain("PUT", { status, body })).to.deep.equal({ reason: `${reason}${said}`, isTemporary });
        });
    }

    it("tells of a lock, which no second run opens", () => {
        const body = { error: { code: "ScopeLocked", message: "Locked." } };
        expect(explain("DELETE", { status: 409, body })).to.deep.equal({
            reason: "A lock on the workspace, its resource group or its subscription blocks this. az lock list shows it. Azure says: ScopeLocked: Locked.",
            isTemporary: false,
        });
    });

    it("makes do with half an error, and with none", () => {
        const bodies: [body: unknown, said: string][] = [
            [{ error: { code: "Code" } }, " Azure says: Code"],
            [{ error: { message: "Message" } }, " Azure says: Message"],
            [{ error: {} }, ""],
            [{ error: "Message" }, ""],
            [{}, ""],
            [[], ""],
            [null, ""],
            ["text", ""],
        ];
        for (const [body, said] of bodies) {
            expect(explain("PUT", { status: 403, body }).reason).to.equal(`${forbidden}${said}`);
        }
    });
});
