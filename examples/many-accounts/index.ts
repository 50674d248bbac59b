import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection, Connector } from "trailconnect";

interface Account {
    name: string;
    id: string;
    region: aws.Region;
}

const config = new pulumi.Config();
const accounts = config.requireObject<Account[]>("accounts");
const deploymentRoleName = config.require("deploymentRoleName");

function connect({ name, id, region }: Account) {
    const provider = new aws.Provider(name, {
        region,
        assumeRoles: [{ roleArn: `arn:aws:iam::${id}:role/${deploymentRoleName}` }],
        // A role in another account is an error before anything is created.
        allowedAccountIds: [id],
    });
    const connection = new CloudTrailConnection(
        name,
        { connectors: [Connector.Sentinel], sentinel: { workspaceId: config.require("sentinelWorkspaceId") } },
        // The connection passes the provider on to its resources and lookups.
        { provider },
    );
    const { accountId, partition, trailName, trailArn, bucketName, kmsKeyArn } = connection;
    const { sentinelWorkspaceId, roleArn, externalId } = connection;
    return {
        ...{ accountId, region: connection.region, partition, trailName, trailArn, bucketName, kmsKeyArn },
        ...{ sentinelWorkspaceId, roleArn, externalId },
    };
}

/** For each account, the outputs that the command `trailconnect` reads. */
export const connections = Object.fromEntries(accounts.map((account) => [account.name, connect(account)]));
