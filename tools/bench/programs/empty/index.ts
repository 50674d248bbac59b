// The SDK, which every program loads, and no resource.
import * as pulumi from "@pulumi/pulumi";

export const stack = pulumi.getStack();
