import { expect } from "chai";
import type { Registration } from "../../../tools/rehearsal/engine";
import { type Note, notes, type Place } from "../../../tools/rehearsal/notes";
import { recorded } from "../../support/registrations";

function registration(type: string, inputs: Record<string, unknown> = {}): Registration {
    return recorded({ type, name: type, inputs, state: {} });
}

const trail = (inputs: Record<string, unknown> = {}) => registration("aws:cloudtrail/trail:Trail", inputs);
const role = registration("trailconnect:index:SentinelRole");
const bucket = registration("trailconnect:index:LogBucket");
const policy = registration("aws:s3/bucketPolicy:BucketPolicy");
const key = registration("trailconnect:index:LogKey");
const feed = (inputs: Record<string, unknown> = {}) =>
    registration("trailconnect:index:SentinelS3", {
        logPrefixes: ["AWSLogs/111122223333/CloudTrail/"],
        bucketName: "logs",
        kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/x",
        ...inputs,
    });

const deployRoleArn = "arn:aws:iam::111122223333:role/deploy";
const connection = (inputs: Record<string, unknown>) => registration("trailconnect:index:CloudTrailConnection", inputs);

const secondCopy = {
    text: "If another trail in this account already records management events, this one is a second copy at 2.00 USD per 100,000 events. To connect the existing trail instead, set existingTrail.",
};
const providerArn = "arn:aws:iam::111122223333:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/";

const costsExtra = { text: "Data events, Insights and CloudWatch Logs cost extra: see docs/cloudtrail.md." };
const notShown = (whose: string) => ({ text: `Not shown above: access that ${whose} own policy already grants.` });
const named = { logPrefixes: ["AWSLogs/o-exampleorgid/444455556666/CloudTrail/"] };
const subscription = (protocol: string, endpoint: string) =>
    registration("aws:sns/topicSubscription:TopicSubscription", { protocol, endpoint });
const tamperAlarms = registration("trailconnect:index:TamperAlarms");
const within = (type: string, name: string, inputs: Record<string, unknown> = {}) => ({
    ...recorded({ type, name, inputs, state: {} }),
    parent: tamperAlarms.urn,
});
const rule = (name: string, state: string) =>
    within("aws:cloudwatch/eventRule:EventRule", `tamper-alarms-${name}`, { state });
const filter = within("aws:cloudwatch/logMetricFilter:LogMetricFilter", "filter");
const unheard =
    "Changes to the readers' IAM users and roles set off no alarm in eu-central-1: EventBridge receives IAM API calls only in us-east-1 (AWS GovCloud (US): us-gov-west-1).";
const disabled = (name: string) => ({ text: `EventBridge rule ${name} is disabled: nothing reports what it matches.` });
const lock = (mode: string) =>
    registration("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
        rule: { defaultRetention: { mode, days: 30 } },
    });

describe("notes", () => {
    const cases: [title: string, registrations: Registration[], at: Partial<Place>, notes: Note[]][] = [
        ["are none for nothing", [], {}, []],
        ["are none for a feed from a bucket whose policies are shown", [policy, key, feed()], {}, []],
        ["tell whose policies are not shown", [feed()], {}, [notShown("the existing bucket's and the existing key's")]],
        ["tell that a bucket's policy is not shown", [key, feed()], {}, [notShown("the existing bucket's")]],
        ["tell that a key's policy is not shown", [policy, feed()], {}, [notShown("the existing key's")]],
        [
            "tell that a bucket's policy is not shown without a feed",
            [registration("trailconnect:index:ExistingLogBucket", { bucketName: "logs" })],
            {},
            [notShown("the existing bucket's")],
        ],
        ["tell what a second trail costs", [trail(), bucket], {}, [secondCopy]],
        ["tell nothing of a service control policy without a deploy role", [connection({})], {}, []],
        [
            "tell that changes to identities set off no alarm",
            [tamperAlarms, rule("identities", "DISABLED"), rule("trail", "ENABLED")],
            {},
            [{ text: unheard }],
        ],
        [
            "tell what reports changes to identities with a trail made here",
            [trail(), tamperAlarms, rule("identities", "DISABLED")],
            {},
            [secondCopy, { text: `${unheard} To be alerted, set trail.cloudWatchLogsRetentionDays.` }],
        ],
        [
            "tell nothing of identities where a metric filter counts their changes",
            [tamperAlarms, rule("identities", "DISABLED"), filter],
            {},
            [],
        ],
        [
            "tell that changes to identities set off no alarm, with a filter elsewhere",
            [tamperAlarms, rule("identities", "DISABLED"), { ...filter, parent: "" }],
            {},
            [{ text: unheard }],
        ],
        ["tell nothing of rules that are enabled", [tamperAlarms, rule("identities", "ENABLED")], {}, []],
        ...["us-east-1", "us-gov-west-1"].map((region): [string, Registration[], Partial<Place>, Note[]] => [
            `tell that a rule is disabled where its calls arrive: ${region}`,
            [tamperAlarms, rule("identities", "DISABLED")],
            { region },
            [disabled("tamper-alarms-identities")],
        ]),
        [
            "tell that any other rule is disabled",
            [tamperAlarms, filter, rule("trail", "DISABLED"), { ...rule("identities", "DISABLED"), parent: "" }],
            {},
            [disabled("tamper-alarms-trail"), disabled("tamper-alarms-identities")],
        ],
        [
            "tell that a service control policy has to be attached",
            [connection({ deployRoleArn })],
            {},
            [
                {
                    text: "The stack output serviceControlPolicy takes effect once the organization's management account attaches it to this account: docs/service-control-policy.md.",
                },
            ],
        ],
        [
            "tell that a service control policy doesn't bind the management account",
            [connection({ deployRoleArn, organization: { id: "o-exampleorgid" } })],
            {},
            [
                {
                    text: "Service control policies don't affect the organization's management account, where this stack runs: serviceControlPolicy has no effect there.",
                },
            ],
        ],
        [
            "tell that data events cost extra",
            [trail({ advancedEventSelectors: [{ name: "Management events" }, { name: "Data events" }] })],
            {},
            [secondCopy, costsExtra],
        ],
        [
            "tell nothing of extra costs for management events in so many words",
            [trail({ advancedEventSelectors: [{ name: "Management events" }] })],
            {},
            [secondCopy],
        ],
        [
            "tell that Insights cost extra",
            [trail({ insightSelectors: [{ insightType: "ApiErrorRateInsight" }] })],
            {},
            [secondCopy, costsExtra],
        ],
        [
            "tell that CloudWatch Logs cost extra",
            [trail({ cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:x:*" })],
            {},
            [secondCopy, costsExtra],
        ],
        [
            "tell what an organization's trail needs",
            [trail({ isOrganizationTrail: true })],
            {},
            [
                secondCopy,
                {
                    text: "An organization trail needs the management account, which pulumi preview checks, with trusted access for CloudTrail enabled once:",
                    command: "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
                },
            ],
        ],
        [
            "tell that both of Sentinel's connectors bring each event",
            [role, policy, key, feed()],
            {},
            [
                {
                    text: "Both of Sentinel's connectors write to the table AWSCloudTrail: this account's management events arrive twice, and Sentinel charges for both.",
                },
            ],
        ],
        ["are none for one of Sentinel's connectors", [role], {}, []],
        [
            "tell what an opt-in region needs",
            [policy, key, feed()],
            { region: "ap-east-1" },
            [
                {
                    text: "ap-east-1 is an opt-in region: Sentinel signs in at the global AWS STS endpoint, whose tokens don't work there until you enable that for the account, once:",
                    command: "aws iam set-security-token-service-preferences --global-endpoint-token-version v2Token",
                },
            ],
        ],
        [
            "leave AWS GovCloud alone, which has no such endpoint",
            [policy, key, feed({ kmsKeyArn: "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/x" })],
            { region: "us-gov-west-1" },
            [],
        ],
        ["leave an opt-in region alone without a queue there", [role], { region: "ap-east-1" }, []],
        [
            "tell how an existing OIDC provider gets the audience",
            [policy, key, feed({ existingOidcProviderArn: providerArn, azureCloud: "usGovernment" })],
            {},
            [
                {
                    text: "The existing OIDC provider needs Sentinel's audience. To add it:",
                    command: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${providerArn} --client-id api://d4230588-5f84-4281-a9c7-2c15194b28f7`,
                },
            ],
        ],
        [
            "tell that digest files come with a whole organization",
            [policy, key, feed({ logPrefixes: ["production/AWSLogs/o-exampleorgid/"] })],
            {},
            [
                {
                    text: "Amazon S3 sends notifications of everything under the organization's prefix, including CloudTrail's digest files (hashes of the logs). Sentinel may read those too, and may fail on them. With organization.memberAccountIds, it sends them of logs only.",
                },
            ],
        ],
        [
            "tell that the management account is not among the accounts named",
            [trail(), policy, key, feed(named)],
            {},
            [
                secondCopy,
                {
                    text: "Sentinel reads only the named accounts, and 111122223333 isn't one of them: add the management account if you want its logs.",
                },
            ],
        ],
        ["leave the management account alone where the trail exists already", [policy, key, feed(named)], {}, []],
        [
            "are none for named accounts, the management account among them",
            [
                policy,
                key,
                feed({ logPrefixes: [...named.logPrefixes, "AWSLogs/o-exampleorgid/111122223333/CloudTrail/"] }),
            ],
            {},
            [],
        ],
        [
            "are none where the one account named is the management account",
            [policy, key, feed({ ...named, kmsKeyArn: "arn:aws:kms:eu-central-1:444455556666:key/x" })],
            { accountId: "444455556666" },
            [],
        ],
        [
            "tell what the KMS key of another account has to admit",
            [policy, key, feed({ kmsKeyArn: "arn:aws:kms:eu-central-1:444455556666:key/x" })],
            {},
            [
                {
                    text: "The KMS key belongs to account 444455556666: its policy must allow account 111122223333 to decrypt, or Sentinel can't read the logs.",
                },
            ],
        ],
        [
            "tell that the key of an existing bucket is not named",
            [feed({ kmsKeyArn: undefined })],
            {},
            [
                {
                    text: "No KMS key is given. If one encrypts the existing bucket's logs, Sentinel can't read them: set existingKmsKeyArn.",
                },
                notShown("the existing bucket's"),
            ],
        ],
        ["are none for a bucket made here without a key", [bucket, policy, feed({ kmsKeyArn: undefined })], {}, []],
        [
            "tell that Object Lock in COMPLIANCE mode stays",
            [lock("COMPLIANCE")],
            {},
            [
                {
                    text: "Object Lock in COMPLIANCE mode can't be undone: nobody, not even the account's root user, can delete a log before its retention period ends.",
                },
            ],
        ],
        ["are none for Object Lock in GOVERNANCE mode", [lock("GOVERNANCE")], {}, []],
        [
            "tell whom SNS asks to confirm",
            [
                subscription("email", "a@b.example"),
                subscription("email", "c@d.example"),
                subscription("sqs", "arn:aws:sqs:eu-central-1:111122223333:x"),
            ],
            {},
            [
                {
                    text: "Amazon SNS asks a@b.example, c@d.example to confirm the subscription; until then, no alarms arrive there.",
                },
            ],
        ],
    ];
    for (const [title, registrations, at, expected] of cases) {
        it(title, () => {
            expect(notes(registrations, { region: "eu-central-1", accountId: "111122223333", ...at })).to.deep.equal(
                expected,
            );
        });
    }
});
