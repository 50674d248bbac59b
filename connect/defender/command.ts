import { exitCodes, UserError } from "../errors";
import { type OutputsSource, readOutputs, required } from "../outputs";
import { fromUser } from "../paths";
import { portalSteps } from "./steps";

/** The options of `trailconnect defender`. */
export interface DefenderOptions extends OutputsSource {
    csv?: string;
    force?: boolean;
    print?: boolean;
}

/** Prints what is to be done in the portal, and writes what is to be pasted there. */
export async function defender(options: DefenderOptions): Promise<number> {
    const outputs = await readOutputs(options, options.csv !== undefined || options.print === true);
    const accessKeyId = required(outputs, "accessKeyId", "defender");
    if (options.csv === undefined && !options.print) {
        process.stdout.write(
            `${portalSteps(outputs)}\nThe keys for step 4: --csv FILE writes them, as the AWS console would have; --print shows them here.\n`,
        );
        return exitCodes.done;
    }
    const encrypted = outputs.encryptedSecretAccessKey && required(outputs, "encryptedSecretAccessKey", "defender");
    const { credentialsCsv, writePrivately } = await import("./credentialsFile.js");
    // An encrypted secret is no secret: it opens with the private key alone.
    const content =
        encrypted === undefined
            ? credentialsCsv(accessKeyId, required(outputs, "secretAccessKey", "defender"))
            : `${encrypted}\n`;
    if (options.csv !== undefined) {
        if (options.csv === "") {
            throw new UserError("--csv needs a file name. Example: --csv credentials.csv");
        }
        const file = fromUser(options.csv);
        await writePrivately(file, content, options.force === true);
        process.stderr.write(
            `${options.csv}: written, readable only by you. Delete it once the keys are in the portal.\n`,
        );
    }
    if (options.print) {
        process.stdout.write(content);
    }
    if (encrypted !== undefined) {
        const file = options.csv ?? "FILE";
        process.stdout.write(
            `The secret access key is encrypted to your PGP key, so this isn't a CSV. To read it: base64 --decode ${file} | gpg --decrypt\n\n`,
        );
    }
    process.stdout.write(portalSteps(outputs, encrypted === undefined ? options.csv : undefined));
    return exitCodes.done;
}
