/** Pulumi's plugin host on a component package, asked as the engine asks it. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as errors from "@pulumi/pulumi/proto/errors_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { sampleAws } from "../../tools/rehearsal/aws";
import type { Properties } from "../../tools/rehearsal/cloud";
import { type Engine, type Registration, startEngine } from "../../tools/rehearsal/engine";
import { secretProperties, withoutSecretMarks } from "../../tools/rehearsal/secrets";

const stack = { project: "trailconnect", stack: "test" };

/** What a component is to be made from. */
interface Request {
    type: string;
    name: string;
    /** The arguments, a secret one with its mark. */
    inputs: Properties;
    /** The URNs that an argument depends on. */
    inputDependencies?: Readonly<Record<string, readonly string[]>>;
    /** Whether it is a preview. Default: false. */
    preview?: boolean;
    /** What to do with the hooks that the component registered, before its engine goes. */
    withHooks?: (hooks: Engine["hooks"]) => Promise<void>;
}

/** A component that the plugin made. */
interface Constructed {
    urn: string;
    outputs: Properties;
    /** The names of the outputs that are or hold a secret. */
    secretOutputs: string[];
    registrations: Registration[];
}

/** An answer that is an error. */
interface Refused {
    /** The name of the gRPC status. */
    code: string;
    message: string;
    /** What is said of which argument. */
    properties: { propertyPath: string; reason: string }[];
    registrations: Registration[];
}

/** A running plugin. */
export interface Plugin {
    schema: () => Promise<string>;
    construct: (request: Request) => Promise<Constructed | Refused>;
    /** What it has logged at warning and error level so far. */
    diagnostics: () => readonly string[];
    stop: () => void;
}

function propertiesOf(error: grpc.ServiceError): Refused["properties"] {
    const [raw] = error.metadata.get("grpc-status-details-bin");
    const details = raw === undefined ? [] : Status.deserializeBinary(raw as Buffer).getDetailsList();
    return details.flatMap(
        (detail) =>
            detail
                .unpack(errors.InputPropertiesError.deserializeBinary, "pulumirpc.InputPropertiesError")
                ?.getErrorsList()
                .map((each) => ({ propertyPath: each.getPropertyPath(), reason: each.getReason() })) ?? [],
    );
}

async function construct(client: ResourceProviderClient, request: Request): Promise<Constructed | Refused> {
    const engine = await startEngine(stack, sampleAws("eu-central-1"));
    const { registrations } = engine.run;
    const message = new provider.ConstructRequest();
    message.setProject(stack.project);
    message.setStack(stack.stack);
    message.setParallel(16);
    message.setMonitorendpoint(engine.address);
    message.setDryrun(request.preview ?? false);
    message.setType(request.type);
    message.setName(request.name);
    message.setInputs(Struct.fromJavaScript(request.inputs as Record<string, JavaScriptValue>));
    for (const [input, urns] of Object.entries(request.inputDependencies ?? {})) {
        const dependencies = new provider.ConstructRequest.PropertyDependencies();
        dependencies.setUrnsList([...urns]);
        message.getInputdependenciesMap().set(input, dependencies);
    }
    try {
        const response = await new Promise<provider.ConstructResponse>((resolve, reject) => {
            client.construct(message, (error, answer) => (error ? reject(error) : resolve(answer)));
        });
        const state = (response.getState()?.toJavaScript() ?? {}) as Properties;
        await request.withHooks?.(engine.hooks);
        return {
            urn: response.getUrn(),
            outputs: withoutSecretMarks(state) as Properties,
            secretOutputs: secretProperties(state),
            registrations,
        };
    } catch (error) {
        const refusal = error as grpc.ServiceError;
        return {
            code: grpc.status[refusal.code] as string,
            message: refusal.details,
            properties: propertiesOf(refusal),
            registrations,
        };
    } finally {
        engine.stop();
    }
}

/** Starts the plugin in a folder, with the Pulumi SDK that the folder finds. */
export async function startPlugin(directory: string): Promise<Plugin> {
    const engine = await startEngine(stack, sampleAws("eu-central-1"));
    const host = createRequire(path.join(directory, "package.json")).resolve("@pulumi/pulumi/cmd/run-plugin");
    const child = spawn(process.execPath, [host, directory, engine.address], {
        cwd: directory,
        stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    let complaints = "";
    // The first line is the port that it listens on.
    const port = await new Promise<string>((resolve, reject) => {
        child.stdout.on("data", (chunk) => {
            printed += chunk;
            const [, line] = /^(\d+)\n/.exec(printed) ?? [];
            if (line !== undefined) {
                resolve(line);
            }
        });
        child.stderr.on("data", (chunk) => {
            complaints += chunk;
        });
        child.on("error", reject);
        child.on("close", () =>
            reject(new Error(`The plugin ended: ${complaints}${engine.run.diagnostics.join("\n")}`)),
        );
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
    });
    return {
        schema: () =>
            new Promise((resolve, reject) => {
                client.getSchema(new provider.GetSchemaRequest(), (error, answer) =>
                    error ? reject(error) : resolve(answer.getSchema()),
                );
            }),
        construct: (request) => construct(client, request),
        diagnostics: () => engine.run.diagnostics,
        stop: () => {
            client.close();
            child.kill();
            engine.stop();
        },
    };
}
