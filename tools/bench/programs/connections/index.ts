import * as pulumi from "@pulumi/pulumi";
import { CloudTrailConnection } from "../../../../components/index";

const count = new pulumi.Config().requireNumber("connections");
for (let index = 0; index < count; index++) {
    new CloudTrailConnection(`connection-${index}`, {
        sentinel: { workspaceId: "0f8fad5b-d9cb-469f-a165-70867728950e" },
    });
}
