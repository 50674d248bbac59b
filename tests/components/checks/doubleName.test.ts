import { expect } from "chai";
import * as fc from "fast-check";
import { doubleName } from "../../../components/checks/doubleName";

describe("doubleName", () => {
    for (const [json, name] of [
        ['{"a":1,"a":2}', "a"],
        ['{"a":1 ,\n"a"\t: 2}', "a"],
        ['{"a":1,"\\u0061":2}', "a"],
        ['[{"b":{"a":{},"c":[{"a":1}],"a":0}}]', "a"],
        ['{"x":[{"a":1},{"b":1,"b":2}],"x":1}', "b"],
        ['{"x":{"y":1},"x":1}', "x"],
        ['{"\\"":1,"\\"":2}', '"'],
        ['{"":1,"":2}', ""],
        ['{"__proto__":1,"__proto__":2}', "__proto__"],
    ] as const) {
        it(`finds ${JSON.stringify(name)} in ${json}`, () => {
            expect(JSON.parse(json)).to.not.equal(undefined);
            expect(doubleName(json)).to.equal(name);
        });
    }

    for (const json of [
        "{}",
        "[]",
        '"a"',
        '{"a":"a","b":"a"}',
        '{"a":{"a":{"a":1}}}',
        '[{"a":1},{"a":2}]',
        '{"a":"{\\"b\\":1,\\"b\\":2}"}',
        '{"a":"x\\\\","b":"\\":"}',
        '{"a":"}","b":"{","c":["a","a"]}',
    ]) {
        it(`finds nothing in ${json}`, () => {
            expect(JSON.parse(json)).to.not.equal(undefined);
            expect(doubleName(json)).to.equal(undefined);
        });
    }

    it("finds nothing in what JSON.stringify writes, and any name that is written again", () => {
        fc.assert(
            fc.property(fc.jsonValue(), fc.string(), (value, name) => {
                const json = JSON.stringify(value, undefined, 2);
                expect(doubleName(json)).to.equal(undefined);
                const again = JSON.stringify(name);
                expect(doubleName(`{"outer":${json},"in":{${again}:${json},${again}:0}}`)).to.equal(name);
            }),
        );
    });
});
