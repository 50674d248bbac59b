import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import { type RegisterResourceHookRequest, ResourceHookRequest } from "@pulumi/pulumi/proto/resource_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A component's outputs, as an engine hands them to a hook. */
export type HookOutputs = Record<string, JavaScriptValue>;

/** Calls a hook as the engine does, with a component's outputs before and after an update. */
export async function callHook(
    hook: RegisterResourceHookRequest,
    before: HookOutputs,
    after: HookOutputs,
): Promise<void> {
    const callback = hook.getCallback();
    const client = new CallbacksClient(callback?.getTarget() ?? "", grpc.credentials.createInsecure());
    const request = new ResourceHookRequest();
    request.setOldOutputs(Struct.fromJavaScript(before));
    request.setNewOutputs(Struct.fromJavaScript(after));
    const message = new CallbackInvokeRequest();
    message.setToken(callback?.getToken() ?? "");
    message.setRequest(request.serializeBinary());
    try {
        await new Promise<void>((resolve, reject) => {
            client.invoke(message, (error) => (error ? reject(error) : resolve()));
        });
    } finally {
        client.close();
    }
}
