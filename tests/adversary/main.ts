import { writeFileSync } from "node:fs";
import { refusedFile } from "../../tools/review/refused";
import { asFile, report } from "./report";
import { runSuite } from "./suite";

async function main(): Promise<void> {
    const findings = await runSuite();
    console.log(report(findings));
    if (findings.survivors.length > 0) {
        process.exitCode = 1;
        return;
    }
    writeFileSync(refusedFile, asFile(findings));
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
