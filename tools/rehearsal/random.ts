import { type Creator, digest, uuid } from "./sampleValues";

/** That many letters and digits. */
function characters(seed: string, length: number): string {
    let text = "";
    while (text.length < length) {
        text += digest(text === "" ? seed : `${seed}${text.length}`);
    }
    return text.slice(0, length);
}

const randomText: Creator = (inputs, name) => {
    const result = characters(name, inputs.length as number);
    return { id: result, state: { result } };
};

/** The resources of the provider of random values that programs use most. */
export const randomCreators: Readonly<Record<string, Creator>> = {
    "random:index/randomId:RandomId": (inputs, name) => {
        const hex = characters(name, 2 * (inputs.byteLength as number));
        return { id: Buffer.from(hex, "hex").toString("base64url"), state: { hex } };
    },
    "random:index/randomInteger:RandomInteger": ({ min }) => ({ id: String(min), state: { result: min } }),
    "random:index/randomPassword:RandomPassword": randomText,
    "random:index/randomPet:RandomPet": (_inputs, name) => {
        const id = `sample-${digest(name).slice(0, 7)}`;
        return { id, state: {} };
    },
    "random:index/randomString:RandomString": randomText,
    "random:index/randomUuid:RandomUuid": (_inputs, name) => ({ id: uuid(name), state: { result: uuid(name) } }),
};
