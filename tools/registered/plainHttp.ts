import { demanded, type ReadStatement } from "../../components/iam/statements";

/** Whether a statement's only condition is plain HTTP. */
export function isOfPlainHttp(statement: ReadStatement): boolean {
    const values = demanded(statement, "aws:SecureTransport", ["Bool"]);
    return statement.conditions.length === 1 && values.length > 0 && values.every((value) => value === "false");
}
