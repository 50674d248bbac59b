import * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnectionArgs } from "../connectionArgs";

/** The workspace ID that both of Sentinel's connectors identify themselves with. */
export function workspaceIdOf({ sentinel }: CloudTrailConnectionArgs): pulumi.Output<string> {
    // problemsOfConnection saw to it that it is there.
    return pulumi.output(sentinel?.workspaceId as pulumi.Input<string>);
}
