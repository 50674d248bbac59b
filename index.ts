import { connectionOutputs } from "./components/connection/connectionOutputs";
import { CloudTrailConnection } from "./components/index";
import { readConfig } from "./config";

const connection = new CloudTrailConnection("trailconnect", readConfig());

export = connectionOutputs(connection);
