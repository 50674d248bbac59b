import { UserError } from "../errors";

/** Azure has another state of the connector than the request was for. */
export class Conflict extends UserError {}
