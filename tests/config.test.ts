import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { describeProblems, type Problem } from "../components/checks/problem";
import { CloudTrailConnection, type CloudTrailConnectionArgs } from "../components/index";
import { type Kind, kinds, parseConfig, readConfig } from "../config";
import { byLabel, construct, outputsOf } from "./support/mocks";

const workspaceId = "0f8fad5b-d9cb-469f-a165-70867728950e";

/** A configuration by key, as the stack's file has it but for lists, which Pulumi hands over as JSON. */
type Raw = Record<string, string | undefined>;

function parse(changes: Raw) {
    const raw = { "aws:region": "eu-central-1", sentinelWorkspaceId: workspaceId, ...changes };
    return parseConfig(
        "trailconnect",
        Object.fromEntries(
            Object.entries(raw).flatMap(([key, value]) =>
                value === undefined ? [] : [[key.includes(":") ? key : `trailconnect:${key}`, value]],
            ),
        ),
    );
}

const unknown = "There is no such choice.";
const notList = "Not a list of strings.";
const notObjects = "Not a list of objects.";
const notNumber = "Not a number.";
const empty = "The value is empty.";
const notResourceType = "That is not a resource type of CloudTrail's data events.";
const notArnPrefix = "That is not the beginning of an ARN.";
const notWhole = "Not a whole number.";
const outOfRange = "Out of range.";
const notBoolean = "Not true or false.";
const notTwelve = "An AWS account ID is 12 digits.";
const notQuoted =
    "without quotes YAML takes an account ID for a number, and one that begins with 0 changes: it loses its zeros, or is read as octal.";
const elevenDigits = `11 digits: ${notQuoted}`;
const notCidr = "That is not a CIDR block.";
const privateAddress = "Nobody on the public internet has that address, so the access key would not work from there.";
const noWorkspace =
    "Sentinel's connectors need the workspace ID: it is what tells your Sentinel from everybody else's.";
const noAccount = "Microsoft publishes no AWS account ID for this Azure cloud, so it has to be given.";
const notPgp = "That is not a PGP public key in base64.";
const documented =
    "That is the sample account in AWS's documentation: Microsoft does not sign in from it, and somebody else may.";
const outOfReach = (title: string, whose: string) =>
    `${title} is out of reach of ${whose}: Microsoft connects AWS's commercial partition only.`;
const defender = "Microsoft Defender for Cloud Apps";
const sentinel = 'Microsoft Sentinel ("Amazon Web Services" connector)';
const sentinelS3 = 'Microsoft Sentinel ("Amazon Web Services S3" connector)';
const trailArn = "arn:aws:cloudtrail:eu-central-1:444455556666:trail/audit-trail";
const keyArn = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const topicArn = "arn:aws:sns:eu-central-1:444455556666:audit-logs";
const governmentKeyArn = "arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const oidcProviderArn = "arn:aws:iam::444455556666:oidc-provider/sts.windows.net/cab8a31a-1906-4287-a0d8-4eef66b95f6e/";
const noStatements = '{"Version":"2012-10-17","Statement":[]}';
const ofTheTrail = "The trail exists already: it is its owner's to set up.";
const ofTheBucket = "The log bucket exists already: it is its owner's to set up.";
const ofNoBucket = "It is an existing bucket's, and none is named.";
const ofNoAlarms = "There are no alarms: they come with the sentinelS3 connector and with tamperAlarms.";
const unnamedTrail =
    "The owner of the existing bucket or key has to admit the trail before it exists, and so to know its name.";
const elsewhere = (part: "region" | "partition", its: string, ours: string) =>
    `The ARN is in ${part} ${its}, and the connection is in ${ours}. They must be in the same ${part}.`;
const inGovernment = {
    "aws:region": "us-gov-west-1",
    azureCloud: "usGovernment",
    connectors: '["sentinelS3"]',
};
const accountIds = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, index) => String(444455556600 + index)));
const asBucket = (prefix: string, reason: string) =>
    `As S3 bucket name, "${prefix}-logs-00000000" can't be: ${reason}.`;
const bucketPattern = "only lower-case letters, digits and hyphens, a letter or digit at both ends may stand there";
const asTrail = (prefix: string) =>
    `As trail name, "${prefix}-trail-00000000" can't be: only letters, digits and single dots, underscores or hyphens, a letter or digit at both ends may stand there.`;
const tooMany = JSON.stringify(Array.from({ length: 200 }, (_, index) => `203.0.113.${index + 50}/32`));

/** Every problem expected of a configuration: where, and why. */
const refused: [title: string, raw: Raw, problems: [propertyPath: string, reason: string][]][] = [
    ["no region", { "aws:region": undefined }, [["aws:region", "The trail needs a home region."]]],
    ["a region's title", { "aws:region": "Frankfurt" }, [["aws:region", "That is no AWS region."]]],
    ["an availability zone", { "aws:region": "eu-central-1a" }, [["aws:region", "That is no AWS region."]]],
    ["an empty region", { "aws:region": "" }, [["aws:region", "The trail needs a home region."]]],
    [
        "AWS China",
        { "aws:region": "cn-north-1" },
        [["aws:region", outOfReach("AWS China", `${defender} and ${sentinel}`)]],
    ],
    [
        "AWS GovCloud, for Defender only",
        { "aws:region": "us-gov-west-1", connectors: '["defender"]' },
        [["aws:region", outOfReach("AWS GovCloud (US)", defender)]],
    ],
    [
        "AWS European Sovereign Cloud, for Sentinel only",
        { "aws:region": "eusc-de-east-1", connectors: '["sentinel"]' },
        [["aws:region", outOfReach("AWS European Sovereign Cloud", sentinel)]],
    ],

    ["no workspace ID", { sentinelWorkspaceId: undefined }, [["sentinelWorkspaceId", noWorkspace]]],
    ["an empty workspace ID", { sentinelWorkspaceId: "" }, [["sentinelWorkspaceId", noWorkspace]]],
    ["a workspace's name", { sentinelWorkspaceId: "my-workspace" }, [["sentinelWorkspaceId", "That is not a GUID."]]],
    [
        "a workspace's resource ID",
        { sentinelWorkspaceId: `/subscriptions/${workspaceId}/resourceGroups/security` },
        [["sentinelWorkspaceId", "That is the workspace's Azure resource ID; Sentinel sends its workspace ID."]],
    ],
    [
        "a workspace ID in braces",
        { sentinelWorkspaceId: `{${workspaceId}}` },
        [["sentinelWorkspaceId", "The workspace ID has spaces or braces around it."]],
    ],
    [
        "a workspace ID with a space",
        { sentinelWorkspaceId: `${workspaceId} ` },
        [["sentinelWorkspaceId", "The workspace ID has spaces or braces around it."]],
    ],
    [
        "a workspace ID in upper case",
        { sentinelWorkspaceId: workspaceId.toUpperCase() },
        [
            [
                "sentinelWorkspaceId",
                "Upper case: Azure writes the workspace ID in lower case, and AWS compares external IDs letter by letter.",
            ],
        ],
    ],
    [
        "a workspace ID of zeros",
        { sentinelWorkspaceId: "00000000-0000-0000-0000-000000000000" },
        [["sentinelWorkspaceId", "All zeros is a placeholder, no workspace has it, and anybody could guess it."]],
    ],

    [
        "Microsoft's placeholder account",
        { microsoftAccountId: "123412341234" },
        [
            [
                "microsoftAccountId",
                "That is the placeholder in Microsoft's screenshots of the connector: Microsoft does not sign in from it, and somebody else may.",
            ],
        ],
    ],
    ["AWS's sample account", { microsoftAccountId: "123456789012" }, [["microsoftAccountId", documented]]],
    ["AWS's other sample account", { microsoftAccountId: "111122223333" }, [["microsoftAccountId", documented]]],
    [
        "an account of zeros",
        { microsoftAccountId: "000000000000" },
        [
            [
                "microsoftAccountId",
                "That is not an AWS account: Microsoft does not sign in from it, and somebody else may.",
            ],
        ],
    ],
    ["an account of 11 digits", { microsoftAccountId: "19785702652" }, [["microsoftAccountId", elevenDigits]]],
    ["an account of 13 digits", { microsoftAccountId: "1978570265230" }, [["microsoftAccountId", notTwelve]]],
    ["an account of one digit", { microsoftAccountId: "7" }, [["microsoftAccountId", `1 digit: ${notQuoted}`]]],
    ["an account's alias", { microsoftAccountId: "microsoft" }, [["microsoftAccountId", notTwelve]]],
    ["Azure Government without an account", { azureCloud: "usGovernment" }, [["microsoftAccountId", noAccount]]],
    ["an unknown cloud", { azureCloud: "china" }, [["azureCloud", unknown]]],
    [
        "an unknown cloud and a bad account",
        { azureCloud: "china", microsoftAccountId: "one" },
        [
            ["azureCloud", unknown],
            ["microsoftAccountId", notTwelve],
        ],
    ],

    ["an unknown connector", { connectors: '["defender","azure"]' }, [["connectors[1]", unknown]]],
    ["an unknown connector alone", { connectors: '["constructor"]' }, [["connectors[0]", unknown]]],
    ["a connector in upper case", { connectors: '["Defender"]' }, [["connectors[0]", unknown]]],
    ["no connector", { connectors: "[]" }, [["connectors", "The list is empty."]]],
    ["a connector twice", { connectors: '["defender","defender"]' }, [["connectors", "The list names a value twice."]]],
    ["a text for a list of connectors", { connectors: "defender" }, [["connectors", notList]]],
    ["a text in quotes for a list", { connectors: '"defender"' }, [["connectors", notList]]],
    ["a map for a list", { connectors: '{"defender":true}' }, [["connectors", notList]]],
    ["a list of numbers", { connectors: "[1]" }, [["connectors", notList]]],
    ["a list in a list", { connectors: '[["defender"]]' }, [["connectors", notList]]],
    ["null for a list", { connectors: "null" }, [["connectors", notList]]],
    ["an unclosed list", { connectors: '["defender"' }, [["connectors", notList]]],

    ["an unknown permission", { defenderPermissions: '["Everything"]' }, [["defenderPermissions[0]", unknown]]],
    ["a permission in lower case", { defenderPermissions: '["activity"]' }, [["defenderPermissions[0]", unknown]]],
    ["no permission", { defenderPermissions: "[]" }, [["defenderPermissions", "The list is empty."]]],
    [
        "a permission twice",
        { defenderPermissions: '["Activity","Storage","Activity"]' },
        [["defenderPermissions", "The list names a value twice."]],
    ],
    ["a text for a list of permissions", { defenderPermissions: "Activity" }, [["defenderPermissions", notList]]],

    ["an unknown encryption", { encryption: "aes256" }, [["encryption", unknown]]],
    ["a retention of 0 days", { logRetentionDays: "0" }, [["logRetentionDays", outOfRange]]],
    ["a retention of -1 days", { logRetentionDays: "-1" }, [["logRetentionDays", outOfRange]]],
    ["a retention of 36501 days", { logRetentionDays: "36501" }, [["logRetentionDays", outOfRange]]],
    ["a retention of 1.5 days", { logRetentionDays: "1.5" }, [["logRetentionDays", notWhole]]],
    ["a retention of abc", { logRetentionDays: "abc" }, [["logRetentionDays", notNumber]]],
    ["a retention of 0x10 days", { logRetentionDays: "0x10" }, [["logRetentionDays", notNumber]]],
    ["a retention of 1e3 days", { logRetentionDays: "1e3" }, [["logRetentionDays", notNumber]]],
    ["a retention with a space", { logRetentionDays: " 365" }, [["logRetentionDays", notNumber]]],
    ["a retention of a list", { logRetentionDays: "[365]" }, [["logRetentionDays", notNumber]]],
    ["a retention of Infinity", { logRetentionDays: "Infinity" }, [["logRetentionDays", notNumber]]],
    [
        "a retention of more digits than a number holds",
        { logRetentionDays: "36500000000000000001" },
        [["logRetentionDays", notNumber]],
    ],
    ["yes for a boolean", { protectLogs: "yes" }, [["protectLogs", notBoolean]]],
    ["True for a boolean", { protectLogs: "True" }, [["protectLogs", notBoolean]]],
    ["1 for a boolean", { keepPreviousAccessKey: "1" }, [["keepPreviousAccessKey", notBoolean]]],
    ["a word of an object's for a boolean", { protectLogs: "constructor" }, [["protectLogs", notBoolean]]],

    ["access key generation 0", { accessKeyGeneration: "0" }, [["accessKeyGeneration", outOfRange]]],
    ["access key generation two", { accessKeyGeneration: "two" }, [["accessKeyGeneration", notNumber]]],
    [
        "a previous access key of the first",
        { keepPreviousAccessKey: "true" },
        [["keepPreviousAccessKey", "Generation 1 has no previous access key."]],
    ],
    [
        "a previous access key of the first, in so many words",
        { accessKeyGeneration: "1", keepPreviousAccessKey: "true" },
        [["keepPreviousAccessKey", "Generation 1 has no previous access key."]],
    ],
    [
        "a generation that can't be read, and the previous access key of it",
        { accessKeyGeneration: "two", keepPreviousAccessKey: "true" },
        [["accessKeyGeneration", notNumber]],
    ],
    [
        "connectors that can't be read, and no workspace ID",
        { connectors: "defender", sentinelWorkspaceId: undefined },
        [["connectors", notList]],
    ],

    ["no CIDR block", { defenderSourceIps: '["everywhere"]' }, [["defenderSourceIps[0]", notCidr]]],
    [
        "an address without a prefix length",
        { defenderSourceIps: '["203.0.113.5"]' },
        [["defenderSourceIps[0]", "The prefix length is missing."]],
    ],
    ["a prefix length of 33", { defenderSourceIps: '["203.0.113.0/33"]' }, [["defenderSourceIps[0]", notCidr]]],
    ["a private CIDR block", { defenderSourceIps: '["10.0.0.0/8"]' }, [["defenderSourceIps[0]", privateAddress]]],
    ["a private address", { defenderSourceIps: '["192.168.1.1"]' }, [["defenderSourceIps[0]", privateAddress]]],
    [
        "every address",
        { defenderSourceIps: '["203.0.113.0/24","0.0.0.0/0"]' },
        [["defenderSourceIps[1]", "That is every address: leave the list out instead."]],
    ],
    [
        "200 CIDR blocks",
        { defenderSourceIps: tooMany },
        [["defenderSourceIps", "With 200 CIDR blocks the policy has 7979 characters, and IAM takes 6144."]],
    ],
    ["a text for a list of CIDR blocks", { defenderSourceIps: "203.0.113.0/24" }, [["defenderSourceIps", notList]]],

    ["a prefix in upper case", { namePrefix: "Acme" }, [["namePrefix", asBucket("Acme", bucketPattern)]]],
    ["a prefix with a double hyphen", { namePrefix: "acme--prod" }, [["namePrefix", asTrail("acme--prod")]]],
    ["a prefix with a hyphen behind", { namePrefix: "acme-" }, [["namePrefix", asTrail("acme-")]]],
    ["a prefix with a hyphen before", { namePrefix: "-acme" }, [["namePrefix", asBucket("-acme", bucketPattern)]]],
    ["a prefix with a dot", { namePrefix: "acme.prod" }, [["namePrefix", asBucket("acme.prod", bucketPattern)]]],
    ["a prefix of S3's", { namePrefix: "sthree-" }, [["namePrefix", asBucket("sthree-", "AWS reserves it")]]],
    ["a space for a prefix", { namePrefix: " " }, [["namePrefix", asBucket(" ", bucketPattern)]]],
    [
        "a prefix of 47 characters",
        { namePrefix: "a".repeat(47) },
        [
            [
                "namePrefix",
                `As IAM user name, "${"a".repeat(47)}-defender-00000000" can't be: 65 characters are too many.`,
            ],
        ],
    ],

    [
        "a PGP key in ASCII armor",
        { accessKeyPgpKey: "-----BEGIN PGP PUBLIC KEY BLOCK-----" },
        [["accessKeyPgpKey", "That is ASCII armor; AWS's provider wants the bare key in base64."]],
    ],
    ["garbage for a PGP key", { accessKeyPgpKey: "hunter2" }, [["accessKeyPgpKey", notPgp]]],
    [
        "a private key for a PGP key",
        { accessKeyPgpKey: Buffer.from("9558046b0028af16", "hex").toString("base64") },
        [
            [
                "accessKeyPgpKey",
                "That is a private key. Give the public one, and treat the private one as disclosed if it is in a file of this project.",
            ],
        ],
    ],

    [
        "bad values of connectors that are off",
        { connectors: '["sentinel"]', defenderPermissions: "[]", accessKeyGeneration: "0" },
        [
            ["defenderPermissions", "The list is empty."],
            ["accessKeyGeneration", outOfRange],
        ],
    ],
    [
        "a bad workspace ID while Sentinel is off",
        { connectors: '["defender"]', sentinelWorkspaceId: "my-workspace" },
        [["sentinelWorkspaceId", "That is not a GUID."]],
    ],

    [
        "AWS China, for Sentinel's S3 connector",
        { "aws:region": "cn-north-1", connectors: '["sentinelS3"]' },
        [
            [
                "aws:region",
                `AWS China is out of reach of ${sentinelS3}: Microsoft connects AWS's commercial partition and AWS GovCloud (US) only.`,
            ],
        ],
    ],
    [
        "AWS GovCloud, for both of Sentinel's connectors",
        { "aws:region": "us-gov-west-1", connectors: '["sentinel","sentinelS3"]' },
        [["aws:region", outOfReach("AWS GovCloud (US)", sentinel)]],
    ],
    [
        "Sentinel's S3 connector without a workspace ID",
        { connectors: '["sentinelS3"]', sentinelWorkspaceId: undefined },
        [["sentinelWorkspaceId", noWorkspace]],
    ],
    [
        "a key and a topic of another region",
        {
            connectors: '["sentinelS3"]',
            "aws:region": "eu-west-1",
            existingKmsKeyArn: keyArn,
            trailName: "audit-trail",
            alarmTopicArn: "arn:aws:sns:eu-central-1:444455556666:alarms",
        },
        [
            ["existingKmsKeyArn", elsewhere("region", "eu-central-1", "eu-west-1")],
            ["alarmTopicArn", elsewhere("region", "eu-central-1", "eu-west-1")],
        ],
    ],
    [
        "an existing trail for Sentinel's S3 connector without its bucket",
        { connectors: '["sentinelS3"]', existingTrailArn: trailArn },
        [
            [
                "existingBucketName",
                "The sentinelS3 connector reads the logs of the existing trail, and its bucket is not named.",
            ],
        ],
    ],
    ["an existing key without a trail name", { existingKmsKeyArn: keyArn }, [["trailName", unnamedTrail]]],
    [
        "a key and topics of another region in the same account",
        {
            connectors: '["sentinelS3"]',
            "aws:region": "eu-west-1",
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingKmsKeyArn: keyArn,
            existingTopicArn: topicArn,
            alarmTopicArn: topicArn,
        },
        [
            ["existingKmsKeyArn", elsewhere("region", "eu-central-1", "eu-west-1")],
            ["existingTopicArn", elsewhere("region", "eu-central-1", "eu-west-1")],
            ["alarmTopicArn", elsewhere("region", "eu-central-1", "eu-west-1")],
        ],
    ],
    [
        "a trail of another partition",
        { ...inGovernment, existingTrailArn: trailArn, existingBucketName: "central-logs" },
        [["existingTrailArn", elsewhere("partition", "aws", "aws-us-gov")]],
    ],
    [
        "a trail of AWS GovCloud's in the commercial partition",
        { existingTrailArn: "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/audit-trail" },
        [["existingTrailArn", elsewhere("partition", "aws-us-gov", "aws")]],
    ],
    [
        "an OIDC provider of another partition",
        { ...inGovernment, existingOidcProviderArn: oidcProviderArn },
        [["existingOidcProviderArn", elsewhere("partition", "aws", "aws-us-gov")]],
    ],
    [
        "a key of another partition, and so of another region",
        { existingKmsKeyArn: governmentKeyArn, trailName: "audit-trail" },
        [["existingKmsKeyArn", elsewhere("partition", "aws-us-gov", "aws")]],
    ],
    [
        "topics of another partition that name the stack's region",
        {
            ...inGovernment,
            existingTrailArn: "arn:aws-us-gov:cloudtrail:us-gov-west-1:444455556666:trail/audit-trail",
            existingBucketName: "central-logs",
            existingTopicArn: "arn:aws:sns:us-gov-west-1:444455556666:audit-logs",
            alarmTopicArn: "arn:aws:sns:us-gov-west-1:444455556666:alarms",
        },
        [
            ["existingTopicArn", elsewhere("partition", "aws", "aws-us-gov")],
            ["alarmTopicArn", elsewhere("partition", "aws", "aws-us-gov")],
        ],
    ],
    [
        "a region's title, but no ARN because of it",
        { "aws:region": "Frankfurt", connectors: '["sentinelS3"]', alarmTopicArn: topicArn },
        [["aws:region", "That is no AWS region."]],
    ],

    ["an existing trail's name", { existingTrailArn: trailArn, trailName: "audit-trail" }, [["trailName", ofTheTrail]]],
    [
        "an existing trail's management events",
        { existingTrailArn: trailArn, managementEvents: "All" },
        [["managementEvents", ofTheTrail]],
    ],
    [
        "an existing trail's data events",
        { existingTrailArn: trailArn, dataEvents: '[{"resourceType":"AWS::S3::Object"}]' },
        [["dataEvents", ofTheTrail]],
    ],
    [
        "an existing trail's insights",
        { existingTrailArn: trailArn, insights: '["ApiErrorRateInsight"]' },
        [["insights", ofTheTrail]],
    ],
    [
        "an existing trail's log group",
        { existingTrailArn: trailArn, cloudWatchLogsRetentionDays: "90" },
        [["cloudWatchLogsRetentionDays", ofTheTrail]],
    ],
    [
        "an existing trail's bucket with access logs",
        { existingTrailArn: trailArn, accessLogBucketName: "access-logs" },
        [["accessLogBucketName", ofTheBucket]],
    ],
    [
        "an existing trail's bucket with Object Lock",
        { existingTrailArn: trailArn, objectLockDays: "30" },
        [["objectLockDays", ofTheBucket]],
    ],
    [
        "an existing trail's bucket with a mode of Object Lock",
        { existingTrailArn: trailArn, objectLockMode: "GOVERNANCE" },
        [["objectLockMode", ofTheBucket]],
    ],
    [
        "an existing bucket with access logs and Object Lock",
        {
            existingBucketName: "central-logs",
            trailName: "audit-trail",
            accessLogBucketName: "access-logs",
            objectLockDays: "30",
            objectLockMode: "COMPLIANCE",
        },
        [
            ["accessLogBucketName", ofTheBucket],
            ["objectLockDays", ofTheBucket],
            ["objectLockMode", ofTheBucket],
        ],
    ],
    ["a policy of no bucket", { existingBucketPolicy: noStatements }, [["existingBucketPolicy", ofNoBucket]]],
    [
        "a notification of no bucket",
        { connectors: '["sentinelS3"]', existingBucketNotification: "{}" },
        [["existingBucketNotification", ofNoBucket]],
    ],
    [
        "a topic of no bucket",
        { connectors: '["sentinelS3"]', existingTopicArn: topicArn },
        [["existingTopicArn", ofNoBucket]],
    ],
    ["e-mails of no alarm", { alarmEmails: '["security@example.com"]' }, [["alarmEmails", ofNoAlarms]]],
    ["a topic of no alarm", { alarmTopicArn: topicArn }, [["alarmTopicArn", ofNoAlarms]]],
    [
        "a key prefix of a new trail",
        { existingTrailKeyPrefix: "production" },
        [["existingTrailKeyPrefix", "The trail that is made here has no S3 key prefix."]],
    ],
    [
        "a policy for an existing trail's bucket",
        { existingTrailArn: trailArn, existingBucketName: "central-logs", existingBucketPolicy: noStatements },
        [["existingBucketPolicy", "The existing trail writes to its bucket already: its policy needs nothing more."]],
    ],
    [
        "a policy for an existing trail's bucket that is not named",
        { existingTrailArn: trailArn, existingBucketPolicy: noStatements },
        [["existingBucketPolicy", "The existing trail writes to its bucket already: its policy needs nothing more."]],
    ],
    [
        "a notification beside an existing topic",
        {
            connectors: '["sentinelS3"]',
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingTopicArn: topicArn,
            existingBucketNotification: "{}",
        },
        [["existingBucketNotification", "The bucket's notifications go to the existing topic already: none is made."]],
    ],
    [
        "a topic beside an existing topic",
        {
            connectors: '["sentinelS3"]',
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingTopicArn: topicArn,
            snsFanOut: "true",
        },
        [["snsFanOut", "The bucket's notifications go to the existing topic already: no other one is made."]],
    ],
    [
        "an existing key that encrypts nothing",
        { existingKmsKeyArn: keyArn, encryption: "s3", trailName: "audit-trail" },
        [["existingKmsKeyArn", "With encryption s3 no KMS key encrypts the logs."]],
    ],
    ["an existing bucket without a trail name", { existingBucketName: "central-logs" }, [["trailName", unnamedTrail]]],
    [
        "member accounts of no organization",
        { connectors: '["sentinelS3"]', memberAccountIds: '["444455556666"]' },
        [["memberAccountIds", "Only an organization has member accounts."]],
    ],
    [
        "more member accounts than an existing topic's subscription can name",
        {
            connectors: '["sentinelS3"]',
            organizationId: "o-exampleorgid",
            memberAccountIds: accountIds(38),
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingTopicArn: topicArn,
        },
        [["memberAccountIds", "The filter of the subscription to the existing topic can't name so many accounts."]],
    ],
    [
        "e-mails to an existing topic",
        { connectors: '["sentinelS3"]', alarmTopicArn: topicArn, alarmEmails: '["security@example.com"]' },
        [["alarmEmails", "The alarms' topic exists already: it is its owner's to subscribe to."]],
    ],
    [
        "a lock that outlasts the logs",
        { objectLockDays: "31", logRetentionDays: "30" },
        [["objectLockDays", "Object Lock would hold logs longer than they are kept."]],
    ],
    [
        "a lock that outlasts the logs' default retention",
        { objectLockDays: "366" },
        [["objectLockDays", "Object Lock would hold logs longer than they are kept."]],
    ],
    [
        "alarms that can't ring",
        { tamperAlarms: "true", managementEvents: "ReadOnly" },
        [
            [
                "tamperAlarms",
                "Whoever stops or changes something writes, and the trail records reads only: no alarm would ever ring.",
            ],
        ],
    ],

    [
        "a member account that lost its leading zero",
        { connectors: '["sentinelS3"]', organizationId: "o-exampleorgid", memberAccountIds: "[44455556666]" },
        [["memberAccountIds", notList]],
    ],
    ["numbers that are no account IDs", { defenderSourceIps: "[4444555566667,1.5]" }, [["defenderSourceIps", notList]]],
    ...[...kinds.keys()]
        .filter((key) => key !== "sentinelWorkspaceId")
        .map((key): (typeof refused)[number] => [`an empty ${key}`, { [key]: "" }, [[key, empty]]]),
    [
        "an empty bucket name where one is needed",
        { connectors: '["sentinelS3"]', existingTrailArn: trailArn, existingBucketName: "" },
        [
            [
                "existingBucketName",
                "The sentinelS3 connector reads the logs of the existing trail, and its bucket is not named.",
            ],
        ],
    ],
    [
        "no days in CloudWatch Logs and of Object Lock",
        { cloudWatchLogsRetentionDays: "0", objectLockDays: "0" },
        [
            ["cloudWatchLogsRetentionDays", "CloudWatch Logs offers no such retention."],
            ["objectLockDays", outOfRange],
        ],
    ],
    [
        "a member account that is no list",
        { connectors: '["sentinelS3"]', organizationId: "o-exampleorgid", memberAccountIds: "444455556666" },
        [["memberAccountIds", notList]],
    ],
    [
        "a member account without its leading zero",
        { connectors: '["sentinelS3"]', organizationId: "o-exampleorgid", memberAccountIds: '["44455556666"]' },
        [["memberAccountIds[0]", elevenDigits]],
    ],

    ["data events that are no JSON", { dataEvents: "AWS::S3::Object" }, [["dataEvents", notObjects]]],
    ["data events that are texts", { dataEvents: '["AWS::S3::Object"]' }, [["dataEvents", notObjects]]],
    [
        "data events that are no list",
        { dataEvents: '{"resourceType":"AWS::S3::Object"}' },
        [["dataEvents", notObjects]],
    ],
    ["data events in a list in a list", { dataEvents: "[[]]" }, [["dataEvents", notObjects]]],
    ["null among data events", { dataEvents: "[null]" }, [["dataEvents", notObjects]]],
    [
        "data events with a property that there isn't",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","bucket":"payroll"}]' },
        [["dataEvents[0].bucket", "There is no such property."]],
    ],
    ["data events of nothing", { dataEvents: "[{}]" }, [["dataEvents[0].resourceType", notResourceType]]],
    [
        "data events of what is no resource type",
        { dataEvents: '[{"resourceType":"AWS::S3::Object"},{"resourceType":"S3"}]' },
        [["dataEvents[1].resourceType", notResourceType]],
    ],
    [
        "data events of a number",
        { dataEvents: '[{"resourceType":7}]' },
        [["dataEvents[0].resourceType", notResourceType]],
    ],
    [
        "data events of a list of resource types",
        { dataEvents: '[{"resourceType":["AWS::S3::Object"]}]' },
        [["dataEvents[0].resourceType", notResourceType]],
    ],
    [
        "data events of an object that has no text",
        { dataEvents: '[{"resourceType":{"toString":1}}]' },
        [["dataEvents[0].resourceType", notResourceType]],
    ],
    [
        "a text for a list of ARN prefixes",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":"arn:aws:s3:::payroll/"}]' },
        [["dataEvents[0].arnPrefixes", "That is not a list."]],
    ],
    [
        "null for a list of ARN prefixes",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":null}]' },
        [["dataEvents[0].arnPrefixes", "That is not a list."]],
    ],
    [
        "an ARN prefix that is a bucket's name",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":["payroll"]}]' },
        [["dataEvents[0].arnPrefixes[0]", notArnPrefix]],
    ],
    [
        "an ARN prefix with a wildcard",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::a/","arn:aws:s3:::b/*"]}]' },
        [["dataEvents[0].arnPrefixes[1]", notArnPrefix]],
    ],
    [
        "an ARN prefix in a list in a list",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":[["arn:aws:s3:::a/"]]}]' },
        [["dataEvents[0].arnPrefixes[0]", notArnPrefix]],
    ],
    [
        "data events of an unknown kind",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","readWriteType":"Write"}]' },
        [["dataEvents[0].readWriteType", unknown]],
    ],
    [
        "null for a kind of data events",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","readWriteType":null}]' },
        [["dataEvents[0].readWriteType", unknown]],
    ],
    [
        "several faults of data events",
        { dataEvents: '[{"resourceType":"S3","readWriteType":"Write","bucket":"payroll","arnPrefixes":7}]' },
        [
            ["dataEvents[0].bucket", "There is no such property."],
            ["dataEvents[0].resourceType", notResourceType],
            ["dataEvents[0].arnPrefixes", "That is not a list."],
            ["dataEvents[0].readWriteType", unknown],
        ],
    ],
    ["days of Object Lock that are no number", { objectLockDays: "forever" }, [["objectLockDays", notNumber]]],
    [
        "days in CloudWatch Logs that it doesn't offer",
        { cloudWatchLogsRetentionDays: "2" },
        [["cloudWatchLogsRetentionDays", "CloudWatch Logs offers no such retention."]],
    ],

    ["an unknown key", { retention: "30" }, [["retention", "Unknown key."]]],
    ["a key misspelled", { logRetention: "30" }, [["logRetention", "Unknown key. Did you mean logRetentionDays?"]]],
    ["an unknown key of an object's", { constructor: "30" }, [["constructor", "Unknown key."]]],
    ["tags, which the AWS provider has", { tags: '{"Team":"security"}' }, [["tags", "Unknown key."]]],
    ["an unknown key without a value", { retention: "" }, [["retention", "Unknown key."]]],
];

const accepted: [title: string, raw: Raw, args: Partial<CloudTrailConnectionArgs>][] = [
    ["the least there can be", {}, {}],
    [
        "Defender alone, without a workspace ID",
        { connectors: '["defender"]', sentinelWorkspaceId: undefined },
        { connectors: ["defender"], sentinelWorkspaceId: undefined } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "Defender alone, without an account of Azure Government's",
        { connectors: '["defender"]', azureCloud: "usGovernment" },
        { connectors: ["defender"], azureCloud: "usGovernment" } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "Azure Government with an account",
        { azureCloud: "usGovernment", microsoftAccountId: "210987654321" },
        { azureCloud: "usGovernment", microsoftAccountId: "210987654321" } as Partial<CloudTrailConnectionArgs>,
    ],
    ["the longest retention", { logRetentionDays: "36500" }, { logRetentionDays: 36_500 }],
    ["the shortest retention", { logRetentionDays: "1" }, { logRetentionDays: 1 }],
    ["the longest prefix", { namePrefix: "a".repeat(46) }, { namePrefix: "a".repeat(46) }],
    [
        "a rotation",
        { accessKeyGeneration: "2", keepPreviousAccessKey: "true" },
        { accessKeyGeneration: 2, keepPreviousAccessKey: true },
    ],
    ["unprotected logs", { protectLogs: "false" }, { protectLogs: false }],
    ["no CIDR block", { defenderSourceIps: "[]" }, { defenderSourceIps: [] }],
    ["a keybase user", { accessKeyPgpKey: "keybase:alice" }, { accessKeyPgpKey: "keybase:alice" }],
    [
        "Sentinel's S3 connector in AWS GovCloud",
        { "aws:region": "us-gov-west-1", connectors: '["sentinelS3"]' },
        { connectors: ["sentinelS3"] } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "data events",
        { dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::payroll/"]}]' },
        { dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes: ["arn:aws:s3:::payroll/"] }] },
    ],
    [
        "data events with everything that can be said of them",
        {
            dataEvents:
                '[{"resourceType":"AWS::Lambda::Function"},{"resourceType":"AWS::S3::Object","readWriteType":"WriteOnly","arnPrefixes":[]}]',
        },
        {
            dataEvents: [
                { resourceType: "AWS::Lambda::Function" },
                { resourceType: "AWS::S3::Object", readWriteType: "WriteOnly", arnPrefixes: [] },
            ],
        } as Partial<CloudTrailConnectionArgs>,
    ],
    ["no data events", { dataEvents: "[]" }, { dataEvents: [] }],
    ["a lock as long as the logs are kept", { objectLockDays: "365" }, { objectLockDays: 365 }],
    [
        "a trail of another region, which records every region",
        { "aws:region": "eu-west-1", existingTrailArn: trailArn },
        { existingTrailArn: trailArn },
    ],
    [
        "a key of the stack's own partition and region, outside of the commercial one",
        { ...inGovernment, existingKmsKeyArn: governmentKeyArn, trailName: "audit-trail" },
        {
            azureCloud: "usGovernment",
            connectors: ["sentinelS3"],
            existingKmsKeyArn: governmentKeyArn,
            trailName: "audit-trail",
        } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "as many member accounts as an existing topic's subscription can name",
        {
            connectors: '["sentinelS3"]',
            organizationId: "o-exampleorgid",
            memberAccountIds: accountIds(37),
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingTopicArn: topicArn,
        },
        {
            connectors: ["sentinelS3"],
            organizationId: "o-exampleorgid",
            memberAccountIds: JSON.parse(accountIds(37)),
            existingTrailArn: trailArn,
            existingBucketName: "central-logs",
            existingTopicArn: topicArn,
        } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "account IDs that the CLI made numbers of",
        {
            connectors: '["sentinelS3"]',
            organizationId: "o-exampleorgid",
            memberAccountIds: '[444455556666,"777788889999"]',
        },
        {
            connectors: ["sentinelS3"],
            organizationId: "o-exampleorgid",
            memberAccountIds: ["444455556666", "777788889999"],
        } as Partial<CloudTrailConnectionArgs>,
    ],
    [
        "an existing trail, its bucket and its key",
        {
            connectors: '["sentinelS3"]',
            existingTrailArn: trailArn,
            existingBucketName: "central.logs",
            existingKmsKeyArn: keyArn,
        },
        {
            connectors: ["sentinelS3"],
            existingTrailArn: trailArn,
            existingBucketName: "central.logs",
            existingKmsKeyArn: keyArn,
        } as Partial<CloudTrailConnectionArgs>,
    ],
    ["other projects' and providers' keys", { "aws:defaultTags": "{}", "other:logRetentionDays": "x" }, {}],
];

/** The key that a problem's path is in. */
function keyOf(propertyPath: string): string {
    return propertyPath.replace(/^trailconnect:/, "").replace(/\[.*$/s, "");
}

/** A problem's example as its message shows it. */
function sampleOf({ propertyPath, example, exampleProperty }: Problem): unknown {
    return propertyPath.endsWith("]") && !exampleProperty ? [example] : example;
}

/**
 * The configuration with a problem's example pasted into it. What the example is for another key than the faulty one
 * stands beside it, but for a key that there isn't: that one goes.
 */
function mended(raw: Raw, problem: Problem): Raw {
    const key = keyOf(problem.propertyPath);
    const sample = sampleOf(problem);
    return {
        ...raw,
        ...((problem.reason.startsWith("Unknown key.") || problem.example === undefined) && { [key]: undefined }),
        [keyOf(problem.exampleProperty ?? key)]: typeof sample === "string" ? sample : JSON.stringify(sample),
    };
}

describe("parseConfig", () => {
    for (const [title, raw, args] of accepted) {
        it(`accepts ${title}`, () => {
            expect(parse(raw)).to.deep.equal({
                args: Object.fromEntries(
                    Object.entries({ sentinelWorkspaceId: workspaceId, ...args }).filter(
                        ([, value]) => value !== undefined,
                    ),
                ),
                problems: [],
            });
        });
    }

    for (const [title, raw, problems] of refused) {
        it(`refuses ${title}`, () => {
            expect(parse(raw).problems.map(({ propertyPath, reason }) => [propertyPath, reason])).to.deep.equal(
                problems.map(([propertyPath, reason]) => [
                    propertyPath.includes(":") ? propertyPath : `trailconnect:${propertyPath}`,
                    reason,
                ]),
            );
        });

        it(`has an example that helps against ${title}`, () => {
            for (const problem of parse(raw).problems) {
                const kind = kinds.get(keyOf(problem.exampleProperty ?? problem.propertyPath)) ?? "string";
                if (problem.example !== undefined) {
                    expect(kindsOf(sampleOf(problem)), JSON.stringify(sampleOf(problem))).to.include(kind);
                }
                const left = parse(mended(raw, problem)).problems.map(({ propertyPath }) => keyOf(propertyPath));
                expect(left).to.not.include(keyOf(problem.propertyPath));
                expect(left).to.not.include(keyOf(problem.exampleProperty ?? ""));
            }
        });
    }

    it("tells everything that is wrong in one message", () => {
        const { problems } = parse({
            "aws:region": "us-gov-west-1",
            sentinelWorkspaceId: workspaceId.toUpperCase(),
            microsoftAccountId: "19785702652",
            logRetentionDays: "a year",
            encryption: "none",
            defenderSourceIps: '["203.0.113.5","10.0.0.0/8"]',
            logRetention: "365",
        });
        expect(describeProblems(problems)).to.equal(`8 values can't be used.

  aws:region = "us-gov-west-1"
    AWS GovCloud (US) is out of reach of Microsoft Defender for Cloud Apps and Microsoft Sentinel ("Amazon Web Services" connector): Microsoft connects AWS's commercial partition only.
    Allowed: a region of the partition aws; in AWS GovCloud (US) the connector sentinelS3 alone
    Example: aws:region: "eu-central-1"

  trailconnect:logRetentionDays = "a year"
    Not a number.
    Allowed: a number
    Example: trailconnect:logRetentionDays: 365

  trailconnect:logRetention = (not shown)
    Unknown key. Did you mean logRetentionDays?
    Allowed: connectors, sentinelWorkspaceId, azureCloud, microsoftAccountId, namePrefix, logRetentionDays, encryption, protectLogs, defenderPermissions, defenderSourceIps, accessKeyGeneration, keepPreviousAccessKey, accessKeyPgpKey, additionalSessionNames, snsFanOut, alarmTopicArn, alarmEmails, organizationId, memberAccountIds, trailName, existingTrailArn, existingTrailKeyPrefix, existingBucketName, existingBucketPolicy, existingBucketNotification, existingKmsKeyArn, existingOidcProviderArn, existingTopicArn, managementEvents, dataEvents, insights, cloudWatchLogsRetentionDays, accessLogBucketName, objectLockDays, objectLockMode, tamperAlarms
    Example: trailconnect:logRetentionDays: 365

  trailconnect:encryption = "none"
    There is no such choice.
    Allowed: kms, s3
    Example: trailconnect:encryption: "kms"

  trailconnect:sentinelWorkspaceId = "${workspaceId.toUpperCase()}"
    Upper case: Azure writes the workspace ID in lower case, and AWS compares external IDs letter by letter.
    Allowed: the workspace ID: a GUID in lower case, without braces or spaces
    Example: trailconnect:sentinelWorkspaceId: "${workspaceId}"
    Find it: Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID

  trailconnect:microsoftAccountId = "19785702652"
    ${elevenDigits}
    Allowed: the 12 digits of Microsoft's AWS account, in quotes
    Example: trailconnect:microsoftAccountId: "210987654321"
    Find it: Microsoft Sentinel > Data connectors > Amazon Web Services > Open connector page > "Microsoft account ID"

  trailconnect:defenderSourceIps[0] = "203.0.113.5"
    The prefix length is missing.
    Allowed: public IPv4 or IPv6 CIDR blocks
    Example: trailconnect:defenderSourceIps: ["203.0.113.5/32"]
    Find it: Microsoft's page "Network requirements" of Defender for Cloud Apps, for the addresses of your data center

  trailconnect:defenderSourceIps[1] = "10.0.0.0/8"
    Nobody on the public internet has that address, so the access key would not work from there.
    Allowed: public IPv4 or IPv6 CIDR blocks
    Example: trailconnect:defenderSourceIps: ["203.0.113.0/24"]
    Find it: Microsoft's page "Network requirements" of Defender for Cloud Apps, for the addresses of your data center`);
    });

    it("doesn't show the value of a key that there isn't: it may be a misspelled secret", () => {
        expect(
            describeProblems(parse({ accessKeyPgp: "not to be repeated" }).problems),
        ).to.equal(`1 value can't be used.

  trailconnect:accessKeyPgp = (not shown)
    Unknown key. Did you mean accessKeyPgpKey?
    Allowed: connectors, sentinelWorkspaceId, azureCloud, microsoftAccountId, namePrefix, logRetentionDays, encryption, protectLogs, defenderPermissions, defenderSourceIps, accessKeyGeneration, keepPreviousAccessKey, accessKeyPgpKey, additionalSessionNames, snsFanOut, alarmTopicArn, alarmEmails, organizationId, memberAccountIds, trailName, existingTrailArn, existingTrailKeyPrefix, existingBucketName, existingBucketPolicy, existingBucketNotification, existingKmsKeyArn, existingOidcProviderArn, existingTopicArn, managementEvents, dataEvents, insights, cloudWatchLogsRetentionDays, accessLogBucketName, objectLockDays, objectLockMode, tamperAlarms
    Example: trailconnect:accessKeyPgpKey: "keybase:alice"`);
    });

    const shown = (raw: Raw) => describeProblems(parse(raw).problems);

    it("shows data events' faults where they are, and the whole value as it is to be pasted", () => {
        expect(shown({ dataEvents: '[{"resourceType":"S3","bucket":"payroll"}]' })).to.equal(`2 values can't be used.

  trailconnect:dataEvents[0].bucket = "payroll"
    There is no such property.
    Allowed: resourceType, arnPrefixes, readWriteType
    Example: trailconnect:dataEvents: [{"resourceType":"AWS::S3::Object"}]

  trailconnect:dataEvents[0].resourceType = "S3"
    That is not a resource type of CloudTrail's data events.
    Allowed: AWS::SERVICE::TYPE, as CloudTrail's page on data events lists them
    Example: trailconnect:dataEvents: [{"resourceType":"AWS::S3::Object"}]`);
    });

    it("shows the whole value for an ARN prefix too", () => {
        expect(
            shown({ dataEvents: '[{"resourceType":"AWS::S3::Object","arnPrefixes":["payroll"]}]' }),
        ).to.equal(`1 value can't be used.

  trailconnect:dataEvents[0].arnPrefixes[0] = "payroll"
    That is not the beginning of an ARN.
    Allowed: the beginning of an ARN, without wildcards; for the objects of a bucket with a slash at its end
    Example: trailconnect:dataEvents: [{"resourceType":"AWS::S3::Object","arnPrefixes":["arn:aws:s3:::payroll/"]}]`);
    });

    it("is brief about a property of data events that there isn't, however long its name is", () => {
        const { length } = shown({
            dataEvents: JSON.stringify([{ resourceType: "AWS::S3::Object", ["a".repeat(3_000)]: 1 }]),
        });
        expect(length).to.be.below(1_000);
    });

    it("shows an ARN of another region or partition in the stack's own", () => {
        expect(
            shown({ "aws:region": "eu-west-1", connectors: '["sentinelS3"]', alarmTopicArn: topicArn }),
        ).to.equal(`1 value can't be used.

  trailconnect:alarmTopicArn = "arn:aws:sns:eu-central-1:444455556666:audit-logs"
    The ARN is in region eu-central-1, and the connection is in eu-west-1. They must be in the same region.
    Allowed: an ARN in region eu-west-1
    Example: trailconnect:alarmTopicArn: "arn:aws:sns:eu-west-1:444455556666:audit-logs"`);
        expect(shown({ ...inGovernment, existingOidcProviderArn: oidcProviderArn })).to.equal(`1 value can't be used.

  trailconnect:existingOidcProviderArn = "${oidcProviderArn}"
    The ARN is in partition aws, and the connection is in aws-us-gov. They must be in the same partition.
    Allowed: an ARN in partition aws-us-gov
    Example: trailconnect:existingOidcProviderArn: "${oidcProviderArn.replace("arn:aws:", "arn:aws-us-gov:")}"`);
    });

    it("shows what would make sense of a key under the other key's whole name", () => {
        const { problems } = parseConfig("fork", {
            "aws:region": "eu-west-1",
            "fork:connectors": '["defender"]',
            "fork:alarmTopicArn": topicArn,
            "fork:logRetention": "30",
        });
        expect(problems.map(({ propertyPath, exampleProperty }) => [propertyPath, exampleProperty])).to.deep.equal([
            ["fork:alarmTopicArn", undefined],
            ["fork:logRetention", "fork:logRetentionDays"],
            ["fork:alarmTopicArn", "fork:tamperAlarms"],
        ]);
    });

    it("shows a number as it was given, however long it is", () => {
        const { problems } = parse({ logRetentionDays: "9".repeat(400) });
        expect(describeProblems(problems)).to.include(`  trailconnect:logRetentionDays = `).and.not.include("null");
    });

    it("knows its keys by the project's name", () => {
        const { args, problems } = parseConfig("fork", {
            "aws:region": "eu-central-1",
            "fork:connectors": '["defender"]',
            "fork:logRetentionDays": "0",
            "trailconnect:logRetentionDays": "1",
        });
        expect(args).to.deep.equal({ connectors: ["defender"], logRetentionDays: 0 });
        expect(problems.map(({ propertyPath }) => propertyPath)).to.deep.equal(["fork:logRetentionDays"]);
    });

    it("never throws, and is brief, whatever stands in a value", () => {
        const keys = ["aws:region", ...kinds.keys()];
        const text = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.string({ unit: fc.constantFrom(..."aA0-.:/\u202e\u001b\u0000"), size: "max", maxLength: 3_000 }),
            fc.json(),
            fc.array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6())).map((items) => JSON.stringify(items)),
            fc
                .array(
                    fc.dictionary(
                        fc.oneof(fc.constantFrom("resourceType", "arnPrefixes", "readWriteType"), fc.string()),
                        fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null)),
                    ),
                )
                .map((items) => JSON.stringify(items)),
            fc.constantFrom("constructor", '["constructor"]', '["__proto__"]', "1e999", "-0", "9".repeat(400)),
        );
        fc.assert(
            fc.property(fc.dictionary(fc.constantFrom(...keys), text, { noNullPrototype: true }), (raw) => {
                const { args, problems } = parse(raw);
                for (const [key, value] of Object.entries(args).filter(([, read]) => read !== undefined)) {
                    expect(kindsOf(value), key).to.include(kinds.get(key));
                }
                for (const problem of problems) {
                    expect(describeProblems([problem]).length, problem.propertyPath).to.be.below(1_000);
                    expect(problem.propertyPath).to.match(
                        /^(aws:region|trailconnect:\w+(\[\d+\])?|trailconnect:dataEvents\[\d+\]\..*)$/s,
                    );
                }
            }),
            // Long texts take long to shrink.
            { numRuns: 500, interruptAfterTimeLimit: 10_000 },
        );
    });
});

/** The kinds that a value is of. */
function kindsOf(value: unknown): Kind[] {
    if (Array.isArray(value)) {
        return [
            ...(value.every((item) => typeof item === "string") ? (["strings"] as const) : []),
            ...(value.every((item) => typeof item === "object") ? (["objects"] as const) : []),
        ];
    }
    return [typeof value as Kind];
}

/** The `config:` of Pulumi.yaml. */
function projectConfig(): Record<string, { default: unknown }> {
    const text = readFileSync(path.join(__dirname, "..", "Pulumi.yaml"), "utf8");
    return (load(text) as { config: Record<string, { default: unknown }> }).config;
}

describe("Pulumi.yaml", () => {
    const defaults = Object.fromEntries(
        Object.entries(projectConfig()).map(([key, { default: value }]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );

    it("has defaults that pass, but for the workspace ID that nobody can guess", () => {
        expect(
            parse({ ...defaults, sentinelWorkspaceId: undefined }).problems.map(({ propertyPath }) => propertyPath),
        ).to.deep.equal(["trailconnect:sentinelWorkspaceId"]);
        expect(parse({ ...defaults, sentinelWorkspaceId: workspaceId }).problems).to.deep.equal([]);
    });

    it("has the components' own defaults", async () => {
        const made = async (args: CloudTrailConnectionArgs) => {
            const { built, registrations } = await construct(() => new CloudTrailConnection("c", args));
            const resources = registrations.filter(({ custom }) => custom);
            return { resources: byLabel(resources), outputs: await outputsOf(built) };
        };
        const { args } = parse({ ...defaults, sentinelWorkspaceId: workspaceId });
        expect(args).to.include.all.keys("connectors", "namePrefix", "logRetentionDays", "encryption", "protectLogs");
        expect(await made(args)).to.deep.equal(await made({ sentinelWorkspaceId: workspaceId }));
    });
});

describe("readConfig", () => {
    // How the Pulumi CLI tells the language runtime.
    const secretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    before(() =>
        pulumi.runtime.setMocks(
            { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
            "trailconnect",
            "prod",
        ),
    );

    afterEach(() => {
        delete process.env[secretKeys];
        pulumi.runtime.setAllConfig({});
    });

    it("reads the present stack's configuration", () => {
        pulumi.runtime.setAllConfig({
            "aws:region": "eu-central-1",
            "trailconnect:connectors": '["defender"]',
            "trailconnect:logRetentionDays": "30",
            "trailconnect:protectLogs": "false",
        });
        expect(readConfig()).to.deep.equal({ connectors: ["defender"], logRetentionDays: 30, protectLogs: false });
    });

    it("repeats no secret", () => {
        process.env[secretKeys] = JSON.stringify(["trailconnect:encryption", "trailconnect:defenderSourceIps"]);
        pulumi.runtime.setAllConfig({
            "aws:region": "eu-central-1",
            "trailconnect:connectors": '["defender"]',
            "trailconnect:encryption": "not to be repeated",
            "trailconnect:defenderSourceIps": '["not to be repeated"]',
        });
        expect(() => readConfig())
            .to.throw(pulumi.RunError)
            .with.property("message")
            .that.includes("trailconnect:encryption = [secret]")
            .and.includes("trailconnect:defenderSourceIps[0] = [secret]")
            .and.not.includes("not to be repeated");
    });

    it("refuses it with everything that is wrong, without a stack trace", () => {
        pulumi.runtime.setAllConfig({ "aws:region": "eu-central-1", "trailconnect:encryption": "none" });
        let thrown: unknown;
        try {
            readConfig();
        } catch (error) {
            thrown = error;
        }
        // Pulumi prints the message of a RunError, and nothing else of it.
        expect(pulumi.RunError.isInstance(thrown)).to.equal(true);
        expect((thrown as Error).message).to.equal(`2 values can't be used.

  trailconnect:encryption = "none"
    There is no such choice.
    Allowed: kms, s3
    Example: trailconnect:encryption: "kms"

  trailconnect:sentinelWorkspaceId is not set
    Sentinel's connectors need the workspace ID: it is what tells your Sentinel from everybody else's.
    Allowed: the workspace ID: a GUID in lower case, without braces or spaces
    Example: trailconnect:sentinelWorkspaceId: "${workspaceId}"
    Find it: Azure portal > Log Analytics workspaces > your workspace > Overview > Workspace ID

Nothing was created or changed. The values stand in Pulumi.prod.yaml.`);
    });
});
