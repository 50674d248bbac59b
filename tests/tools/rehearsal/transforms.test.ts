import { expect } from "chai";
import type { ProgramRun } from "../../../tools/rehearsal/engine";
import { runScript } from "../../support/script";

/** Components in one another around an ID, with a sign of every transform that an ID has been through. */
const boxes = `
    const sign = (text) => ({ type, props, opts }) =>
        type === "random:index/randomId:RandomId" ? { props: { ...props, prefix: props.prefix + " " + text }, opts } : undefined;
    class Box extends pulumi.ComponentResource {
        constructor(name, opts, fill) {
            super("script:index:Box", name, {}, opts);
            fill(this);
            this.registerOutputs({});
        }
    }
`;

const named = ({ registrations }: ProgramRun, name: string) =>
    registrations.find((registration) => registration.name === name);

describe("the rehearsal's transforms", () => {
    it("come in Pulumi's order: the resource's own, its parents' from the nearest on, the stack's", async () => {
        const run = await runScript(`${boxes}
            pulumi.runtime.registerResourceTransform(sign("stack-1"));
            pulumi.runtime.registerResourceTransform(sign("stack-2"));
            new Box("outer", { transforms: [sign("outer")] }, (outer) => {
                new Box("inner", { parent: outer, transforms: [sign("inner-1"), sign("inner-2")] }, (inner) => {
                    new random.RandomId("deep", { byteLength: 4, prefix: "" }, { parent: inner, transforms: [sign("own")] });
                });
                new random.RandomId("child", { byteLength: 4, prefix: "" }, { parent: outer });
            });
            new random.RandomId("elsewhere", { byteLength: 4, prefix: "" });
        `);
        expect(run.diagnostics).to.deep.equal([]);
        expect(run.exitCode).to.equal(0);
        const prefix = (name: string) => named(run, name)?.inputs.prefix;
        expect(prefix("deep")).to.equal(" own inner-1 inner-2 outer stack-1 stack-2");
        expect(prefix("child")).to.equal(" outer stack-1 stack-2");
        expect(prefix("elsewhere")).to.equal(" stack-1 stack-2");
    });

    it("change inputs and options, and leave alone what they give back nothing for", async () => {
        const run = await runScript(`
            const first = new random.RandomId("first", { byteLength: 4 });
            const plain = { byteLength: 4, prefix: pulumi.secret("p") };
            const options = { protect: true, retainOnDelete: true, dependsOn: [first], aliases: [{ name: "former" }] };
            new random.RandomId("untouched", plain, { ...options, transforms: [() => undefined] });
            new random.RandomId("changed", plain, {
                transforms: [
                    ({ props, opts }) => ({
                        props: { ...props, byteLength: 8 },
                        opts: pulumi.mergeOptions(opts, { ...options, additionalSecretOutputs: ["hex"] }),
                    }),
                ],
            });
            new random.RandomId("released", plain, {
                ...options,
                transforms: [({ props, opts }) => ({ props, opts: { ...opts, protect: false } })],
            });
        `);
        expect(run.diagnostics).to.deep.equal([]);
        const urn = (name: string) => `urn:pulumi:test::script::random:index/randomId:RandomId::${name}`;
        const shown = (name: string) => {
            const { inputs, secrets, dependencies, protect, retainOnDelete, aliases } = named(run, name) ?? {};
            return { inputs, secrets, dependencies, protect, retainOnDelete, aliases };
        };
        const untouched = {
            inputs: { byteLength: 4, prefix: "p" },
            secrets: ["prefix"],
            dependencies: [urn("first")],
            protect: true,
            retainOnDelete: true,
            aliases: [urn("former")],
        };
        expect(shown("untouched")).to.deep.equal(untouched);
        expect(shown("changed")).to.deep.equal({
            ...untouched,
            inputs: { byteLength: 8, prefix: "p" },
            secrets: ["prefix", "hex"],
        });
        expect(shown("released")).to.deep.equal({ ...untouched, protect: false });
    });

    it("end the program with what they throw, and the resource is not made", async () => {
        const run = await runScript(`
            new random.RandomId("refused", { byteLength: 4 }, {
                transforms: [({ name }) => { throw new Error("no " + name + " here"); }],
            });
        `);
        expect(run.exitCode).not.to.equal(0);
        expect(run.diagnostics.join("\n")).to.include("transform failed: Error: no refused here");
        expect(named(run, "refused")).to.equal(undefined);
    });
});
