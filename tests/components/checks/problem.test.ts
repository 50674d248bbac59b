import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import {
    describeProblems,
    inputPropertiesError,
    ofSecret,
    type Problem,
    problemsOf,
    problemsOfEach,
    refuse,
    within,
} from "../../../components/checks/problem";

const fault = { code: "too-small", reason: "Too small.", allowed: "large ones", example: "large" };

const problem = (more: Partial<Problem> = {}): Problem => ({ propertyPath: "size", given: "small", ...fault, ...more });

/** The lines on one problem alone. */
const lines = (more: Partial<Problem>) =>
    describeProblems([problem(more)])
        .split("\n")
        .slice(2);

describe("describeProblems", () => {
    it("tells place, value, reason, what is allowed, an example and where to find it", () => {
        expect(describeProblems([problem({ source: "the label" })])).to.equal(`1 value can't be used.

  size = "small"
    Too small.
    Allowed: large ones
    Example: size: "large"
    Find it: the label`);
    });

    it("tells every problem in one message", () => {
        expect(
            describeProblems([problem(), problem({ propertyPath: "width", given: 1, example: 2 })]),
        ).to.equal(`2 values can't be used.

  size = "small"
    Too small.
    Allowed: large ones
    Example: size: "large"

  width = 1
    Too small.
    Allowed: large ones
    Example: width: 2`);
    });

    it("says so where a value is missing", () => {
        expect(lines({ given: undefined })[0]).to.equal("  size is not set");
    });

    it("gives the example for another property where the value can't be mended in its own", () => {
        expect(lines({ exampleProperty: "width", example: 2 })).to.include("    Example: width: 2");
    });

    it("gives the example for another property as it is, for an item of a list too", () => {
        expect(lines({ propertyPath: "sizes[3]", exampleProperty: "boxes", example: [{ size: "large" }] })).to.include(
            '    Example: boxes: [{"size":"large"}]',
        );
    });

    it("tells to leave the property out where there is no other example", () => {
        expect(lines({ example: undefined })).to.include("    Example: leave out size");
        expect(lines({ example: undefined, exampleProperty: "width" })).to.include("    Example: leave out width");
    });

    it("gives the example of an item as a list", () => {
        expect(lines({ propertyPath: "sizes[3]" })).to.include.members([
            '  sizes[3] = "small"',
            '    Example: sizes: ["large"]',
        ]);
    });

    it("shows the beginning of a long value", () => {
        expect(lines({ given: "x".repeat(500) })[0]).to.equal(`  size = "${"x".repeat(99)}… (502 characters)`);
        expect(lines({ given: Array(99).fill(0) })[0]).to.match(/^ {2}size = \[(0,)+0?… \(199 characters\)$/);
    });

    it("shows something else in the place of what must not be repeated", () => {
        expect(lines({ shown: "(5 characters)" })[0]).to.equal("  size = (5 characters)");
    });

    it("keeps one problem on lines of its own, whatever the value", () => {
        fc.assert(
            fc.property(fc.anything(), (given) => {
                fc.pre(given !== undefined);
                expect(lines({ given })).to.have.lengthOf(4);
            }),
        );
    });
});

describe("problemsOf", () => {
    it("is empty where the check has nothing to say", () => {
        expect(problemsOf("size", "large", () => undefined)).to.deep.equal([]);
        expect(problemsOfEach("sizes", ["large", "large"], () => undefined)).to.deep.equal([]);
    });

    it("has place and value with the fault", () => {
        expect(problemsOf("size", "small", () => fault)).to.deep.equal([problem()]);
        expect(
            problemsOfEach("sizes", ["large", "small"], (size) => (size === "small" ? fault : undefined)),
        ).to.deep.equal([problem({ propertyPath: "sizes[1]" })]);
    });
});

describe("within", () => {
    it("puts the group in front of each path, and of the property that an example is for", () => {
        const problems = [
            problem({ propertyPath: "size" }),
            problem({ propertyPath: "sizes[3]" }),
            problem({ propertyPath: "width", exampleProperty: "unit" }),
        ];
        expect(within("box", problems)).to.deep.equal([
            problem({ propertyPath: "box.size" }),
            problem({ propertyPath: "box.sizes[3]" }),
            problem({ propertyPath: "box.width", exampleProperty: "box.unit" }),
        ]);
    });

    it("has examples that say where they go", () => {
        const example = (more: Partial<Problem>) => lines(more).find((line) => line.includes("Example"));
        expect(example({ propertyPath: "box.size" })).to.equal('    Example: box: { size: "large" }');
        expect(example({ propertyPath: "my.project:box.size" })).to.equal(
            '    Example: my.project:box: { size: "large" }',
        );
        expect(example({ propertyPath: "box.sizes[1]" })).to.equal('    Example: box: { sizes: ["large"] }');
        expect(example({ propertyPath: "box.size", example: undefined })).to.equal("    Example: leave out box.size");
    });
});

describe("ofSecret", () => {
    it("shows neither the value nor an example that may be close to it", () => {
        expect(describeProblems([ofSecret(problem({ propertyPath: "box.size" }))])).to.equal(`1 value can't be used.

  box.size = [secret]
    Too small.
    Allowed: large ones`);
    });

    it("shows no reason that repeats a part of the value", () => {
        expect(
            describeProblems([ofSecret(problem({ reason: '"small" is too small.', reasonRepeatsValue: true }))]),
        ).to.equal(`1 value can't be used.

  size = [secret]
    The reason is not shown: it would repeat part of the secret.
    Allowed: large ones`);
    });

    it("shows the example of another property, and of a value that was never given", () => {
        for (const shown of [{ exampleProperty: "unit" }, { given: undefined }]) {
            expect(describeProblems([ofSecret(problem(shown))])).to.include('"large"');
        }
        expect(describeProblems([ofSecret(problem({ example: undefined }))])).to.include("leave out size");
    });
});

describe("refuse", () => {
    it("lets pass what has no problems", () => {
        expect(() => refuse([])).to.not.throw();
    });

    it("throws every problem, each by its place", () => {
        const problems = [problem(), problem({ propertyPath: "sizes[1]" })];
        let thrown: unknown;
        try {
            refuse(problems);
        } catch (error) {
            thrown = error;
        }
        expect(pulumi.InputPropertiesError.isInstance(thrown)).to.equal(true);
        expect(thrown).to.have.property("message", describeProblems(problems));
        expect(thrown).to.have.deep.property("errors", [
            { propertyPath: "size", reason: "Too small. Allowed: large ones" },
            { propertyPath: "sizes[1]", reason: "Too small. Allowed: large ones" },
        ]);
    });

    it("tells programs and tests which rules were broken, without the values, and prints and serializes none of it", () => {
        const thrown = inputPropertiesError([problem({ given: "not to be repeated", shown: "[secret]" })]);
        expect(thrown).to.have.deep.property("brokenRules", [{ propertyPath: "size", code: "too-small" }]);
        expect(Object.keys(thrown)).to.not.include("brokenRules");
        expect(inspect(thrown)).to.not.match(/too-small|not to be repeated/);
        expect(JSON.stringify(thrown)).to.not.match(/too-small|not to be repeated/);
    });

    it("throws what Pulumi prints without a stack trace, wherever it is caught", () => {
        const thrown = inputPropertiesError([problem()]);
        // By the language runtime, and by the plugin host.
        expect(pulumi.RunError.isInstance(thrown)).to.equal(true);
        expect(thrown.stack).to.equal(thrown.message);
    });
});
