import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CloudTrailConnection, type CloudTrailConnectionArgs, Connector } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import type { Cloud } from "../../../tools/rehearsal/cloud";
import { together } from "../../support/arguments";
import { faultsOf } from "../../support/faults";
import { construct, label, type Registration, refusal } from "../../support/mocks";

const account = "111122223333";
const management = "444455556666";
const getOrganization = "aws:organizations/getOrganization:getOrganization";
const aws = sampleAws("eu-central-1");

/** AWS where the account is in this organization. */
function awsOf(id: string, masterAccountId: string): Cloud {
    const arn = `arn:aws:organizations::${masterAccountId}:organization/${id}`;
    return sampleAws("eu-central-1", account, { [getOrganization]: { arn, masterAccountId } });
}

/** AWS that doesn't tell the account's organization. */
const silent: Cloud = {
    create: (...args) => aws.create(...args),
    invoke: (token, args) => {
        if (token === getOrganization) {
            throw Object.assign(new Error(), {
                details: `invocation of ${token} returned an error: AccessDeniedException: not authorized to perform: organizations:DescribeOrganization`,
            });
        }
        return aws.invoke(token, args);
    },
};

const connection =
    (...args: Partial<CloudTrailConnectionArgs>[]) =>
    () =>
        new CloudTrailConnection(
            "c",
            together(
                {
                    connectors: [Connector.Defender],
                    organization: { id: "o-exampleorgid" },
                } satisfies CloudTrailConnectionArgs,
                ...args,
            ) as CloudTrailConnectionArgs,
        );

const asked = (calls: { token: string }[]) => calls.filter(({ token }) => token === getOrganization);
const made = (registrations: readonly Registration[]) =>
    registrations.filter(({ type }) => type.startsWith("aws:")).map(label);
const fromAnother = { organization: { id: pulumi.output("o-exampleorgid") } };

/** What is warned of while something runs. */
async function warnedOf(run: () => Promise<unknown>): Promise<string[]> {
    const warnings: string[] = [];
    const { warn } = pulumi.log;
    Object.assign(pulumi.log, { warn: async (message: string) => void warnings.push(message) });
    try {
        await run();
    } finally {
        Object.assign(pulumi.log, { warn });
    }
    return warnings;
}

describe("an organization's trail", () => {
    it("is made in the management account of the given organization", async () => {
        const { registrations, calls } = await construct(connection(), {
            cloud: awsOf("o-exampleorgid", account),
            preview: true,
        });
        expect(asked(calls)).to.deep.equal([
            { token: getOrganization, args: { returnOrganizationOnly: true }, provider: undefined },
        ]);
        expect(made(registrations)).to.include("Trail c-trail");
    });

    it("is refused in a preview elsewhere, a delegated administrator's account included, by the management account", async () => {
        const { error, errors, registrations } = await refusal(connection(), {
            cloud: awsOf("o-exampleorgid", management),
            preview: true,
        });
        expect(errors).to.have.length(1);
        expect(faultsOf(error)).to.deep.equal(["organization: not-management-account"]);
        expect(error.message).to.equal(
            `1 value can't be used.

  organization = {"id":"o-exampleorgid"}
    This account, 111122223333, is not the organization's management account, which is 444455556666. The management account owns every organization trail, even one that a delegated administrator creates, and the policies of bucket and key would not admit it.
    Allowed: a stack in account 444455556666; or existingTrail with the organization's trail, and a stack where its logs are
    Example: existingTrail: {"arn":"arn:aws:cloudtrail:eu-central-1:444455556666:trail/audit-trail"}`,
        );
        expect(made(registrations)).to.deep.equal([]);
    });

    it("is refused in a preview for another organization than the account's", async () => {
        const { error, registrations } = await refusal(connection(), {
            cloud: awsOf("o-a1b2c3d4e5", account),
            preview: true,
        });
        expect(error.message).to.equal(
            `1 value can't be used.

  organization.id = "o-exampleorgid"
    This account is in organization o-a1b2c3d4e5.
    Allowed: the ID of the account's own organization
    Example: organization: { id: "o-a1b2c3d4e5" }
    Find it: aws organizations describe-organization --query Organization.Id --output text`,
        );
        expect(made(registrations)).to.deep.equal([]);
    });

    it("is refused for both at once", async () => {
        const { error } = await refusal(connection(), { cloud: awsOf("o-a1b2c3d4e5", management), preview: true });
        expect(faultsOf(error)).to.deep.equal([
            "organization.id: another-organization",
            "organization: not-management-account",
        ]);
    });

    it("is refused where another resource gives the organization's ID, and nothing of the organization is made", async () => {
        for (const [cloud, fault] of [
            [awsOf("o-a1b2c3d4e5", account), "organization.id: another-organization"],
            [awsOf("o-exampleorgid", management), "organization: not-management-account"],
        ] as const) {
            const { error, errors, registrations } = await refusal(connection(fromAnother), { cloud, preview: true });
            expect(errors).to.have.length(1);
            expect(faultsOf(error)).to.deep.equal([fault]);
            expect(made(registrations)).to.not.include("BucketPolicy c-log-bucket-policy");
        }
    });

    it("is gone on with where AWS doesn't tell, with a warning that says what nobody has checked", async () => {
        const warnings = await warnedOf(async () => {
            const { registrations } = await construct(connection(), { cloud: silent, preview: true });
            expect(made(registrations)).to.include("Trail c-trail");
        });
        expect(warnings.filter((warning) => warning.includes("Organizations"))).to.deep.equal([
            "AWS Organizations doesn't tell which organization this account is in, so nobody has checked that it is the given one and that this account is its management account, outside of which AWS refuses an organization's trail. The lookup needs organizations:DescribeOrganization. AccessDeniedException: not authorized to perform: organizations:DescribeOrganization",
        ]);
    });

    it("is not asked about in an update", async () => {
        const { calls } = await construct(connection(), { cloud: awsOf("o-a1b2c3d4e5", management) });
        expect(asked(calls)).to.deep.equal([]);
    });

    for (const [what, args] of [
        [
            "is not asked about where it exists already",
            { existingTrail: { arn: `arn:aws:cloudtrail:eu-central-1:${management}:trail/central` } },
        ],
        ["is not asked about where there is no organization", { organization: undefined }],
    ] as const) {
        it(what, async () => {
            const { calls } = await construct(connection(args), {
                cloud: awsOf("o-a1b2c3d4e5", management),
                preview: true,
            });
            expect(asked(calls)).to.deep.equal([]);
        });
    }
});
