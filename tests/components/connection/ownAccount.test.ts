import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CloudTrailConnection, Connector } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { faultsOf } from "../../support/faults";
import { label, type Registration, refusal } from "../../support/mocks";

const made = (registrations: readonly Registration[]) =>
    registrations.filter(({ type }) => type.startsWith("aws:")).map(label);

describe("a connection's role for Microsoft's account", () => {
    for (const [how, microsoftAccountId] of [
        ["plainly", "210987654321"],
        ["by another resource", pulumi.output("210987654321")],
    ] as const) {
        it(`is refused for the stack's own account, given ${how}`, async () => {
            const { error, errors, registrations } = await refusal(
                () =>
                    new CloudTrailConnection("c", {
                        connectors: [Connector.Sentinel],
                        sentinel: { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e", microsoftAccountId },
                    }),
                { cloud: sampleAws("eu-central-1", "210987654321") },
            );
            expect(errors).to.have.length(1);
            expect(faultsOf(error)).to.deep.equal(["sentinel.microsoftAccountId: own-account-as-microsofts"]);
            expect(made(registrations)).to.not.include("Role c-sentinel-role");
            if (how === "plainly") {
                expect(made(registrations)).to.deep.equal([]);
            }
        });
    }
});
