/**
 * An engine that runs a Pulumi program through its real language runtime and answers every request from
 * a `Cloud`: no Pulumi CLI, no plugin, no network beyond loopback.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engineMessages from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { aliasUrns } from "./aliases";
import type { Cloud, Properties } from "./cloud";
import type { Program } from "./program";
import { asSecret, secretProperties, withoutSecretMarks } from "./secrets";
import { noTransforms, type Transforms } from "./transforms";
import { Unanswered } from "./unanswered";
import { type StackIdentity, stackType, urnOf } from "./urn";

const stackReferenceType = "pulumi:pulumi:StackReference";

/** A resource or component that the program registered, in the order of registration. */
export interface Registration {
    urn: string;
    type: string;
    name: string;
    /** The URN of the parent; empty for the stack. */
    parent: string;
    /** Whether a provider makes it; a component is not custom. */
    custom: boolean;
    inputs: Properties;
    /** Inputs and results. For a component, its registered outputs. */
    state: Properties;
    /** The properties whose values are secret. */
    secrets: string[];
    /** The URNs that it depends on, by an argument or by `dependsOn`. */
    dependencies: string[];
    protect: boolean;
    retainOnDelete: boolean;
    /** The URNs that it may have in the state: by its own aliases, and by those of its parents. */
    aliases: string[];
    /** The URN of the explicit provider; empty for the default one. */
    provider: string;
}

/** What one run of a program left behind. */
export interface ProgramRun {
    /** 0 if the program ended well. */
    exitCode: number;
    registrations: Registration[];
    /** The stack outputs. */
    outputs: Properties;
    /** The stack outputs that are secret. */
    secretOutputs: string[];
    /** What the program logged at warning and error level, as the Pulumi CLI would print it. */
    diagnostics: string[];
    /** From the start of the language runtime to its exit. */
    milliseconds: number;
}

/** The outputs of other stacks, by the stacks' full names: what a `StackReference` reads. */
export type OtherStacks = Readonly<Record<string, Pick<ProgramRun, "outputs" | "secretOutputs">>>;

type Unary<Request, Response> = grpc.handleUnaryCall<Request, Response>;

/** A handler that answers with what `answer` returns, and with an error if it throws. */
function handle<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
): Unary<Request, Response> {
    return async (call, callback) => {
        try {
            callback(null, await answer(call.request));
        } catch (error) {
            callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
        }
    };
}

/** Does what `answer` does, and keeps what can't be answered. */
function keeping<T>(unanswered: string[], answer: () => T): T {
    try {
        return answer();
    } catch (error) {
        if (error instanceof Unanswered) {
            unanswered.push(error.message);
        }
        throw error;
    }
}

/** Every method of a service: the handlers given, and "unimplemented" for the rest. */
function complete(
    service: grpc.ServiceDefinition,
    // biome-ignore lint/suspicious/noExplicitAny: the handlers of one service have different message types
    handlers: Record<string, Unary<any, any>>,
): grpc.UntypedServiceImplementation {
    return Object.fromEntries(
        Object.keys(service).map((method) => [
            method,
            handlers[method] ??
                ((_call: unknown, callback: grpc.sendUnaryData<unknown>) =>
                    callback({ code: grpc.status.UNIMPLEMENTED, details: `${method} is not part of a rehearsal` })),
        ]),
    );
}

function struct(properties: Properties): Struct {
    return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** A provider in a request is its URN and its ID. */
function urnOfProvider(reference: string): string {
    return reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
}

/** The outputs of another stack, for a resource that a program reads. */
function stackOf(otherStacks: OtherStacks, type: string, name: string): OtherStacks[string] {
    if (type !== stackReferenceType) {
        throw new Unanswered(
            `The program reads ${type} ${name}, which already exists: only its provider knows it, and a rehearsal calls no providers.`,
        );
    }
    const other = otherStacks[name];
    if (!other) {
        throw new Unanswered(
            `The program reads the outputs of the stack ${name}. Write them to a file with pulumi stack output --json --stack ${name} > FILE, and add --stack-outputs ${name}=FILE.`,
        );
    }
    return other;
}

/** A component of another package's plugin makes resources that a rehearsal can't see. */
function refuseRemote(request: resourceMessages.RegisterResourceRequest): void {
    if (request.getRemote()) {
        throw new Unanswered(
            `The program uses the component ${request.getType()} ${request.getName()}, whose resources its package's plugin creates; a rehearsal starts no plugins. pulumi preview shows them.`,
        );
    }
}

function monitor(
    stack: StackIdentity,
    cloud: Cloud,
    otherStacks: OtherStacks,
    run: ProgramRun,
    transforms: Transforms,
    hooks: resourceMessages.RegisterResourceHookRequest[],
    unanswered: string[],
) {
    const byUrn = new Map<string, Registration>();
    const ancestorsOf = (parent: string): string[] =>
        parent ? [parent, ...ancestorsOf(byUrn.get(parent)?.parent ?? "")] : [];
    return {
        supportsFeature: handle((request: resourceMessages.SupportsFeatureRequest) => {
            const response = new resourceMessages.SupportsFeatureResponse();
            response.setHassupport(
                ["secrets", "resourceReferences", "aliasSpecs", "transforms", "resourceHooks"].includes(
                    request.getId(),
                ),
            );
            return response;
        }),
        registerStackTransform: handle((callback: Callback) => {
            transforms.addToStack(callback);
            return new Empty();
        }),
        // A rehearsal calls no hooks: nothing is created, changed or deleted.
        registerResourceHook: handle((request: resourceMessages.RegisterResourceHookRequest) => {
            hooks.push(request);
            return new Empty();
        }),
        registerResource: handle(async (request: resourceMessages.RegisterResourceRequest) => {
            const parent = request.getParent();
            await transforms.apply(request, ancestorsOf(parent));
            const type = request.getType();
            const name = request.getName();
            keeping(unanswered, () => refuseRemote(request));
            const provider = urnOfProvider(request.getProvider());
            const raw = (request.getObject()?.toJavaScript() ?? {}) as Properties;
            const inputs = withoutSecretMarks(raw) as Properties;
            const created = request.getCustom()
                ? cloud.create(type, name, inputs, byUrn.get(provider)?.inputs)
                : { id: "", state: {} };
            const registration: Registration = {
                urn: urnOf(stack, parent, type, name),
                type,
                name,
                parent,
                custom: request.getCustom(),
                inputs,
                state: { ...inputs, ...created.state },
                secrets: [...new Set([...secretProperties(raw), ...request.getAdditionalsecretoutputsList()])],
                dependencies: request.getDependenciesList(),
                protect: request.getProtect() ?? false,
                retainOnDelete: request.getRetainondelete() ?? false,
                aliases: aliasUrns(
                    stack,
                    { type, name, parent, aliases: request.getAliasesList() },
                    byUrn.get(parent)?.aliases ?? [],
                ),
                provider,
            };
            if (byUrn.has(registration.urn)) {
                throw new Error(`Duplicate resource URN '${registration.urn}'; try giving it a unique name`);
            }
            byUrn.set(registration.urn, registration);
            run.registrations.push(registration);
            transforms.add(registration.urn, request.getTransformsList());
            const response = new resourceMessages.RegisterResourceResponse();
            response.setUrn(registration.urn);
            response.setId(created.id);
            response.setObject(struct(registration.state));
            return response;
        }),
        registerResourceOutputs: handle((request: resourceMessages.RegisterResourceOutputsRequest) => {
            const raw = (request.getOutputs()?.toJavaScript() ?? {}) as Properties;
            const registration = byUrn.get(request.getUrn());
            if (registration?.type === stackType) {
                run.outputs = withoutSecretMarks(raw) as Properties;
                run.secretOutputs = secretProperties(raw);
            } else if (registration) {
                registration.state = withoutSecretMarks(raw) as Properties;
                registration.secrets = [...new Set([...registration.secrets, ...secretProperties(raw)])];
            }
            return new Empty();
        }),
        invoke: handle((request: resourceMessages.ResourceInvokeRequest) => {
            const response = new InvokeResponse();
            const args = withoutSecretMarks(request.getArgs()?.toJavaScript() ?? {}) as Properties;
            const provider = byUrn.get(urnOfProvider(request.getProvider()))?.inputs;
            response.setReturn(struct(keeping(unanswered, () => cloud.invoke(request.getTok(), args, provider))));
            return response;
        }),
        readResource: handle((request: resourceMessages.ReadResourceRequest) => {
            const type = request.getType();
            const name = request.getId();
            const other = keeping(unanswered, () => stackOf(otherStacks, type, name));
            const response = new resourceMessages.ReadResourceResponse();
            response.setUrn(urnOf(stack, request.getParent(), type, request.getName()));
            const outputs = Object.fromEntries(
                Object.entries(other.outputs).map(([output, value]) => [
                    output,
                    other.secretOutputs.includes(output) ? asSecret(value) : value,
                ]),
            );
            response.setProperties(struct({ name, outputs, secretOutputNames: other.secretOutputs }));
            return response;
        }),
        signalAndWaitForShutdown: handle(() => new Empty()),
    };
}

function engine(run: ProgramRun) {
    let rootResource = "";
    return {
        log: handle((request: engineMessages.LogRequest) => {
            if (request.getSeverity() >= engineMessages.LogSeverity.WARNING) {
                run.diagnostics.push(request.getMessage());
            }
            return new Empty();
        }),
        setRootResource: handle((request: engineMessages.SetRootResourceRequest) => {
            rootResource = request.getUrn();
            return new engineMessages.SetRootResourceResponse();
        }),
        getRootResource: handle(() => {
            const response = new engineMessages.GetRootResourceResponse();
            response.setUrn(rootResource);
            return response;
        }),
    };
}

function listen(server: grpc.Server): Promise<AddressInfo["port"]> {
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        );
    });
}

/** An engine that listens. */
export interface Engine {
    /** Host and port, of the engine and of its resource monitor. */
    address: string;
    /** What the program asked of it. */
    run: ProgramRun;
    /** What it could not answer, and how to provide the answers. */
    unanswered: string[];
    /** The resource hooks that it was given, none of which it calls. */
    hooks: resourceMessages.RegisterResourceHookRequest[];
    stop: () => void;
}

/** Starts an engine for a stack, which answers from a cloud. */
export async function startEngine(stack: StackIdentity, cloud: Cloud, otherStacks: OtherStacks = {}): Promise<Engine> {
    const run: ProgramRun = {
        exitCode: 1,
        registrations: [],
        outputs: {},
        secretOutputs: [],
        diagnostics: [],
        milliseconds: 0,
    };
    const transforms = noTransforms();
    const hooks: Engine["hooks"] = [];
    const unanswered: string[] = [];
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
    server.addService(
        ResourceMonitorService,
        complete(ResourceMonitorService, monitor(stack, cloud, otherStacks, run, transforms, hooks, unanswered)),
    );
    server.addService(EngineService, complete(EngineService, engine(run)));
    const stop = () => {
        transforms.close();
        server.forceShutdown();
    };
    return { address: `127.0.0.1:${await listen(server)}`, run, unanswered, hooks, stop };
}

function startLanguageRuntime(program: Program, address: string) {
    const { typescript = true, tsconfig, nodeargs = "" } = program.runtimeOptions;
    const resolve = createRequire(path.join(program.directory, "package.json")).resolve;
    return spawn(
        process.execPath,
        [
            ...nodeargs.split(" ").filter(Boolean),
            resolve("@pulumi/pulumi/cmd/run"),
            `--monitor=${address}`,
            `--engine=${address}`,
            `--project=${program.project}`,
            `--stack=${program.stack}`,
            "--organization=organization",
            `--pwd=${program.directory}`,
            "--parallel=16",
            program.main,
        ],
        {
            cwd: program.directory,
            stdio: ["ignore", "pipe", "pipe"],
            env: {
                ...process.env,
                PULUMI_NODEJS_TYPESCRIPT: String(typescript),
                ...(tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
                PULUMI_CONFIG: JSON.stringify(program.configuration.values),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(program.configuration.secretKeys),
            },
        },
    );
}

/** Runs a program to its end. */
export async function runProgram(program: Program, cloud: Cloud, otherStacks: OtherStacks = {}): Promise<ProgramRun> {
    const { address, run, unanswered, stop } = await startEngine(program, cloud, otherStacks);
    try {
        const began = performance.now();
        const child = startLanguageRuntime(program, address);
        const printed: string[] = [];
        child.stdout.on("data", (chunk) => printed.push(String(chunk)));
        child.stderr.on("data", (chunk) => printed.push(String(chunk)));
        run.exitCode = await new Promise<number>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => resolve(code ?? 1));
        });
        run.milliseconds = performance.now() - began;
        // The runtime reports the same with a stack trace.
        if (run.exitCode !== 0 && unanswered.length > 0) {
            run.diagnostics = [...new Set(unanswered)];
        }
        // The runtime reports its own failures to start on its standard streams only.
        if (run.exitCode !== 0 && run.diagnostics.length === 0) {
            run.diagnostics.push(printed.join("").trim());
        }
        return run;
    } finally {
        stop();
    }
}
