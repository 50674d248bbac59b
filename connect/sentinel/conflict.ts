import { UserError } from "../errors";

/** The connector in Azure isn't in the state that the request assumed. */
export class Conflict extends UserError {}
