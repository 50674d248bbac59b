/**
 * The entry point for Pulumi's plugin host, which requires the package's folder and therefore its `main`; a program
 * imports the package by name and therefore its `exports`. By default, the host would analyze the sources for the
 * schema at every start, which takes longer than the rest of a preview; this plugin serves the schema that was built
 * with the package.
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

/** The schema is next to `dist/`. */
const schemaText = readFileSync(path.join(__dirname, "..", "schema.json"), "utf8");

function classOf(type: string): ComponentClass {
    // Loaded only when needed: serving the schema doesn't need the AWS SDK.
    const components: Record<string, unknown> = require("./index");
    return components[type.slice(type.lastIndexOf(":") + 1)] as ComponentClass;
}

const { version, resources }: Schema = JSON.parse(schemaText);

const provider: pulumi.provider.Provider = {
    version,
    getSchema: async () => schemaText,
    construct: async (name, type, inputs, options) => {
        if (!Object.hasOwn(resources, type)) {
            throw new Error(`Unknown component ${type}. Known components: ${Object.keys(resources).join(", ")}.`);
        }
        const component = new (classOf(type))(name, inputs, options);
        const outputs = Object.keys(resources[type]?.properties ?? {});
        return { urn: component.urn, state: Object.fromEntries(outputs.map((output) => [output, component[output]])) };
    },
};

/** Called by the host, with the engine's address among the process's arguments. */
export = () => pulumi.provider.main(provider, process.argv.slice(2));
