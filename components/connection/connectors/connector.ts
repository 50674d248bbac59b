import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSource } from "../../alarms/alarmTopic";
import type { Connector } from "../../facts/microsoft";
import type { CloudTrailConnectionArgs } from "../connectionArgs";
import type { ConnectionOutputs } from "../connectionOutputs";
import type { ConnectionNames } from "../names";

/** What a connector is made from: the connection's arguments, and what the connection has made or found before. */
interface ConnectorContext {
    /** The connection, which is the parent of all that is made. */
    connection: pulumi.ComponentResource;
    /** The connection's name, which the names of its children begin with. */
    name: string;
    /** The connection's arguments; each ARN in them is known to be in the connection's place, the workspace ID to be one. */
    args: CloudTrailConnectionArgs;
    /** The names of resources in AWS. */
    names: pulumi.Output<ConnectionNames>;
    /** The account that owns the trail. */
    ownerId: pulumi.Output<string>;
    /** The organization whose accounts the trail records, if it is one's. */
    organizationId?: pulumi.Output<string>;
    /** The accounts that the trail records: account IDs, or the organization's ID for all of its accounts. */
    recordedAccounts: pulumi.Output<string[]>;
    /** The bucket with the logs. Known where `readsLogFiles`. */
    bucketName?: pulumi.Output<string>;
    /** The key of the logs, if they are encrypted with one that is known. */
    kmsKeyArn?: pulumi.Output<string>;
    /** The topic that alarms go to. Known where there are `alarmSources`. */
    alarmTopicArn?: pulumi.Output<string>;
}

/** A connector, as a connection makes it. */
export interface ConnectorDefinition {
    /** Its value among the argument `connectors`. */
    connector: Connector;
    /** Whether it reads the log files, so that their bucket has to be known. */
    readsLogFiles: boolean;
    /** Who publishes its alarms; none: it has no alarms. */
    alarmSources: readonly AlarmSource[];
    /** Makes its resources, and tells what the connection gives out of them. */
    make(context: ConnectorContext): ConnectionOutputs;
}
