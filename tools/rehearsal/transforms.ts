/** Calls the transforms of a program: functions of its own that change a registration before it is made. */
import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import {
    type RegisterResourceRequest,
    TransformRequest,
    TransformResourceOptions,
    TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";

/** The transforms that a program has registered so far. */
export interface Transforms {
    /** For every resource that is registered from now on: `pulumi.runtime.registerResourceTransform`. */
    addToStack: (callback: Callback) => void;
    /** For the children of a resource: its option `transforms`. */
    add: (urn: string, callbacks: readonly Callback[]) => void;
    /**
     * Changes a request as the transforms say: its own ones first, then those of its parents from the nearest on, then
     * the stack's. Source: "Resource option: transforms" (Pulumi documentation).
     *
     * @param ancestors the URNs of the parents, the nearest first
     * @throws Error with what a transform threw
     */
    apply: (request: RegisterResourceRequest, ancestors: readonly string[]) => Promise<void>;
    /** Ends the connections to the program. */
    close: () => void;
}

/** The options of a request that a transform can change, as far as a rehearsal knows them. */
function optionsOf(request: RegisterResourceRequest): TransformResourceOptions {
    const options = new TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    options.setAliasesList(request.getAliasesList());
    options.setProvider(request.getProvider());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    if (request.hasProtect()) {
        options.setProtect(request.getProtect() as boolean);
    }
    if (request.hasRetainondelete()) {
        options.setRetainOnDelete(request.getRetainondelete() as boolean);
    }
    return options;
}

function setOptions(request: RegisterResourceRequest, options: TransformResourceOptions): void {
    request.setDependenciesList(options.getDependsOnList());
    request.setAliasesList(options.getAliasesList());
    request.setProvider(options.getProvider());
    request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
    request.setProtect(options.getProtect() ?? false);
    request.setRetainondelete(options.getRetainOnDelete() ?? false);
}

/** No transforms yet. */
export function noTransforms(): Transforms {
    const ofStack: Callback[] = [];
    const byUrn = new Map<string, readonly Callback[]>();
    const clients = new Map<string, CallbacksClient>();

    function clientOf(target: string): CallbacksClient {
        const client = clients.get(target) ?? new CallbacksClient(target, grpc.credentials.createInsecure());
        clients.set(target, client);
        return client;
    }

    function call(callback: Callback, request: TransformRequest): Promise<TransformResponse> {
        const message = new CallbackInvokeRequest();
        message.setToken(callback.getToken());
        message.setRequest(request.serializeBinary());
        return new Promise((resolve, reject) => {
            clientOf(callback.getTarget()).invoke(message, (error, response) =>
                error
                    ? reject(new Error(error.details))
                    : resolve(TransformResponse.deserializeBinary(response.getResponse_asU8())),
            );
        });
    }

    return {
        addToStack: (callback) => {
            ofStack.push(callback);
        },
        add: (urn, callbacks) => {
            byUrn.set(urn, callbacks);
        },
        async apply(request, ancestors) {
            const callbacks = [
                ...request.getTransformsList(),
                ...ancestors.flatMap((urn) => byUrn.get(urn) ?? []),
                ...ofStack,
            ];
            for (const callback of callbacks) {
                const transform = new TransformRequest();
                transform.setType(request.getType());
                transform.setName(request.getName());
                transform.setCustom(request.getCustom());
                transform.setParent(request.getParent());
                transform.setProperties(request.getObject());
                transform.setOptions(optionsOf(request));
                const response = await call(callback, transform);
                request.setObject(response.getProperties());
                // A transform that gives no options leaves them as they are.
                const options = response.getOptions();
                if (options) {
                    setOptions(request, options);
                }
            }
        },
        close: () => {
            for (const client of clients.values()) {
                client.close();
            }
        },
    };
}
