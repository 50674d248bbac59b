/**
 * Builds components on Pulumi's mock monitor, which answers as AWS would, and tells what they registered.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { sampleAws } from "../../tools/rehearsal/aws";
import type { Cloud, Properties } from "../../tools/rehearsal/cloud";
import { secretProperties, withoutSecretMarks } from "../../tools/rehearsal/secrets";

/** A resource or component as it was registered. Others are named by `label`. */
export interface Registration {
    type: string;
    name: string;
    custom: boolean;
    parent: string | undefined;
    inputs: Properties;
    /** The names of the inputs that are or hold a secret. */
    secretInputs: string[];
    /** What a component registered as its outputs; `undefined` for a resource. */
    outputs: Properties | undefined;
    secretOutputs: string[];
    dependencies: string[];
    protect: boolean;
    retainOnDelete: boolean;
    ignoreChanges: string[];
    replaceOnChanges: string[];
    /** Where the program says so: whether a replacement comes only after the old one is gone. */
    deleteBeforeReplace: boolean | undefined;
    /** The ID of the resource that it takes over instead of making one. */
    importId: string | undefined;
    /** The types of the aliases, or their names where they keep the type. */
    aliases: string[];
    /** The name of an explicit provider. */
    provider: string | undefined;
}

/** What a resource was called before; what is absent is as it is now. */
interface FormerIdentity {
    name?: string;
    type?: string;
    /** The label of the parent; empty for none. */
    parent?: string;
    /** The whole URN, in place of the others. */
    urn?: string;
}

/** A call of a provider's function. */
export interface Call {
    token: string;
    args: Properties;
    /** The name of an explicit provider. */
    provider: string | undefined;
}

/** Where a component is built. */
export interface Surroundings {
    /** Default: AWS in eu-central-1. A resource with the ID "" is yet to be created: see `preview`. */
    cloud?: Cloud;
    /** Whether it is a preview, in which properties that the cloud doesn't give are unknown. Default: false. */
    preview?: boolean;
}

/** What a constructor left behind. */
export interface Construction<T> {
    built: T;
    registrations: Registration[];
    calls: Call[];
    /** What it warned of. */
    warnings: string[];
    /** The aliases of each registration, whole, by its label. */
    formerIdentities: Record<string, FormerIdentity[]>;
    /** The labels of the resources that each registration's arguments come from, by its label and the argument. */
    argumentSources: Record<string, Record<string, string[]>>;
}

/** A registration as tests name it: the class and the logical name. */
export function label({ type, name }: { type: string; name: string }): string {
    return `${type.split(":").at(-1)} ${name}`;
}

/** The registrations by label, to compare them without regard to their order. */
export function byLabel(registrations: readonly Registration[]): Record<string, Registration> {
    const labels = registrations.map(label);
    const twice = labels.filter((candidate, index) => labels.indexOf(candidate) < index);
    if (twice.length > 0) {
        throw new Error(`Registered twice: ${twice.join(", ")}`);
    }
    return Object.fromEntries(registrations.map((registration) => [label(registration), registration]));
}

/** The types of what bears a name that a component gives it, and of what attaches policies. */
const madeBeforeDeleted = [
    "aws:cloudtrail/trail:Trail",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/group:Group",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/user:User",
    "aws:kms/alias:Alias",
    "aws:s3/bucket:Bucket",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
];

/** A registration of a component's with nothing special but what is given. */
export function registration(given: Partial<Registration> & Pick<Registration, "type" | "name">): Registration {
    return {
        custom: !given.type.startsWith("trailconnect:"),
        parent: undefined,
        inputs: {},
        secretInputs: [],
        outputs: undefined,
        secretOutputs: [],
        dependencies: [],
        protect: false,
        retainOnDelete: false,
        ignoreChanges: [],
        replaceOnChanges: [],
        deleteBeforeReplace: madeBeforeDeleted.includes(given.type) ? false : undefined,
        importId: undefined,
        aliases: [],
        provider: undefined,
        ...given,
    };
}

/** Type and name are the last parts of a URN; a provider reference has an ID behind them. */
export function labelOfUrn(urn: string): string {
    const [, , , types = "", name = ""] = urn.replace(/^urn:pulumi:/, "urn::").split("::");
    return label({ type: types.split("$").at(-1) ?? "", name });
}

function nameOfProvider(reference: string): string | undefined {
    return reference ? reference.split("::")[3] : undefined;
}

type Recorded = Pick<Construction<unknown>, "registrations" | "formerIdentities" | "argumentSources">;

interface MockMonitor {
    registerResource(request: RegisterResourceRequest, callback: unknown): unknown;
    registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: unknown): unknown;
}

function formerIdentity(alias: Alias): FormerIdentity {
    const spec = alias.getSpec();
    if (!spec) {
        return { urn: alias.getUrn() };
    }
    return {
        ...(spec.getName() && { name: spec.getName() }),
        ...(spec.getType() && { type: spec.getType() }),
        ...(spec.getParenturn() && { parent: labelOfUrn(spec.getParenturn()) }),
        ...(spec.getNoparent() && { parent: "" }),
    };
}

/** Mocks see neither options nor a component's outputs: the requests to the monitor show them. */
function record(monitor: MockMonitor, { registrations, formerIdentities, argumentSources }: Recorded): void {
    const { registerResource, registerResourceOutputs } = monitor;
    monitor.registerResource = (request, callback) => {
        const called = label({ type: request.getType(), name: request.getName() });
        formerIdentities[called] = request.getAliasesList().map(formerIdentity);
        argumentSources[called] = Object.fromEntries(
            [...request.getPropertydependenciesMap().entries()].map(([property, sources]) => [
                property,
                sources.getUrnsList().map(labelOfUrn),
            ]),
        );
        const inputs = (request.getObject()?.toJavaScript() ?? {}) as Properties;
        registrations.push({
            type: request.getType(),
            name: request.getName(),
            custom: request.getCustom(),
            parent: request.getParent() ? labelOfUrn(request.getParent()) : undefined,
            inputs: withoutSecretMarks(inputs) as Properties,
            secretInputs: secretProperties(inputs),
            outputs: undefined,
            secretOutputs: [],
            dependencies: request.getDependenciesList().map(labelOfUrn).sort(),
            protect: request.getProtect() ?? false,
            retainOnDelete: request.getRetainondelete() ?? false,
            ignoreChanges: request.getIgnorechangesList(),
            replaceOnChanges: request.getReplaceonchangesList(),
            deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
            importId: request.getImportid() || undefined,
            aliases: request
                .getAliasesList()
                .map((alias) => alias.getSpec()?.getType() || alias.getSpec()?.getName() || alias.getUrn()),
            provider: nameOfProvider(request.getProvider()),
        });
        return registerResource.call(monitor, request, callback);
    };
    monitor.registerResourceOutputs = (request, callback) => {
        const outputs = (request.getOutputs()?.toJavaScript() ?? {}) as Properties;
        const component = registrations.find((candidate) => label(candidate) === labelOfUrn(request.getUrn()));
        if (component) {
            component.outputs = withoutSecretMarks(outputs) as Properties;
            component.secretOutputs = secretProperties(outputs);
        }
        return registerResourceOutputs.call(monitor, request, callback);
    };
}

/** Everything under way ends within a few turns of the event loop: no mock waits for time or network. */
async function fewTurns(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}

/**
 * Runs until every registration has ended, or until something was thrown. What is thrown in an `apply`
 * comes as unhandled rejection, and the registration that waits for it never ends.
 */
async function settle<T>(make: () => T): Promise<{ made?: T; errors: Error[] }> {
    const errors: Error[] = [];
    const events = ["unhandledRejection", "uncaughtException"] as const;
    const others = events.map((event) => [event, process.rawListeners(event)] as const);
    try {
        const refused = new Promise<void>((resolve) => {
            for (const event of events) {
                process.removeAllListeners(event);
                process.on(event, (error: unknown) => {
                    errors.push(error as Error);
                    resolve();
                });
            }
        });
        let made: T | undefined;
        try {
            made = make();
        } catch (error) {
            errors.push(error as Error);
        }
        await Promise.race([pulumi.runtime.disconnect(), refused]);
        await fewTurns();
        return { made, errors };
    } finally {
        for (const [event, listeners] of others) {
            process.removeAllListeners(event);
            for (const listener of listeners) {
                process.on(event, listener as (error: unknown) => void);
            }
        }
    }
}

/** Pulumi keeps a stack trace of every promise, and mocha has them endless: three quarters of the time go there. */
async function run<T>(make: () => T, surroundings: Surroundings) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return await runTraceless(make, surroundings);
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

async function runTraceless<T>(make: () => T, { cloud = sampleAws("eu-central-1"), preview = false }: Surroundings) {
    const registrations: Registration[] = [];
    const formerIdentities: Recorded["formerIdentities"] = {};
    const argumentSources: Recorded["argumentSources"] = {};
    const calls: Call[] = [];
    const reset = () =>
        pulumi.runtime.setMocks(
            {
                newResource({ type, name, inputs, custom }) {
                    if (!custom || type.startsWith("pulumi:providers:")) {
                        return { id: custom ? `${name}-id` : undefined, state: inputs };
                    }
                    const { id, state } = cloud.create(type, name, inputs);
                    return { id, state: { ...inputs, ...state } };
                },
                call({ token, inputs, provider }) {
                    calls.push({ token, args: inputs, provider: nameOfProvider(provider ?? "") });
                    return cloud.invoke(token, inputs);
                },
            },
            "trailconnect",
            "test",
            preview,
        );
    await reset();
    record(pulumi.runtime.getMonitor() as unknown as MockMonitor, {
        registrations,
        formerIdentities,
        argumentSources,
    });
    // Without an engine, Pulumi writes warnings to the console.
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text.replace(/^warning: \[runtime\] /, ""));
    const settled = await settle(make).finally(() => {
        console.warn = warn;
    });
    // Pulumi forgets so what will never end, and does not complain of it when the process ends.
    await reset();
    return { ...settled, registrations, calls, warnings, formerIdentities, argumentSources };
}

/**
 * Runs a constructor and waits for all that it registers.
 * @throws what the constructor threw, now or in an `apply`
 */
export async function construct<T>(make: () => T, surroundings: Surroundings = {}): Promise<Construction<T>> {
    const { made, errors, ...recorded } = await run(make, surroundings);
    if (errors[0]) {
        throw errors[0];
    }
    return { built: made as T, ...recorded };
}

/** What a constructor throws, now or in an `apply`, first and in all, and what it had registered and called by then. */
export async function refusal(
    make: () => unknown,
    surroundings: Surroundings = {},
): Promise<{ error: Error; errors: Error[]; registrations: Registration[]; calls: Call[] }> {
    const { errors, registrations, calls } = await run(make, surroundings);
    if (!errors[0]) {
        throw new Error("Nothing was refused.");
    }
    return { error: errors[0], errors, registrations, calls };
}

/** What the outputs of a component hold. */
export interface Outputs {
    /** Only the outputs that there are. */
    values: Properties;
    /** The names of the secret ones. */
    secrets: string[];
}

/** The outputs of a component that was constructed. */
export async function outputsOf(component: pulumi.ComponentResource): Promise<Outputs> {
    const outputs = Object.entries(component).filter(
        ([name, value]) => pulumi.Output.isInstance(value) && name !== "urn",
    ) as [string, pulumi.Output<unknown>][];
    const values = await Promise.all(
        outputs.map(
            async ([name, output]) =>
                [name, await new Promise((resolve) => output.apply(resolve)), await pulumi.isSecret(output)] as const,
        ),
    );
    return {
        values: Object.fromEntries(values.map(([name, value]) => [name, value])),
        secrets: values.filter(([, , secret]) => secret).map(([name]) => name),
    };
}
