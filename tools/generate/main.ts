/** `npm run generate`: updates the files that repeat the components' arguments and defaults. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "./files";
import { root } from "./schema";

for (const [file, text] of Object.entries(generatedFiles())) {
    writeFileSync(path.join(root, file), text);
}
