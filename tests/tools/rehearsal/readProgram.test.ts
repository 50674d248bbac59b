import path from "node:path";
import { expect } from "chai";
import { onlyAccountOf, RehearsalError, readProgram } from "../../../tools/rehearsal/program";
import { projectWith, root } from "../../support/project";

describe("readProgram", () => {
    const project = projectWith({
        lists: {
            "aws:region": "eu-west-1",
            "trailconnect:connectors": ["sentinel"],
            "trailconnect:logRetentionDays": 30,
            "trailconnect:protectLogs": false,
            namePrefix: "audit",
        },
        encrypted: { "trailconnect:sentinel.workspaceId": { secure: "AAABAJ" } },
        "provider-secret": { "aws:secretKey": { secure: "AAABAJ" }, "aws:region": "eu-west-1" },
        broken: "config: [",
        empty: "",
        "without-value": { "aws:region": "eu-west-1", "trailconnect:logRetentionDays": null },
        misplaced: "aws:region: eu-west-1\ntrailconnect:encryption: s3\n",
        listed: "config:\n  - aws:region: eu-west-1\n",
    });
    after(project.remove);

    it("refuses a program of another runtime", () => {
        const yaml = path.join(root, "examples/yaml");
        expect(() => readProgram(yaml, "prod")).to.throw(
            RehearsalError,
            `The program in ${yaml} uses Pulumi's runtime yaml; the rehearsal runs only nodejs.`,
        );
    });

    it("hands values over as text, lists as JSON, and adds the namespace of the project", () => {
        expect(readProgram(project.directory, "lists").configuration).to.deep.equal({
            values: {
                "aws:region": "eu-west-1",
                "trailconnect:connectors": '["sentinel"]',
                "trailconnect:namePrefix": "audit",
                "trailconnect:logRetentionDays": "30",
                "trailconnect:encryption": "kms",
                "trailconnect:protectLogs": "false",
            },
            secretKeys: [],
        });
    });

    it("knows the account only where the stack allows a single one", () => {
        const allowing = (...ids: string[]) => {
            const program = readProgram(project.directory, "lists");
            program.configuration.values["aws:allowedAccountIds"] = JSON.stringify(ids);
            return onlyAccountOf(program);
        };
        expect(onlyAccountOf(readProgram(project.directory, "lists"))).to.equal(undefined);
        expect(allowing("444455556666")).to.equal("444455556666");
        expect(allowing("444455556666", "777788889999")).to.equal(undefined);
        expect(allowing()).to.equal(undefined);
    });

    it("takes the deploy role's account where the stack allows none, or several", () => {
        const program = readProgram(project.directory, "lists");
        const { values } = program.configuration;
        values["trailconnect:deployRoleArn"] = "arn:aws:iam::444455556666:role/deploy";
        expect(onlyAccountOf(program)).to.equal("444455556666");
        values["aws:allowedAccountIds"] = '["777788889999","444455556666"]';
        expect(onlyAccountOf(program)).to.equal("444455556666");
        values["aws:allowedAccountIds"] = '["777788889999"]';
        expect(onlyAccountOf(program)).to.equal("777788889999");
        values["trailconnect:deployRoleArn"] = "deploy";
        values["aws:allowedAccountIds"] = "";
        expect(onlyAccountOf(program)).to.equal(undefined);
    });

    it("takes the project's defaults where the stack says nothing", () => {
        expect(readProgram(project.directory, "empty").configuration.values["trailconnect:encryption"]).to.equal("kms");
    });

    it("hands over an empty text where the stack gives a key no value, as the Pulumi CLI does", () => {
        const { values } = readProgram(project.directory, "without-value").configuration;
        expect(values["trailconnect:logRetentionDays"]).to.equal("");
    });

    for (const stack of ["misplaced", "listed"]) {
        it(`says where settings stand (${stack})`, () => {
            expect(() => readProgram(project.directory, stack)).to.throw(
                RehearsalError,
                `Pulumi.${stack}.yaml has no settings where Pulumi looks for them. They belong under config:, one per line. Example:\nconfig:\n  aws:region: eu-central-1`,
            );
        });
    }

    it("leaves a provider's encrypted value out", () => {
        expect(readProgram(project.directory, "provider-secret").configuration.values).not.to.have.property(
            "aws:secretKey",
        );
    });

    const refused: [title: string, stack: string, message: string][] = [
        [
            "names the stacks that there are",
            "staging",
            'There is no stack "staging": Pulumi.staging.yaml is missing. Stacks here: broken, empty, encrypted, listed, lists, misplaced, provider-secret, without-value. Example: --stack broken',
        ],
        [
            "says that it can't decrypt",
            "encrypted",
            "trailconnect:sentinel is encrypted in Pulumi.encrypted.yaml, which a rehearsal can't decrypt. None of this program's settings are secret: set it without --secret.",
        ],
    ];
    for (const [title, stack, message] of refused) {
        it(title, () => {
            expect(() => readProgram(project.directory, stack))
                .to.throw(RehearsalError)
                .with.property("message", message);
        });
    }

    it("names the file that is no YAML", () => {
        expect(() => readProgram(project.directory, "broken")).to.throw(
            RehearsalError,
            /^Pulumi\.broken\.yaml can't be read: /,
        );
    });

    it("names the folder that has no project", () => {
        expect(() => readProgram(`${root}/docs-that-are-not-there`, "dev")).to.throw(
            RehearsalError,
            `There is no Pulumi.yaml in ${root}/docs-that-are-not-there.`,
        );
    });
});
