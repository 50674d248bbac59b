/**
 * The first name that occurs twice in one object of a JSON text; `undefined` if there is none. JSON.parse takes the last
 * of its values without a word, others the first. Source: RFC 8259, section 4.
 *
 * @param json a text that JSON.parse takes: so each quotation mark that isn't escaped begins or ends a string
 */
export function doubleName(json: string): string | undefined {
    const open: Set<string>[] = [];
    for (const [token, text, colon] of json.matchAll(/[{}]|("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
        if (token === "{") {
            open.push(new Set());
        } else if (token === "}") {
            open.pop();
        } else if (text !== undefined && colon !== undefined) {
            const names = open.at(-1);
            const name: string = JSON.parse(text);
            if (names?.has(name)) {
                return name;
            }
            names?.add(name);
        }
    }
    return undefined;
}
