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

/** Prints the steps for the portal, and saves or prints the access key to paste there. */
export async function defender(options: DefenderOptions): Promise<number> {
    const outputs = await readOutputs(options, options.csv !== undefined || options.print === true);
    const accessKeyId = required(outputs, "accessKeyId", "defender");
    if (options.csv === undefined && !options.print) {
        process.stdout.write(
            `${portalSteps(outputs)}\nTo get the keys for step 4: --csv FILE saves them in the AWS console's format; --print prints them here.\n`,
        );
        return exitCodes.done;
    }
    const encrypted = outputs.encryptedSecretAccessKey && required(outputs, "encryptedSecretAccessKey", "defender");
    const { credentialsCsv, writePrivately } = await import("./credentialsFile.js");
    // An encrypted secret may be shown: only the private key decrypts it.
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
            `Saved to ${options.csv}, readable only by you. Delete it once the keys are in the portal.\n`,
        );
    }
    if (options.print) {
        process.stdout.write(content);
    }
    if (encrypted !== undefined) {
        const file = options.csv ?? "FILE";
        process.stdout.write(
            `The secret access key is encrypted with your PGP key, so this isn't a CSV file. To decrypt it: base64 --decode ${file} | gpg --decrypt\n\n`,
        );
    }
    process.stdout.write(portalSteps(outputs, encrypted === undefined ? options.csv : undefined));
    return exitCodes.done;
}
