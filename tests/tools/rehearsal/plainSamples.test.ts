import { expect } from "chai";
import { hasOwnSample, sampleAws } from "../../../tools/rehearsal/aws";
import type { Registration } from "../../../tools/rehearsal/engine";
import { notes } from "../../../tools/rehearsal/notes";
import { Unanswered } from "../../../tools/rehearsal/unanswered";
import { recorded } from "../../support/registrations";
import { runScript } from "../../support/script";

const cloud = sampleAws("eu-central-1");

describe("a resource that has no sample of its own", () => {
    it("gets an ID, a name and on AWS an ARN from its arguments", () => {
        const at = "arn:aws:dynamodb:eu-central-1:111122223333:table";
        expect(cloud.create("aws:dynamodb/table:Table", "events", { name: "audit" })).to.deep.equal({
            id: "audit",
            state: { name: "audit", arn: `${at}/audit` },
        });
        expect(cloud.create("aws:dynamodb/table:Table", "events", { tableName: "audit" }).id).to.equal("audit");
        expect(cloud.create("aws:dynamodb/table:Table", "events", { table: "audit" }).id).to.equal("audit");
        const { id, state } = cloud.create("aws:dynamodb/table:Table", "events", {});
        expect(id).to.match(/^events-[0-9a-f]{7}$/);
        expect(state).to.deep.equal({ name: id, arn: `${at}/${id}` });
    });

    it("is of the account and the region of its provider", () => {
        const provider = { region: "us-gov-west-1", allowedAccountIds: '["444455556666"]' };
        expect(cloud.create("aws:dynamodb/table:Table", "t", { name: "t" }, provider).state.arn).to.equal(
            "arn:aws-us-gov:dynamodb:us-gov-west-1:444455556666:table/t",
        );
    });

    it("has no ARN elsewhere than on AWS", () => {
        expect(cloud.create("azure-native:resources:Deployment", "d", { name: "own" })).to.deep.equal({
            id: "own",
            state: { name: "own" },
        });
    });

    it("ends well in a program, its arguments among its outputs", async () => {
        const { exitCode, outputs, diagnostics } = await runScript(`
            const aws = require("@pulumi/aws");
            const table = new aws.dynamodb.Table("t", { name: "audit", billingMode: "PAY_PER_REQUEST", attributes: [], hashKey: "id" });
            const password = new random.RandomPassword("p", { length: 12 });
            exports.table = [table.id, table.arn, table.billingMode, table.streamArn];
            exports.length = password.result.apply((text) => text.length);
        `);
        expect(diagnostics).to.deep.equal([]);
        expect(exitCode).to.equal(0);
        expect(outputs.table).to.deep.equal([
            "audit",
            "arn:aws:dynamodb:eu-central-1:111122223333:table/audit",
            "PAY_PER_REQUEST",
            null,
        ]);
        expect(outputs.length).to.equal(12);
    });
});

describe("samples of random values", () => {
    it("have the shape of the provider's, and are the same each time", () => {
        const make = (kind: string, inputs: Record<string, unknown>) => {
            const type = `random:index/${kind.replace(/^./, (letter) => letter.toLowerCase())}:${kind}`;
            expect(hasOwnSample(type)).to.equal(true);
            const one = cloud.create(type, "one", inputs);
            expect(cloud.create(type, "one", inputs)).to.deep.equal(one);
            return one;
        };
        expect(make("RandomInteger", { min: 3, max: 9 })).to.deep.equal({ id: "3", state: { result: 3 } });
        expect(make("RandomPassword", { length: 100 }).state.result).to.match(/^[0-9a-f]{100}$/);
        expect(make("RandomString", { length: 8 }).state.result).to.match(/^[0-9a-f]{8}$/);
        expect(make("RandomUuid", {}).state.result).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(make("RandomPet", {}).id).to.match(/^sample-[0-9a-f]{7}$/);
    });
});

describe("the notes of resources without a sample of their own", () => {
    const of = (type: string, name: string, inputs: Record<string, unknown> = {}): Registration =>
        recorded({ type, name, inputs, state: {}, custom: true });
    const texts = (...registrations: Registration[]) =>
        notes(registrations, { region: "eu-central-1", accountId: "111122223333" }).map(({ text }) => text);
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*" }] };

    it("count them by type", () => {
        expect(
            texts(
                of("aws:lambda/function:Function", "one"),
                of("aws:s3/bucket:Bucket", "bucket"),
                of("azure-native:resources:Deployment", "deployment"),
                of("aws:lambda/function:Function", "two", { code: '{"Statement"' }),
                of("pulumi:providers:azure-native", "azure"),
            ),
        ).to.deep.equal([
            "Resource types without sample values: aws:lambda:Function (2), azure-native:resources:Deployment (1). Their IDs and ARNs are placeholders, other outputs are missing, and access that they grant may not be shown above.",
        ]);
    });

    it("name those that bear a policy document where none is looked for", () => {
        const [, named] = texts(
            of("aws:secretsmanager/secretPolicy:SecretPolicy", "shared", { policy: JSON.stringify(document) }),
            of("aws:ssoadmin/permissionSet:PermissionSet", "set", { inline: [{ text: document }], name: "n" }),
            of("aws:ecr/lifecyclePolicy:LifecyclePolicy", "kept", { policy: '{"rules":[]}' }),
        );
        expect(named).to.equal(
            "Policy documents in these resources, which weren't checked: PermissionSet set (inline).",
        );
    });

    it("are none for components, and where everything has its own sample", () => {
        expect(
            texts(recorded({ type: "acme:index:Network", name: "n", inputs: {}, state: {}, custom: false })),
        ).to.deep.equal([]);
        expect(texts(of("aws:s3/bucket:Bucket", "bucket", { policy: JSON.stringify(document) }))).to.deep.equal([]);
    });
});

describe("the functions of a rehearsal", () => {
    const render = (args: Record<string, unknown>) =>
        JSON.parse(cloud.invoke("aws:iam/getPolicyDocument:getPolicyDocument", args).json as string);

    it("answer what they are given", () => {
        const told = sampleAws("eu-central-1", "111122223333", { "aws:ec2/getVpc:getVpc": { id: "vpc-1" } });
        expect(told.invoke("aws:ec2/getVpc:getVpc", {})).to.deep.equal({ id: "vpc-1" });
    });

    it("invent nothing", () => {
        expect(() => cloud.invoke("aws:ec2/getVpc:getVpc", {})).to.throw(
            Unanswered,
            "The program calls aws:ec2/getVpc:getVpc, whose result only its provider knows; a rehearsal calls no providers. Provide the result as JSON: --function-result aws:ec2/getVpc:getVpc=FILE",
        );
    });

    it("render a policy document", () => {
        expect(
            render({
                policyId: "own",
                statements: [
                    {
                        sid: "Read",
                        actions: ["s3:GetObject"],
                        resources: ["arn:aws:s3:::logs/*"],
                        principals: [
                            { type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] },
                            { type: "Service", identifiers: ["s3.amazonaws.com"] },
                            { type: "AWS", identifiers: ["444455556666"] },
                        ],
                        conditions: [
                            { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
                            { test: "StringEquals", variable: "aws:SourceOrgID", values: ["o-exampleorgid"] },
                            { test: "StringEquals", variable: "aws:SourceAccount", values: ["444455556666"] },
                        ],
                    },
                    {
                        effect: "Deny",
                        notActions: ["s3:Get*"],
                        notResources: ["*"],
                        notPrincipals: [{ type: "AWS", identifiers: ["111122223333"] }],
                    },
                    { actions: ["s3:*"], principals: [{ type: "*", identifiers: ["*"] }] },
                ],
            }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Id: "own",
            Statement: [
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Principal: {
                        AWS: ["arn:aws:iam::111122223333:root", "444455556666"],
                        Service: ["s3.amazonaws.com"],
                    },
                    Action: ["s3:GetObject"],
                    Resource: ["arn:aws:s3:::logs/*"],
                    Condition: {
                        StringEquals: {
                            "aws:SourceAccount": ["111122223333", "444455556666"],
                            "aws:SourceOrgID": ["o-exampleorgid"],
                        },
                    },
                },
                {
                    Effect: "Deny",
                    NotPrincipal: { AWS: ["111122223333"] },
                    NotAction: ["s3:Get*"],
                    NotResource: ["*"],
                },
                { Effect: "Allow", Principal: "*", Action: ["s3:*"] },
            ],
        });
    });

    it("put a policy document together from others", () => {
        const text = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
        expect(
            render({
                sourcePolicyDocuments: [text({ Sid: "A", Effect: "Allow" }, { Sid: "B", Effect: "Allow" })],
                statements: [{ sid: "C", actions: ["s3:*"] }],
                overridePolicyDocuments: [text({ Sid: "B", Effect: "Deny" })],
            }).Statement,
        ).to.deep.equal([
            { Sid: "A", Effect: "Allow" },
            { Sid: "C", Effect: "Allow", Action: ["s3:*"] },
            { Sid: "B", Effect: "Deny" },
        ]);
    });
});
