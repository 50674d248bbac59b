import { Provider } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { DefenderUser, type DefenderUserArgs } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import type { Cloud } from "../../../tools/rehearsal/cloud";
import { construct, refusal } from "../../support/mocks";

const aws = sampleAws("eu-central-1");
const getAccessKeys = "aws:iam/getAccessKeys:getAccessKeys";

/** AWS where the user has these access keys, and the resources of some names are yet to be created. */
function awsWith(accessKeyIds: readonly string[], toCreate: readonly string[]): Cloud {
    return {
        create: (type, name, inputs) =>
            toCreate.includes(name) ? { id: "", state: {} } : aws.create(type, name, inputs),
        invoke: (token, args) =>
            token === getAccessKeys
                ? { id: args.user, user: args.user, accessKeys: accessKeyIds.map((accessKeyId) => ({ accessKeyId })) }
                : aws.invoke(token, args),
    };
}

const defenderUser = (args: DefenderUserArgs) => () => new DefenderUser("defender", { userName: "reader", ...args });

const key = (generation: number) => `defender-access-key-${generation}`;

describe("refuseThirdAccessKey", () => {
    it("stops a preview that would make a third access key", async () => {
        const args = { accessKeyGeneration: 3, keepPreviousAccessKey: true };
        const { error, calls } = await refusal(defenderUser(args), {
            cloud: awsWith(["AKIA1EXAMPLE", "AKIA2EXAMPLE"], [key(3)]),
            preview: true,
        });
        expect(calls).to.deep.equal([{ token: getAccessKeys, args: { user: "reader" }, provider: undefined }]);
        expect(pulumi.ResourceError.isInstance(error)).to.equal(true);
        expect(error).to.have.property("hideStack", true);
        // Pulumi prints it of what is thrown after the program's own end.
        expect(error.stack).to.equal(error.message);
        expect(error).to.have.property("resource").that.is.instanceOf(DefenderUser);
        expect(error.message).to.equal(
            "IAM user reader has 2 access keys (AKIA1EXAMPLE, AKIA2EXAMPLE), this update would create 1 more before it deletes any, and AWS allows 2. Finish the current rotation first: set accessKeyGeneration back to its previous value, turn keepPreviousAccessKey off, run pulumi up, and then raise accessKeyGeneration. Delete any key in that list that isn't in this stack: it was created by hand.",
        );
    });

    it("counts keys that are not in the stack", async () => {
        const { error } = await refusal(defenderUser({}), {
            cloud: awsWith(["AKIAHANDMADE1", "AKIAHANDMADE2"], [key(1)]),
            preview: true,
        });
        expect(error.message).to.include("IAM user reader has 2 access keys (AKIAHANDMADE1, AKIAHANDMADE2)");
    });

    it("counts the previous access key among those to make", async () => {
        const { error } = await refusal(defenderUser({ accessKeyGeneration: 2, keepPreviousAccessKey: true }), {
            cloud: awsWith(["AKIAHANDMADE1"], [key(1), key(2)]),
            preview: true,
        });
        expect(error.message).to.match(
            /^IAM user reader has 1 access key \(AKIAHANDMADE1\), this update would create 2 more before it deletes any/,
        );
    });

    const passing: [string, DefenderUserArgs, string[], string[]][] = [
        ["a second access key", { accessKeyGeneration: 2, keepPreviousAccessKey: true }, ["AKIA1EXAMPLE"], [key(2)]],
        ["a second access key in the first one's place", { accessKeyGeneration: 2 }, ["AKIA1EXAMPLE"], [key(2)]],
        ["both access keys at once", { accessKeyGeneration: 2, keepPreviousAccessKey: true }, [], [key(1), key(2)]],
        [
            "two access keys that both exist",
            { accessKeyGeneration: 2, keepPreviousAccessKey: true },
            ["AKIA1EXAMPLE", "AKIA2EXAMPLE"],
            [],
        ],
        ["the end of a rotation", { accessKeyGeneration: 2 }, ["AKIA1EXAMPLE", "AKIA2EXAMPLE"], []],
    ];
    for (const [title, args, existing, toCreate] of passing) {
        it(`lets ${title} pass`, async () => {
            const cloud = awsWith(existing, toCreate);
            const { calls } = await construct(defenderUser(args), { cloud, preview: true });
            expect(calls.map(({ token }) => token)).to.deep.equal([getAccessKeys]);
        });
    }

    it("warns where the keys can't be listed, and refuses nothing", async () => {
        const cloud: Cloud = {
            ...awsWith([], [key(2)]),
            invoke: () => {
                throw Object.assign(new Error(), { details: "NoSuchEntity: The user reader cannot be found." });
            },
        };
        const { warnings } = await construct(defenderUser({ accessKeyGeneration: 2, keepPreviousAccessKey: true }), {
            cloud,
            preview: true,
        });
        expect(warnings).to.deep.equal([
            "Can't check whether IAM user reader can have another access key, because its keys can't be listed. If the user was deleted, pulumi up --refresh recreates it. NoSuchEntity: The user reader cannot be found.",
        ]);
    });

    it("asks nobody before the user exists", async () => {
        const cloud = awsWith(["AKIA1EXAMPLE", "AKIA2EXAMPLE"], ["defender-user", key(1)]);
        const { calls } = await construct(defenderUser({}), { cloud, preview: true });
        expect(calls).to.deep.equal([]);
    });

    it("asks the provider that the user is made with", async () => {
        const inAnotherAccount = () => {
            const provider = new Provider("elsewhere", { region: "eu-central-1" });
            return new DefenderUser("defender", { userName: "reader" }, { provider });
        };
        const { calls } = await construct(inAnotherAccount, { cloud: awsWith([], [key(1)]), preview: true });
        expect(calls.map(({ provider }) => provider)).to.deep.equal(["elsewhere"]);
    });

    it("asks nobody in an update", async () => {
        const { calls } = await construct(defenderUser({ accessKeyGeneration: 3, keepPreviousAccessKey: true }), {
            cloud: awsWith(["AKIA1EXAMPLE", "AKIA2EXAMPLE"], []),
        });
        expect(calls).to.deep.equal([]);
    });
});
