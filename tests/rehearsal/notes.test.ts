import { expect } from "chai";
import type { Registration } from "../../rehearsal/engine";
import { notes } from "../../rehearsal/notes";

function registration(type: string, inputs: Record<string, unknown> = {}): Registration {
    return {
        urn: "",
        type,
        name: type,
        parent: "",
        custom: type.startsWith("aws:"),
        inputs,
        state: {},
        secrets: [],
        dependencies: [],
        protect: false,
        retainOnDelete: false,
        aliases: 0,
    };
}

const trail = registration("aws:cloudtrail/trail:Trail");
const role = registration("trailconnect:index:SentinelRole");
const bucket = registration("trailconnect:index:LogBucket");
const feed = (inputs: Record<string, unknown> = {}) =>
    registration("trailconnect:index:SentinelFeed", {
        logPrefixes: ["AWSLogs/111122223333/CloudTrail/"],
        kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/x",
        ...inputs,
    });

const secondCopy =
    "If another trail records this account's management events already, this one is a second copy, at 2.00 USD per 100,000 events. existingTrailArn connects the trail that is there, and makes none.";
const providerArn = "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/";

describe("notes", () => {
    const cases: [title: string, registrations: Registration[], region: string, notes: string[]][] = [
        ["are none for a feed from an existing trail", [feed()], "eu-central-1", []],
        ["tell what a second trail costs", [trail, bucket], "eu-central-1", [secondCopy]],
        [
            "tell that both of Sentinel's connectors bring each event",
            [role, feed()],
            "eu-central-1",
            [
                "Both of Sentinel's connectors fill the table AWSCloudTrail: this account's management events arrive twice, and Sentinel charges for both.",
            ],
        ],
        ["are none for one of Sentinel's connectors", [role], "eu-central-1", []],
        [
            "tell what an opt-in region needs",
            [feed()],
            "ap-east-1",
            [
                "ap-east-1 is an opt-in region: Sentinel signs in at the global endpoint of AWS STS, whose tokens don't work there until the account says so. Once per account: aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
            ],
        ],
        ["leave AWS GovCloud alone, which has no such endpoint", [feed()], "us-gov-west-1", []],
        ["leave an opt-in region alone without a queue there", [role], "ap-east-1", []],
        [
            "tell how an existing OIDC provider gets the audience",
            [feed({ oidcProviderArn: providerArn, azureCloud: "usGovernment" })],
            "eu-central-1",
            [
                `The existing OIDC provider has to have Sentinel's audience. If it lacks it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${providerArn} --client-id api://d4230588-5f84-4281-a9c7-2c15194b28f7`,
            ],
        ],
        [
            "tell that digest files come with a whole organization",
            [feed({ logPrefixes: ["production/AWSLogs/o-exampleorgid/"] })],
            "eu-central-1",
            [
                "S3 announces the whole organization by one prefix, which takes in CloudTrail's digest files (hashes of the logs). Sentinel may read those too, and may fail on them. With memberAccountIds it hears of logs alone.",
            ],
        ],
        [
            "are none for named accounts",
            [feed({ logPrefixes: ["AWSLogs/o-exampleorgid/444455556666/CloudTrail/"] })],
            "eu-central-1",
            [],
        ],
        [
            "tell that the key of an existing bucket is not named",
            [feed({ kmsKeyArn: undefined })],
            "eu-central-1",
            [
                "No KMS key is named: Sentinel can't read the existing bucket's logs if one encrypts them. Name it as existingKmsKeyArn.",
            ],
        ],
        ["are none for a bucket made here without a key", [bucket, feed({ kmsKeyArn: undefined })], "eu-central-1", []],
        [
            "tell whom SNS asks to confirm",
            [
                registration("aws:sns/topicSubscription:TopicSubscription", {
                    protocol: "email",
                    endpoint: "a@b.example",
                }),
                registration("aws:sns/topicSubscription:TopicSubscription", {
                    protocol: "email",
                    endpoint: "c@d.example",
                }),
                registration("aws:sns/topicSubscription:TopicSubscription", { protocol: "sqs", endpoint: "arn" }),
            ],
            "eu-central-1",
            ["SNS asks a@b.example, c@d.example to confirm; until then no alarm arrives there."],
        ],
    ];
    for (const [title, registrations, region, expected] of cases) {
        it(title, () => {
            expect(notes(registrations, region)).to.deep.equal(expected);
        });
    }
});
