import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceHookRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { DefenderUser, SentinelRole, SentinelS3 } from "../../../components/index";
import { sampleAws } from "../../../tools/rehearsal/aws";
import { callHook, type HookOutputs } from "../../support/hooks";

type Make = (opts?: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

const defender: Make = (opts) => new DefenderUser("held", { userName: "reader" }, opts);
const role: Make = (opts) => new SentinelRole("held", { workspaceId }, opts);
const feed: Make = (opts) =>
    new SentinelS3(
        "held",
        {
            workspaceId,
            bucketName: "audit-logs",
            logPrefixes: ["AWSLogs/111122223333/CloudTrail/"],
            ownsBucket: true,
            roleName: "OIDC_sentinel",
        },
        opts,
    );

interface MockMonitor {
    registerResource(request: RegisterResourceRequest, callback: unknown): unknown;
    registerResourceHook?(request: RegisterResourceHookRequest, callback: (error: null, done: Empty) => void): void;
}

/** The hooks of a component, and what the engine has called them for. */
interface Hooked {
    /** The hooks after an update of the component, as it was registered. */
    afterUpdate: number;
    /** Whether one was registered for previews. */
    onDryRun: boolean[];
    /** What is printed when the engine calls them with the outputs before and after. */
    warnings: string[];
}

/** Makes a component on a monitor that takes hooks, which Pulumi's mocks don't, and has them called. */
async function hooked(
    make: Make,
    before: HookOutputs,
    after: HookOutputs,
    { preview = true, opts }: { preview?: boolean; opts?: () => pulumi.ComponentResourceOptions } = {},
): Promise<Hooked> {
    const aws = sampleAws("eu-central-1");
    const reset = () =>
        pulumi.runtime.setMocks(
            {
                newResource: ({ type, name, inputs, custom }) =>
                    custom ? aws.create(type, name, inputs) : { id: undefined, state: inputs },
                call: ({ token, inputs }) =>
                    token === "aws:iam/getAccessKeys:getAccessKeys"
                        ? { user: inputs.user, accessKeys: [] }
                        : aws.invoke(token, inputs),
            },
            "trailconnect",
            "test",
            preview,
        );
    await reset();
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const hooks = new Map<string, RegisterResourceHookRequest>();
    monitor.registerResourceHook = (request, callback) => {
        hooks.set(request.getName(), request);
        callback(null, new Empty());
    };
    let bound: string[] = [];
    const { registerResource } = monitor;
    monitor.registerResource = (request, callback) => {
        if (!request.getCustom() && request.getName() === "held") {
            bound = request.getHooks()?.getAfterUpdateList() ?? [];
        }
        return registerResource.call(monitor, request, callback);
    };
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text.replace("warning: [runtime] ", ""));
    try {
        const { urn } = make(opts?.());
        await new Promise((resolve) => urn.apply(resolve));
        const used = bound.map((name) => hooks.get(name) as RegisterResourceHookRequest);
        for (const hook of used) {
            await callHook(hook, before, after);
        }
        await pulumi.runtime.disconnect();
        return { afterUpdate: used.length, onDryRun: used.map((hook) => hook.getOnDryRun()), warnings };
    } finally {
        console.warn = warn;
        await reset();
    }
}

const arn = "arn:aws:iam::111122223333:role/sentinel";
const queue = "https://sqs.eu-central-1.amazonaws.com/111122223333/sentinel";

/** What the engine says of a value that isn't known before the update. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const all = { afterUpdate: 1, onDryRun: [true] };

describe("a preview that replaces what Microsoft holds", () => {
    it("names the access key, and Defender's portal", async () => {
        expect(await hooked(defender, { accessKeyId: "AKIA1" }, { accessKeyId: unknown })).to.deep.equal({
            ...all,
            warnings: [
                "This update replaces the access key AKIA1. Microsoft Defender for Cloud Apps can't sign in until you enter the new key: Microsoft Defender portal > Settings > Cloud Apps > App Connectors > the account's row > Edit settings > Security auditing.",
            ],
        });
    });

    it("names the role, and Sentinel's page", async () => {
        expect(await hooked(role, { roleArn: arn, externalId: "old" }, { roleArn: unknown })).to.deep.equal({
            ...all,
            warnings: [
                `This update replaces the role ${arn}. Microsoft Sentinel can't read events until it is connected to the new role: run "trailconnect sentinel", or use Sentinel > Data connectors > Amazon Web Services > Open connector page. Delete the connection to the old role there.`,
            ],
        });
    });

    it("names role and queue of the S3 connector, and its page", async () => {
        const page = "Sentinel > Data connectors > Amazon Web Services S3 > Open connector page";
        const outputs = (value: (known: string) => string) => ({ roleArn: value(arn), queueUrl: value(queue) });
        expect(
            await hooked(
                feed,
                outputs((known) => known),
                outputs(() => unknown),
            ),
        ).to.deep.equal({
            ...all,
            warnings: [
                `This update replaces the role ${arn}. Microsoft Sentinel can't read logs until it is connected to the new role: run "trailconnect sentinel", or use ${page}. Delete the connection to the old role there.`,
                `This update replaces the queue ${queue}. Messages still in it are lost: let Sentinel empty it first. Then connect Sentinel to the new queue: run "trailconnect sentinel", or use ${page}. Delete the connection to the old queue there.`,
            ],
        });
    });
});

describe("a preview that leaves Microsoft what it holds", () => {
    const quiet: [string, Make, HookOutputs, HookOutputs][] = [
        ["an access key that stays", defender, { accessKeyId: "AKIA1" }, { accessKeyId: "AKIA1" }],
        [
            "an access key that stays beside a new one",
            defender,
            { accessKeyId: "AKIA1" },
            { accessKeyId: unknown, previousAccessKeyId: "AKIA1" },
        ],
        [
            "the end of a rotation",
            defender,
            { accessKeyId: "AKIA2", previousAccessKeyId: "AKIA1" },
            { accessKeyId: "AKIA2" },
        ],
        ["a component whose first update failed", defender, {}, { accessKeyId: unknown }],
        ["a role that stays", role, { roleArn: arn }, { roleArn: arn }],
        [
            "a role and a queue that stay",
            feed,
            { roleArn: arn, queueUrl: queue },
            { roleArn: arn, queueUrl: queue, topicArn: unknown },
        ],
    ];
    for (const [title, make, before, after] of quiet) {
        it(`says nothing of ${title}`, async () => {
            expect(await hooked(make, before, after)).to.deep.equal({ ...all, warnings: [] });
        });
    }

    it("leaves hooks alone that others share", async () => {
        const shared: pulumi.ResourceHookBinding = {};
        await hooked(defender, {}, {}, { opts: () => ({ hooks: shared }) });
        expect(shared).to.deep.equal({});
    });

    it("leaves a component's own hooks in place", async () => {
        const opts = () => ({
            hooks: {
                afterUpdate: [new pulumi.ResourceHook("own", () => console.warn("own hook"), { onDryRun: true })],
            },
        });
        const { warnings } = await hooked(defender, { accessKeyId: "AKIA1" }, { accessKeyId: unknown }, { opts });
        expect(warnings).to.have.lengthOf(2);
        expect(warnings).to.include("own hook");
    });

    it("has no hook in an update, so that the state has none", async () => {
        const { afterUpdate } = await hooked(defender, {}, {}, { preview: false });
        expect(afterUpdate).to.equal(0);
    });
});
