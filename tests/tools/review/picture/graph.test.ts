import { expect } from "chai";
import { sampleAccountId } from "../../../../tools/rehearsal/aws";
import { onlyAccountOf } from "../../../../tools/rehearsal/program";
import { identitiesOf } from "../../../../tools/review/identities/identities";
import { type Graph, graphOf, type Node, NodeKind } from "../../../../tools/review/picture/graph";
import { rehearsalOf, type StackName, workspaceId } from "../stacks";

async function graph(stack: StackName): Promise<Graph> {
    const { program, run } = await rehearsalOf(stack);
    return graphOf(run.registrations, identitiesOf(run.registrations), onlyAccountOf(program) ?? sampleAccountId);
}

function label({ title, name }: Node): string {
    return name ? `${title} ${name}` : title;
}

/** The arrows in words: from, to, and each access on a line. */
function arrows({ nodes, edges }: Graph): Record<string, string[]> {
    const of = (id: string) => label(nodes.find((node) => node.id === id) as Node);
    return Object.fromEntries(
        edges.map(({ from, to, accesses, isToBeAdded }) => [
            `${of(from)} ${isToBeAdded ? "-.->" : "->"} ${of(to)}`,
            accesses.map(({ actions, within, conditions }) =>
                [
                    actions.join(","),
                    ...within.map((path) => `on ${path}`),
                    ...conditions.map((one) => `if ${one}`),
                ].join(" "),
            ),
        ]),
    );
}

const trail = "Trail trailconnect-trail-5671dce3";
const bucket = "Log bucket trailconnect-logs-5671dce3";
const key = "Log key 3f180f07-8149-4616-11d4-609ba587042a";
const alarms = "Alarm topic trailconnect-alarms-5671dce3";

describe("the picture", () => {
    it("has these boxes and arrows by default", async () => {
        const plain = await graph("plain");
        expect(
            plain.nodes.map(({ kind, notes, ...node }) => [kind, label({ kind, notes, ...node }), notes]),
        ).to.have.deep.members([
            [NodeKind.Outside, "Microsoft Defender for Cloud Apps", []],
            [NodeKind.Identity, "User trailconnect-defender-5671dce3", []],
            [NodeKind.Outside, 'Microsoft Sentinel ("Amazon Web Services" connector)', []],
            [NodeKind.Identity, "Role trailconnect-sentinel-5671dce3", []],
            [NodeKind.Service, "CloudTrail the whole account", []],
            [NodeKind.Service, "CloudWatch the whole account", []],
            [NodeKind.Service, "IAM the whole account", []],
            [NodeKind.Service, "Amazon S3 the whole account", []],
            [NodeKind.Resource, trail, []],
            [NodeKind.Resource, bucket, ["TLS only"]],
            [NodeKind.Resource, key, []],
        ]);
        const user = "User trailconnect-defender-5671dce3";
        expect(arrows(plain)).to.deep.equal({
            [`Microsoft Defender for Cloud Apps -> ${user}`]: ["holds its access key"],
            [`${user} -> CloudTrail the whole account`]: [
                "cloudtrail:DescribeTrails,cloudtrail:LookupEvents,cloudtrail:GetTrailStatus",
            ],
            [`${user} -> CloudWatch the whole account`]: ["cloudwatch:Describe*,cloudwatch:Get*,cloudwatch:List*"],
            [`${user} -> IAM the whole account`]: ["iam:List*,iam:Get*"],
            [`${user} -> Amazon S3 the whole account`]: ["s3:ListAllMyBuckets,s3:GetBucketAcl,s3:GetBucketLocation"],
            'Microsoft Sentinel ("Amazon Web Services" connector) -> Role trailconnect-sentinel-5671dce3': [
                `sts:AssumeRole if external ID is ${workspaceId}`,
            ],
            "Role trailconnect-sentinel-5671dce3 -> CloudTrail the whole account": [
                "cloudtrail:Get*,cloudtrail:Describe*,cloudtrail:List*,cloudtrail:LookupEvents",
            ],
            [`${trail} -> ${bucket}`]: [
                "s3:GetBucketAcl",
                "s3:PutObject on AWSLogs/111122223333/* if ACL is bucket-owner-full-control",
            ],
            [`${trail} -> ${key}`]: [
                "kms:GenerateDataKey* if encryption context is arn:aws:cloudtrail:*:111122223333:trail/*",
                "kms:Decrypt,kms:DescribeKey",
            ],
        });
    });

    it("has an arrow for every other access too", async () => {
        const everything = await graph("everything");
        const role = "Role OIDC_trailconnect-s3-5671dce3";
        const queue = "Queue trailconnect-sentinel-5671dce3";
        const topic = "Topic trailconnect-logs-5671dce3";
        const log = (account: string) => `AWSLogs/o-exampleorgid/${account}/CloudTrail/*`;
        const all = arrows(everything);
        const others = Object.entries(all).filter(
            ([arrow]) => !/Defender|defender|"Amazon Web Services"|Role trailconnect-sentinel/.test(arrow),
        );
        expect(Object.fromEntries(others)).to.deep.equal({
            [`Microsoft Sentinel ("Amazon Web Services S3" connector) -> ${role}`]: [
                `sts:AssumeRoleWithWebIdentity if token is for api://1462b192-27f7-4cb9-8523-0f4ecb54b47e if session name is MicrosoftSentinel_${workspaceId} or another-name`,
            ],
            [`${role} -> ${bucket}`]: [`s3:GetObject on ${log("444455556666")} on ${log("777788889999")}`],
            [`${role} -> ${key}`]: ["kms:Decrypt if by way of s3.eu-central-1.amazonaws.com"],
            [`${role} -> ${queue}`]: [
                "sqs:ReceiveMessage,sqs:DeleteMessage,sqs:ChangeMessageVisibility,sqs:GetQueueUrl,sqs:GetQueueAttributes",
            ],
            [`${trail} -> ${bucket}`]: [
                "s3:GetBucketAcl",
                "s3:PutObject on AWSLogs/123456789012/* on AWSLogs/o-exampleorgid/* if ACL is bucket-owner-full-control",
            ],
            [`${trail} -> ${key}`]: [
                "kms:GenerateDataKey* if encryption context is arn:aws:cloudtrail:*:123456789012:trail/*",
                "kms:Decrypt,kms:DescribeKey",
            ],
            [`${bucket} -> ${topic}`]: ["sns:Publish if for account 123456789012"],
            [`${topic} -> ${queue}`]: ["sqs:SendMessage"],
            [`CloudWatch alarms all of the region's -> ${alarms}`]: ["sns:Publish if for account 123456789012"],
            [`EventBridge rules all of the region's -> ${alarms}`]: ["sns:Publish"],
            "AWS service cloudtrail.amazonaws.com -> Role trailconnect-trail-5671dce3": ["sts:AssumeRole"],
            "Role trailconnect-trail-5671dce3 -> Log group trailconnect-trail-5671dce3": [
                "logs:CreateLogStream,logs:PutLogEvents on log-stream:123456789012_CloudTrail_* on log-stream:o-exampleorgid_*",
            ],
            [`${bucket} -.-> Existing bucket access-logs`]: [
                "s3:PutObject on trailconnect-logs-*/* if for account 123456789012",
            ],
        });
        expect(everything.nodes.find((node) => label(node) === alarms)?.notes).to.deep.equal([
            "TLS only",
            "e-mails security@example.com",
        ]);
    });

    it("shows what the owners of existing resources have yet to grant", async () => {
        const added = Object.entries(arrows(await graph("existing"))).filter(([arrow]) => arrow.includes("-.->"));
        expect(Object.fromEntries(added)).to.deep.equal({
            "Trail audit-trail -.-> Existing bucket central-logs": [
                "s3:GetBucketAcl",
                "s3:PutObject on AWSLogs/111122223333/* if ACL is bucket-owner-full-control",
            ],
            "Trail audit-trail -.-> Existing key 1234abcd-12ab-34cd-56ef-1234567890ab": [
                "kms:GenerateDataKey* if encryption context is arn:aws-us-gov:cloudtrail:*:111122223333:trail/*",
                "kms:Decrypt,kms:DescribeKey",
            ],
            "CloudWatch alarms all of the region's -.-> Existing topic alarms": [
                "sns:Publish if for account 111122223333",
            ],
        });
    });
});
