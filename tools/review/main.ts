/** `npm run review`: rehearses the program that `pulumi up` runs, and writes an access review of it. */
import { runCommand } from "../rehearsal/command";
import { review } from "./command";

runCommand(() => review(process.argv.slice(2)));
