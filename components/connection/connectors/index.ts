import { defaults } from "../../defaults";
import type { CloudTrailConnectionArgs } from "../connectionArgs";
import type { ConnectorDefinition } from "./connector";
import { defender } from "./defender";
import { sentinelApi } from "./sentinelApi";
import { sentinelS3 } from "./sentinelS3";

/** Every connector, each in a file of its own. */
const connectors: readonly ConnectorDefinition[] = [sentinelApi, defender, sentinelS3];

/** The connectors that a connection creates. */
export function connectorsOf(args: Pick<CloudTrailConnectionArgs, "connectors">): ConnectorDefinition[] {
    const wanted = args.connectors ?? defaults.connectors;
    return connectors.filter(({ connector }) => wanted.includes(connector));
}
