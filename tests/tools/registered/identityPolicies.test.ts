import { expect } from "chai";
import { attachmentsOf, type Holder, policiesOfHolder } from "../../../tools/registered/identityPolicies";
import { unreadIn } from "../../../tools/registered/unread";
import { recorded } from "../../support/registrations";

const text = (action: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const ownArn = "arn:aws:iam::111122223333:policy/own";
const own = recorded({
    type: "aws:iam/policy:Policy",
    name: "own",
    inputs: { policy: text("s3:Own") },
    state: { arn: ownArn },
});

/** What may be done by the policies of a user or role, action by action. */
function actionsOf(holder: Holder, ...resources: { type: string; inputs: Record<string, unknown>; name?: string }[]) {
    const all = [own, ...resources.map((one) => recorded({ name: "x", ...one, state: { name: one.name } }))];
    return policiesOfHolder(holder, all).flatMap(({ statements }) => statements.flatMap(({ actions }) => actions));
}

describe("identity policies", () => {
    const role: Holder = { kind: "role", name: "reader" };
    const user: Holder = { kind: "user", name: "reader" };
    const given: [what: string, holder: Holder, type: string, inputs: Record<string, unknown>, actions: string[]][] = [
        ["attached to a role", role, "RolePolicyAttachment", { role: "reader", policyArn: ownArn }, ["s3:Own"]],
        ["attached to another role", role, "RolePolicyAttachment", { role: "x", policyArn: ownArn }, []],
        ["attached to several roles", role, "PolicyAttachment", { roles: ["reader"], policyArn: ownArn }, ["s3:Own"]],
        [
            "attached to a role alone",
            role,
            "RolePolicyAttachmentsExclusive",
            { roleName: "reader", policyArns: [ownArn] },
            ["s3:Own"],
        ],
        ["written for a role", role, "RolePolicy", { role: "reader", policy: text("s3:Inline") }, ["s3:Inline"]],
        ["attached to a user", user, "UserPolicyAttachment", { user: "reader", policyArn: ownArn }, ["s3:Own"]],
        ["written for a user", user, "UserPolicy", { user: "reader", policy: text("s3:Inline") }, ["s3:Inline"]],
        ["of a user's name for a role", user, "RolePolicyAttachment", { role: "reader", policyArn: ownArn }, []],
    ];
    for (const [what, holder, type, inputs, actions] of given) {
        it(`${actions.length ? "are" : "are not"} those ${what}`, () => {
            expect(actionsOf(holder, { type: `aws:iam/${type}:${type}`, inputs })).to.deep.equal(actions);
        });
    }

    it("of a role are those among its own properties too", () => {
        const inputs = { managedPolicyArns: [ownArn], inlinePolicies: [{ name: "i", policy: text("s3:Inline") }] };
        expect(actionsOf(role, { type: "aws:iam/role:Role", name: "reader", inputs })).to.deep.equal([
            "s3:Own",
            "s3:Inline",
        ]);
    });

    it("of a user are those of its groups, whichever resource puts it into them", () => {
        const groups = ["one", "two"].map((group) => ({
            type: "aws:iam/groupPolicy:GroupPolicy",
            inputs: { group, policy: text(`s3:${group}`) },
        }));
        const memberships = [
            {
                type: "aws:iam/userGroupMembership:UserGroupMembership",
                inputs: { user: "reader", groups: ["one"] },
            },
            { type: "aws:iam/groupMembership:GroupMembership", inputs: { group: "two", users: ["reader"] } },
        ];
        expect(actionsOf(user, ...groups)).to.deep.equal([]);
        expect(actionsOf(user, ...groups, ...memberships)).to.deep.equal(["s3:one", "s3:two"]);
    });

    it("of AWS's are known by their whole ARN, and what isn't known is said to be unread", () => {
        const attached = (policyArn: string) => [
            recorded({
                type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                name: "attachment",
                inputs: { role: "reader", policyArn },
            }),
        ];
        const known = attached("arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess");
        expect(attachmentsOf(known).map(({ policy }) => policy.statements[0]?.actions.at(-1))).to.deep.equal([
            "cloudtrail:LookupEvents",
        ]);
        expect(unreadIn(known)).to.deep.equal([]);
        for (const policyArn of [
            "arn:aws:iam::111122223333:policy/AWSCloudTrail_ReadOnlyAccess",
            "arn:aws:iam::aws:policy/AdministratorAccess",
        ]) {
            expect(unreadIn(attached(policyArn))).to.deep.equal([
                `the text of ${policyArn} in what RolePolicyAttachment attachment attaches`,
            ]);
        }
    });
});
