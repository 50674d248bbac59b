import { Connector } from "../../facts/microsoft";
import { SentinelRole } from "../../sentinelApi/sentinelRole";
import type { ConnectorDefinition } from "./connector";
import { workspaceIdOf } from "./sentinelWorkspace";

/** Microsoft Sentinel's API connector: a role. */
export const sentinelApi: ConnectorDefinition = {
    connector: Connector.Sentinel,
    readsLogFiles: false,
    alarmSources: [],
    make({ connection, name, args, names }) {
        const workspaceId = workspaceIdOf(args);
        const { roleArn, externalId } = new SentinelRole(
            `${name}-sentinel-role`,
            {
                workspaceId,
                azureCloud: args.sentinel?.azureCloud,
                microsoftAccountId: args.sentinel?.microsoftAccountId,
                roleName: names.roleName,
                tags: args.tags,
            },
            { parent: connection },
        );
        return { roleArn, externalId, sentinelWorkspaceId: workspaceId };
    },
};
