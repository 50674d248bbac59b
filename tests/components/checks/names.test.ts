import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import * as fc from "fast-check";
import { nameRules } from "../../../components/checks/nameRules";
import { checkName } from "../../../components/checks/names";
import { checkNamePrefix, maxNamePrefixLength } from "../../../components/connection/namePrefix";
import { type ConnectionNames, connectionNames } from "../../../components/connection/names";

const root = path.join(__dirname, "..", "..", "..");

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";

/** Whether a text has so many characters, and only these. */
function consistsOf(text: string, characters: string, min: number, max: number): boolean {
    return text.length >= min && text.length <= max && [...text].every((character) => characters.includes(character));
}

// CreateTopic: letters, digits, underscores and hyphens, 1 to 256 characters
const isTopicName = (name: string) => consistsOf(name, `${letters}${digits}_-`, 1, 256);

// CreateRole: pattern [\w+=,.@-]+, 1 to 64 characters
const isRoleName = (name: string) => consistsOf(name, `${letters}${digits}_+=,.@-`, 1, 64);

/** AWS's rules as its documentation has them, each in terms of its own. */
const awsAccepts: Readonly<Record<keyof ConnectionNames, (name: string) => boolean>> = {
    // "General purpose bucket naming rules"
    bucketName: (name) =>
        name.length >= 3 &&
        name.length <= 63 &&
        [...name].every((character) => "abcdefghijklmnopqrstuvwxyz0123456789.-".includes(character)) &&
        !".-".includes(name.charAt(0)) &&
        !".-".includes(name.charAt(name.length - 1)) &&
        !name.includes("..") &&
        !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
        !["xn--", "sthree-", "amzn-s3-demo-"].some((prefix) => name.startsWith(prefix)) &&
        !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].some((ending) => name.endsWith(ending)),
    // "Naming requirements for CloudTrail resources, Amazon S3 buckets, and KMS keys"
    trailName: (name) =>
        name.length >= 3 &&
        name.length <= 128 &&
        name.split(/[._-]/).every((part) => /^[A-Za-z0-9]+$/.test(part)) &&
        !/^\d+\.\d+\.\d+\.\d+$/.test(name),
    // CreateAlias: pattern ^alias/[a-zA-Z0-9/_-]+$, 1 to 256 characters, not alias/aws/
    keyAlias: (name) => /^alias\/[a-zA-Z0-9/_-]+$/.test(name) && name.length <= 256 && !name.startsWith("alias/aws/"),
    // CreateUser: pattern [\w+=,.@-]+, 1 to 64 characters
    userName: (name) => /^[\w+=,.@-]{1,64}$/.test(name),
    roleName: isRoleName,
    // Microsoft asks for OIDC_ and a name behind it
    sentinelS3RoleName: (name) => isRoleName(name) && name.startsWith("OIDC_") && name !== "OIDC_",
    // CreateQueue: letters, digits, hyphens and underscores, 1 to 80 characters; the dead-letter queue's too
    queueName: (name) =>
        name !== "" &&
        ["", "-dead-letter"].every((ending) => consistsOf(name + ending, `${letters}${digits}-_`, 1, 80)),
    topicName: isTopicName,
    alarmTopicName: isTopicName,
    // CreateLogGroup: a-z, A-Z, 0-9, '_', '-', '/', '.' and '#', 1 to 512 characters, not aws/ at the beginning
    logGroupName: (name) => consistsOf(name, `${letters}${digits}_-/.#`, 1, 512) && name.slice(0, 4) !== "aws/",
    deliveryRoleName: isRoleName,
    // PutRule: pattern [\.\-_A-Za-z0-9]+, 1 to 64 characters; CreateQueue: no dots, 80; and a role of the same name
    tamperAlarms: (name) =>
        isRoleName(name) &&
        consistsOf(`${name}-identities`, `${letters}${digits}.-_`, 1, 64) &&
        consistsOf(`${name}-undelivered`, `${letters}${digits}-_`, 1, 80),
};

const kinds = Object.keys(awsAccepts) as (keyof ConnectionNames)[];
const suffix = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 8, maxLength: 8 });
const wide = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."abz019-"), minLength: 1, maxLength: 50 }),
    fc.string({ unit: fc.constantFrom(..."aZ0-._/+@ é\n"), minLength: 1, maxLength: 12 }),
    fc.constantFrom("xn-", "sthree", "amzn-s3-demo", "aws", "1.2.3.4", "a--b", "alias", "xn", "s3alias", "constructor"),
);
/** What the documentation promises to accept, besides what S3 reserves. */
const promised = fc
    .array(fc.string({ unit: fc.constantFrom(..."abcxyz0189"), minLength: 1, maxLength: 12 }), {
        minLength: 1,
        maxLength: 8,
    })
    .map((parts) => parts.join("-").slice(0, 37).replace(/-$/, ""))
    .filter((prefix) => !["sthree", "amzn-s3-demo"].some((reserved) => `${prefix}-`.startsWith(`${reserved}-`)));

function expectNamesThatAwsAccepts(prefix: string, random: string): void {
    const names = connectionNames(prefix, random);
    for (const kind of kinds) {
        expect(awsAccepts[kind](names[kind]), `${kind} ${JSON.stringify(names[kind])}`).to.equal(true);
    }
}

describe("checkNamePrefix", () => {
    const rest = {
        allowed: "1 to 37 lowercase letters, digits and single hyphens, starting and ending with a letter or digit",
        example: "trailconnect",
    };
    const asBucket = (prefix: string, reason: string) =>
        `"${prefix}-logs-00000000" would not be a valid S3 bucket name: ${reason}.`;
    const bucketPattern =
        "it must consist of lowercase letters, digits and hyphens, starting and ending with a letter or digit";
    const asTrail = (prefix: string) =>
        `"${prefix}-trail-00000000" would not be a valid trail name: it must consist of letters, digits and single dots, underscores or hyphens, starting and ending with a letter or digit.`;

    for (const prefix of ["a", "0", "trailconnect", "acme-prod-1", "a".repeat(37), "aws", "xn", "123"]) {
        it(`accepts ${JSON.stringify(prefix)}`, () => {
            expect(checkNamePrefix(prefix)).to.equal(undefined);
        });
    }

    const refused: [prefix: string, code: string, reason: string][] = [
        ["", "name-prefix-empty", "The prefix is empty."],
        ["Acme", "name-prefix-characters", asBucket("Acme", bucketPattern)],
        ["acme_prod", "name-prefix-characters", asBucket("acme_prod", bucketPattern)],
        ["acme.prod", "name-prefix-characters", asBucket("acme.prod", bucketPattern)],
        ["acme prod", "name-prefix-characters", asBucket("acme prod", bucketPattern)],
        ["acmé", "name-prefix-characters", asBucket("acmé", bucketPattern)],
        ["-acme", "name-prefix-characters", asBucket("-acme", bucketPattern)],
        ["acme-", "name-prefix-characters", asTrail("acme-")],
        ["acme--prod", "name-prefix-characters", asTrail("acme--prod")],
        ["sthree", "name-prefix-reserved", asBucket("sthree", "AWS reserves it")],
        ["sthree-acme", "name-prefix-reserved", asBucket("sthree-acme", "AWS reserves it")],
        ["amzn-s3-demo", "name-prefix-reserved", asBucket("amzn-s3-demo", "AWS reserves it")],
        ["xn--acme", "name-prefix-reserved", asBucket("xn--acme", "AWS reserves it")],
        [
            "a".repeat(47),
            "name-prefix-too-long",
            `"${"a".repeat(47)}-defender-00000000" would not be a valid IAM user name: it is too long (length 65).`,
        ],
        [
            "a".repeat(50),
            "name-prefix-too-long",
            `"${"a".repeat(50)}-logs-00000000" would not be a valid S3 bucket name: it is too long (length 64).`,
        ],
    ];
    for (const [prefix, code, reason] of refused) {
        it(`refuses ${JSON.stringify(prefix)}`, () => {
            expect(checkNamePrefix(prefix)).to.deep.equal({
                code,
                reason,
                ...(prefix && { reasonRepeatsValue: true }),
                ...rest,
            });
        });
    }

    it("refuses sthree- for a reason that holds", () => {
        // Both S3's reserved prefix and the double hyphen that would follow stand against it.
        expect(checkNamePrefix("sthree-")?.reason).to.equal(asBucket("sthree-", "AWS reserves it"));
    });

    it("says why in a few words, however long the prefix is", () => {
        expect(checkNamePrefix("a".repeat(10_000))?.reason.length).to.be.below(500);
    });

    it("allows as many characters as the documentation says", () => {
        expect(maxNamePrefixLength).to.equal(37);
        for (const file of ["Pulumi.yaml", "components/connection/connectionArgs.ts"]) {
            expect(readFileSync(path.join(root, file), "utf8"), file).to.match(
                new RegExp(`up to ${maxNamePrefixLength} lowercase letters, digits and single\\s+(\\*\\s+)?hyphens`),
            );
        }
    });

    it("accepts only what gives names that AWS accepts", () => {
        fc.assert(
            fc.property(wide, suffix, (prefix, random) => {
                fc.pre(checkNamePrefix(prefix) === undefined);
                expectNamesThatAwsAccepts(prefix, random);
            }),
            { numRuns: 300 },
        );
    });

    it("accepts all that the documentation promises", () => {
        fc.assert(
            fc.property(promised, suffix, (prefix, random) => {
                expect(checkNamePrefix(prefix), prefix).to.equal(undefined);
                expectNamesThatAwsAccepts(prefix, random);
            }),
            { numRuns: 300 },
        );
    });

    it("accepts every length up to the maximum, and not one character more", () => {
        for (let length = 1; length <= maxNamePrefixLength; length++) {
            const prefix = "a".repeat(length);
            expect(checkNamePrefix(prefix), prefix).to.equal(undefined);
            expectNamesThatAwsAccepts(prefix, "0123abcd");
        }
        const longer = connectionNames("a".repeat(maxNamePrefixLength + 1), "0123abcd");
        expect(checkNamePrefix("a".repeat(maxNamePrefixLength + 1))).to.not.equal(undefined);
        expect(kinds.filter((kind) => !awsAccepts[kind](longer[kind]))).to.not.deep.equal([]);
    });
});

describe("connectionNames", () => {
    it("gives no name twice among the names of one service", () => {
        fc.assert(
            fc.property(promised, suffix, (prefix, random) => {
                const names = connectionNames(prefix, random);
                const roles = [names.roleName, names.sentinelS3RoleName, names.deliveryRoleName, names.tamperAlarms];
                expect(new Set(roles).size).to.equal(roles.length);
                expect(names.topicName).to.not.equal(names.alarmTopicName);
            }),
        );
    });
});

describe("checkName", () => {
    const role = fc.string({ unit: fc.constantFrom(..."aZ09-_+=,.@ /"), maxLength: 66 });
    const topic = fc.oneof(
        fc.string({ unit: fc.constantFrom(..."aZ09-_"), maxLength: 10 }),
        fc.string({ unit: fc.constantFrom(..."aZ09-_. /+"), maxLength: 10 }),
        fc.string({ unit: fc.constantFrom(..."aZ09-_"), minLength: 250, maxLength: 260 }),
    );
    const samples: Readonly<Record<keyof ConnectionNames, fc.Arbitrary<string>>> = {
        bucketName: fc.string({ unit: fc.constantFrom(..."ab09-A_"), maxLength: 66 }),
        trailName: fc.string({ unit: fc.constantFrom(..."aZ09-._ "), maxLength: 10 }),
        keyAlias: fc.string({ unit: fc.constantFrom(..."aZ09-_/. "), maxLength: 8 }).map((rest) => `alias/${rest}`),
        userName: fc.string({ unit: fc.constantFrom(..."aZ09-_+=,.@ /"), maxLength: 66 }),
        roleName: role,
        // The rule asks for less than Microsoft would take: no +=,.@ behind the beginning.
        sentinelS3RoleName: fc.oneof(
            fc.string({ unit: fc.constantFrom(..."aZ09-_ /"), maxLength: 61 }).map((rest) => `OIDC_${rest}`),
            fc.string({ unit: fc.constantFrom(..."OIDC_"), maxLength: 8 }),
        ),
        queueName: fc.oneof(
            fc.string({ unit: fc.constantFrom(..."aZ09-_"), minLength: 60, maxLength: 82 }),
            fc.string({ unit: fc.constantFrom(..."aZ09-_. /+"), maxLength: 10 }),
        ),
        topicName: topic,
        alarmTopicName: topic,
        logGroupName: fc.oneof(
            fc.string({ unit: fc.constantFrom(..."aZ09-_/.# :*"), maxLength: 10 }),
            fc.string({ unit: fc.constantFrom(..."aZ09-_/.#"), minLength: 505, maxLength: 520 }),
            fc.string({ unit: fc.constantFrom(..."aws/"), maxLength: 6 }),
        ),
        deliveryRoleName: role,
        tamperAlarms: fc.oneof(
            fc.string({ unit: fc.constantFrom(..."aZ09-_"), minLength: 50, maxLength: 56 }),
            fc.string({ unit: fc.constantFrom(..."aZ09-_. /+"), maxLength: 10 }),
        ),
    };
    for (const kind of kinds) {
        it(`accepts as ${kind} only what AWS accepts`, () => {
            fc.assert(
                fc.property(fc.oneof(samples[kind], wide), (name) => {
                    fc.pre(checkName(kind, "")(name) === undefined);
                    expect(awsAccepts[kind](name), name).to.equal(true);
                }),
            );
        });

        it(`refuses as ${kind} nothing that AWS accepts, but a dot in a bucket's name`, () => {
            fc.assert(
                fc.property(samples[kind], (name) => {
                    fc.pre(awsAccepts[kind](name));
                    expect(checkName(kind, "")(name), name).to.equal(undefined);
                }),
            );
        });
    }

    const lengths: Readonly<Record<keyof ConnectionNames, [start: string, min: number, max: number]>> = {
        bucketName: ["", 3, 63],
        trailName: ["", 3, 128],
        keyAlias: ["alias/", 7, 256],
        userName: ["", 1, 64],
        roleName: ["", 1, 64],
        sentinelS3RoleName: ["OIDC_", 6, 64],
        queueName: ["", 1, 68],
        topicName: ["", 1, 256],
        alarmTopicName: ["", 1, 256],
        logGroupName: ["", 1, 512],
        deliveryRoleName: ["", 1, 64],
        tamperAlarms: ["", 1, 53],
    };
    for (const kind of kinds) {
        const [start, min, max] = lengths[kind];
        it(`accepts ${min} to ${max} characters as ${kind}`, () => {
            const ofLength = (length: number) => start.padEnd(length, "a").slice(0, length);
            const accepts = (length: number) => checkName(kind, "")(ofLength(length)) === undefined;
            expect([min - 1, min, max, max + 1].map(accepts)).to.deep.equal([false, true, true, false]);
        });
    }

    const codeFor = (reason: string) =>
        `name-${/too (?:long|short)/.exec(reason)?.[0].replace(" ", "-") ?? (reason.startsWith("AWS") ? "reserved" : "characters")}`;
    const refused: [kind: keyof ConnectionNames, name: string, reason: string][] = [
        ["bucketName", "ab", "it is too short (length 2)"],
        ["bucketName", "a".repeat(64), "it is too long (length 64)"],
        ["bucketName", "xn--logs", "AWS reserves it"],
        ["bucketName", "logs-s3alias", "AWS reserves it"],
        ["bucketName", "logs--ol-s3", "AWS reserves it"],
        ["bucketName", "logs--x-s3", "AWS reserves it"],
        ["bucketName", "logs--table-s3", "AWS reserves it"],
        ["trailName", "192.168.5.4", "AWS reserves it"],
        ["trailName", "ab", "it is too short (length 2)"],
        ["keyAlias", "alias/", "it is too short (length 6)"],
        ["keyAlias", "alias/aws/s3", "AWS reserves it"],
        [
            "keyAlias",
            "logs-key",
            'it must consist of "alias/" followed by letters, digits, slashes, underscores and hyphens',
        ],
        ["userName", "", "it is too short (length 0)"],
        ["roleName", "a".repeat(65), "it is too long (length 65)"],
        ["roleName", "a/b", "it must consist of letters, digits and _+=,.@-"],
        ["deliveryRoleName", "a b", "it must consist of letters, digits and _+=,.@-"],
        ...["sentinel", "oidc_sentinel", "OIDC-sentinel", "OIDC_", "OIDC_a.b", "OIDC_a+b", "OIDC_a/b", "xOIDC_a"].map(
            (name): [keyof ConnectionNames, string, string] => [
                "sentinelS3RoleName",
                name,
                "it must consist of OIDC_ followed by letters, digits, underscores and hyphens",
            ],
        ),
        ["sentinelS3RoleName", `OIDC_${"a".repeat(60)}`, "it is too long (length 65)"],
        ["queueName", "", "it is too short (length 0)"],
        ["queueName", "a".repeat(69), "it is too long (length 69)"],
        ["queueName", "logs.fifo", "it must consist of letters, digits, underscores and hyphens"],
        ["topicName", "", "it is too short (length 0)"],
        ["topicName", "a".repeat(257), "it is too long (length 257)"],
        ["topicName", "logs.fifo", "it must consist of letters, digits, underscores and hyphens"],
        ["alarmTopicName", "audit alarms", "it must consist of letters, digits, underscores and hyphens"],
        ["logGroupName", "", "it is too short (length 0)"],
        ["logGroupName", "a".repeat(513), "it is too long (length 513)"],
        ["logGroupName", "aws/trail", "AWS reserves it"],
        ["logGroupName", "trail:logs", "it must consist of letters, digits and ._-/#"],
    ];
    for (const [kind, name, reason] of refused) {
        it(`refuses ${JSON.stringify(name)} as ${kind}`, () => {
            const { minLength, maxLength, allowed } = nameRules[kind];
            expect(checkName(kind, "an-example")(name)).to.deep.equal({
                code: codeFor(reason),
                reason: `Not a valid ${nameRules[kind].kind}: ${reason}.`,
                allowed: `${minLength} to ${maxLength} characters: ${allowed}`,
                example: "an-example",
            });
        });
    }

    const wanted: Readonly<Record<keyof ConnectionNames, [reason: string, allowed: string]>> = {
        bucketName: [
            "Not a valid S3 bucket name: it is too short (length 0).",
            "3 to 63 characters: lowercase letters, digits and hyphens, starting and ending with a letter or digit",
        ],
        trailName: [
            "Not a valid trail name: it is too short (length 0).",
            "3 to 128 characters: letters, digits and single dots, underscores or hyphens, starting and ending with a letter or digit",
        ],
        keyAlias: [
            "Not a valid KMS key alias: it is too short (length 0).",
            '7 to 256 characters: "alias/" followed by letters, digits, slashes, underscores and hyphens',
        ],
        userName: [
            "Not a valid IAM user name: it is too short (length 0).",
            "1 to 64 characters: letters, digits and _+=,.@-",
        ],
        roleName: [
            "Not a valid IAM role name: it is too short (length 0).",
            "1 to 64 characters: letters, digits and _+=,.@-",
        ],
        sentinelS3RoleName: [
            "Not a valid role name for Sentinel's S3 connector: it is too short (length 0).",
            "1 to 64 characters: OIDC_ followed by letters, digits, underscores and hyphens",
        ],
        queueName: [
            "Not a valid SQS queue name: it is too short (length 0).",
            "1 to 68 characters: letters, digits, underscores and hyphens",
        ],
        topicName: [
            "Not a valid SNS topic name: it is too short (length 0).",
            "1 to 256 characters: letters, digits, underscores and hyphens",
        ],
        alarmTopicName: [
            "Not a valid SNS topic name: it is too short (length 0).",
            "1 to 256 characters: letters, digits, underscores and hyphens",
        ],
        logGroupName: [
            "Not a valid CloudWatch log group name: it is too short (length 0).",
            "1 to 512 characters: letters, digits and ._-/#",
        ],
        deliveryRoleName: [
            "Not a valid IAM role name: it is too short (length 0).",
            "1 to 64 characters: letters, digits and _+=,.@-",
        ],
        tamperAlarms: [
            "Not a valid prefix for names of rules and alarms: it is too short (length 0).",
            "1 to 53 characters: letters, digits, underscores and hyphens",
        ],
    };
    for (const kind of kinds) {
        it(`tells the whole rule of ${kind}`, () => {
            const [reason, allowed] = wanted[kind];
            expect(checkName(kind, "an-example")("")).to.deep.equal({
                code: "name-too-short",
                reason,
                allowed,
                example: "an-example",
            });
        });
    }
});
