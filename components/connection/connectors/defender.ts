import { DefenderUser } from "../../defender/defenderUser";
import { Connector } from "../../facts/microsoft";
import type { ConnectorDefinition } from "./connector";

/** Microsoft Defender for Cloud Apps: a user with an access key. */
export const defender: ConnectorDefinition = {
    connector: Connector.Defender,
    readsLogFiles: false,
    alarmSources: [],
    make({ connection, name, args, names }) {
        const user = new DefenderUser(
            `${name}-defender-user`,
            { ...args.defender, userName: names.userName, tags: args.tags },
            { parent: connection },
        );
        return {
            userName: user.userName,
            accessKeyId: user.accessKeyId,
            secretAccessKey: user.secretAccessKey,
            encryptedSecretAccessKey: user.encryptedSecretAccessKey,
            previousAccessKeyId: user.previousAccessKeyId,
        };
    },
};
