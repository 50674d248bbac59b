import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSource } from "../../alarms/alarmTopic";
import type { Connector } from "../../facts/microsoft";
import type { CloudTrailConnectionArgs } from "../connectionArgs";
import type { ConnectionOutputs } from "../connectionOutputs";
import type { ConnectionNames } from "../names";

/**
 * What a connector is created from: the connection's arguments, and what the connection has already created or found.
 */
interface ConnectorContext {
    /** The connection, which is the parent of every resource. */
    connection: pulumi.ComponentResource;
    /** The connection's name, with which its children's names begin. */
    name: string;
    /** The connection's arguments, with ARNs and workspace ID already checked. */
    args: CloudTrailConnectionArgs;
    /** The names of resources in AWS. */
    names: pulumi.Output<ConnectionNames>;
    /** The account that owns the trail. */
    ownerId: pulumi.Output<string>;
    /** The organization whose accounts the trail records, if any. */
    organizationId?: pulumi.Output<string>;
    /** The accounts that the trail records: account IDs, or the organization's ID for all of its accounts. */
    recordedAccounts: pulumi.Output<string[]>;
    /** The log bucket; always set if `readsLogFiles`. */
    bucketName?: pulumi.Output<string>;
    /** The key that encrypts the logs, if known. */
    kmsKeyArn?: pulumi.Output<string>;
    /** The topic that alarms go to; always set if there are `alarmSources`. */
    alarmTopicArn?: pulumi.Output<string>;
}

/** How a connection creates a connector. */
export interface ConnectorDefinition {
    /** Its value in the argument `connectors`. */
    connector: Connector;
    /** Whether it reads the log files, and so needs their bucket. */
    readsLogFiles: boolean;
    /** Who publishes its alarms; empty if it has none. */
    alarmSources: readonly AlarmSource[];
    /** Creates its resources, and returns what the connection outputs. */
    make(context: ConnectorContext): ConnectionOutputs;
}
