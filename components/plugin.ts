/**
 * What Pulumi's plugin host loads: it requires the package's folder, and so its `main`; a program imports the package by
 * name, and so its `exports`. Left alone, the host would analyze the sources at every start for the schema, which takes
 * longer than everything else in a preview; here the one that was built is read.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

type ComponentClass = new (
    name: string,
    args: pulumi.Inputs,
    opts: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & Record<string, pulumi.Output<unknown> | undefined>;

interface Schema {
    version: string;
    resources: Record<string, { properties?: Record<string, unknown> }>;
}

/** The schema stands beside `dist/`. */
const schemaText = readFileSync(path.join(__dirname, "..", "schema.json"), "utf8");

function classOf(type: string): ComponentClass {
    // Not before it is needed: a schema needs no AWS SDK.
    const components: Record<string, unknown> = require("./index");
    return components[type.slice(type.lastIndexOf(":") + 1)] as ComponentClass;
}

const { version, resources }: Schema = JSON.parse(schemaText);

const provider: pulumi.provider.Provider = {
    version,
    getSchema: async () => schemaText,
    construct: async (name, type, inputs, options) => {
        if (!Object.hasOwn(resources, type)) {
            throw new Error(`There is no component ${type}. There are: ${Object.keys(resources).join(", ")}.`);
        }
        const component = new (classOf(type))(name, inputs, options);
        const outputs = Object.keys(resources[type]?.properties ?? {});
        return { urn: component.urn, state: Object.fromEntries(outputs.map((output) => [output, component[output]])) };
    },
};

/** The host calls it, with the engine's address among the process's arguments. */
export = () => pulumi.provider.main(provider, process.argv.slice(2));
