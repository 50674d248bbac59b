import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
    checkedLater,
    isPlain,
    optionalCheckedLater,
    plainList,
    problemsOfInput,
    problemsOfOptional,
} from "../../../components/checks/input";
import { faultsOf } from "../../support/faults";
import { construct, refusal } from "../../support/mocks";

const fault = { code: "too-small", reason: "Too small.", allowed: "large ones", example: "large" };
const check = (value: string) => (value === "small" ? fault : undefined);

function valueOfOutput<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

describe("inputs", () => {
    it("are plain if they are no promise of any kind", () => {
        const inputs = ["x", "", 0, false, undefined, [], pulumi.output("x"), pulumi.secret("x"), Promise.resolve("x")];
        expect(inputs.map((input) => isPlain<unknown>(input))).to.deep.equal([
            ...Array(6).fill(true),
            ...Array(3).fill(false),
        ]);
    });

    it("are checked at once if they are plain, and not yet if they aren't", () => {
        expect(problemsOfInput("size", "small", check)).to.deep.equal([
            { propertyPath: "size", given: "small", ...fault },
        ]);
        expect(problemsOfInput("size", "large", check)).to.deep.equal([]);
        expect(problemsOfInput("size", pulumi.output("small"), check)).to.deep.equal([]);
        expect(problemsOfInput("size", Promise.resolve("small"), check)).to.deep.equal([]);
    });

    it("that may be left out are checked like the others where they are given", () => {
        expect(problemsOfOptional("size", undefined, check)).to.deep.equal([]);
        expect(problemsOfOptional("size", undefined, () => fault)).to.deep.equal([]);
        expect(problemsOfOptional("size", "small", check)).to.deep.equal([
            { propertyPath: "size", given: "small", ...fault },
        ]);
        expect(problemsOfOptional("size", "", () => fault)).to.deep.equal([
            { propertyPath: "size", given: "", ...fault },
        ]);
        expect(problemsOfOptional("size", "large", check)).to.deep.equal([]);
        expect(problemsOfOptional("size", pulumi.output("small"), check)).to.deep.equal([]);
        expect(problemsOfOptional("size", Promise.resolve("small"), check)).to.deep.equal([]);
    });

    it("in a list keep their places, whether they are plain or not", () => {
        expect(plainList(["a", pulumi.output("b"), Promise.resolve("c"), "d"])).to.deep.equal([
            "a",
            undefined,
            undefined,
            "d",
        ]);
        expect(plainList(pulumi.output(["a"]))).to.deep.equal([]);
        expect(plainList([])).to.deep.equal([]);
    });
});

describe("checkedLater", () => {
    it("hands on what passes, and its secrecy", async () => {
        const { built } = await construct(() => ({
            plain: checkedLater("size", "large", check),
            output: checkedLater("size", pulumi.output("large"), check),
            secret: checkedLater("size", pulumi.secret("large"), check),
        }));
        for (const output of Object.values(built)) {
            expect(await valueOfOutput(output)).to.equal("large");
        }
        expect(await Promise.all(Object.values(built).map((output) => pulumi.isSecret(output)))).to.deep.equal([
            false,
            false,
            true,
        ]);
    });

    it("refuses the rest when it arrives", async () => {
        const { error } = await refusal(() => checkedLater("size", pulumi.output("small"), check));
        expect(faultsOf(error)).to.deep.equal(["size: too-small"]);
    });

    it("does not say that nothing was created: the resource that gave the value was", async () => {
        const { error } = await refusal(() => checkedLater("size", pulumi.output("small"), check));
        expect(error.message).to.not.include("nothing was created or changed");
    });

    it("does not repeat a secret", async () => {
        const { error } = await refusal(() => checkedLater("size", pulumi.secret("small"), check));
        expect(error.message).to.not.include('"small"');
    });

    it("says nothing of what is unknown in a preview", async () => {
        const { built } = await construct(
            () => {
                const unknown = pulumi.output(new iam.User("reader").id);
                return checkedLater("size", unknown, () => fault);
            },
            { preview: true, cloud: { create: () => ({ id: "", state: {} }), invoke: () => ({}) } },
        );
        expect(pulumi.Output.isInstance(built)).to.equal(true);
    });
});

describe("optionalCheckedLater", () => {
    it("is nothing where nothing is given", () => {
        expect(optionalCheckedLater<string>("size", undefined, () => fault)).to.equal(undefined);
    });

    it("hands on what passes, and its secrecy", async () => {
        const { built } = await construct(() => [
            optionalCheckedLater("size", "large", check),
            optionalCheckedLater("size", "", check),
            optionalCheckedLater("size", pulumi.secret("large"), check),
        ]);
        const outputs = built as pulumi.Output<string>[];
        expect(await Promise.all(outputs.map(valueOfOutput))).to.deep.equal(["large", "", "large"]);
        expect(await Promise.all(outputs.map((output) => pulumi.isSecret(output)))).to.deep.equal([false, false, true]);
    });

    it("refuses the rest when it arrives, and does not repeat a secret", async () => {
        const { error } = await refusal(() => optionalCheckedLater("size", pulumi.output("small"), check));
        expect(faultsOf(error)).to.deep.equal(["size: too-small"]);
        const secret = await refusal(() => optionalCheckedLater("size", pulumi.secret("small"), check));
        expect(secret.error.message.split("\n")[2]).to.equal("  size = [secret]");
    });
});
