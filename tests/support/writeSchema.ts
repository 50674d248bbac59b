/** `npm run schema`: writes the package's schema anew. */
import { writeFileSync } from "node:fs";
import { schemaFile, schemaText } from "./schema";

writeFileSync(schemaFile, schemaText());
