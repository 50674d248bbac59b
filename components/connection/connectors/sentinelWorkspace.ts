import * as pulumi from "@pulumi/pulumi";
import type { CloudTrailConnectionArgs } from "../connectionArgs";

/** The workspace ID with which both Sentinel connectors identify themselves. */
export function workspaceIdOf({ sentinel }: CloudTrailConnectionArgs): pulumi.Output<string> {
    // problemsOfConnection has checked that it is set.
    return pulumi.output(sentinel?.workspaceId as pulumi.Input<string>);
}
