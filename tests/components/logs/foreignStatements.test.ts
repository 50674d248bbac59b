import { expect } from "chai";
import { checkExistingPolicy } from "../../../components/logs/existingDocuments";

const bucketName = "central-logs";
const bucketArn = `arn:aws:s3:::${bucketName}`;
const fine = {
    Sid: "Theirs",
    Effect: "Allow",
    Principal: { AWS: "444455556666" },
    Action: "s3:GetObject",
    Resource: `${bucketArn}/*`,
};
const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const { Principal: _principal, ...nobody } = fine;
const { Action: _action, ...nothing } = fine;
const { Resource: _resource, ...nowhere } = fine;

const rest = {
    reasonRepeatsValue: true,
    allowed: "the bucket's whole policy, as JSON; for a bucket without one, a document without statements",
    example: '{"Version":"2012-10-17","Statement":[]}',
    source: "aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text",
};

const refused: [what: string, text: string, code: string, reason: string][] = [
    [
        "an element that a document doesn't have",
        JSON.stringify({ Statements: [], Statement: [] }),
        "policy-element",
        '"Statements" is no element of a policy.',
    ],
    [
        "a version that there isn't",
        JSON.stringify({ Version: "2012-10-18", Statement: [] }),
        "policy-version",
        "Version is neither 2012-10-17 nor 2008-10-17.",
    ],
    [
        "an element that a statement doesn't have",
        document({ ...fine, Actions: "s3:*" }),
        "policy-element",
        'In statement "Theirs", "Actions" is no element of a statement.',
    ],
    [
        "an effect in lower case",
        document({ ...fine, Effect: "allow" }),
        "policy-effect",
        'In statement "Theirs", Effect is neither "Allow" nor "Deny".',
    ],
    [
        "a statement without Principal",
        document(nobody),
        "policy-element-count",
        'In statement "Theirs", there has to be either Principal or NotPrincipal.',
    ],
    [
        "a statement without Action, and without a Sid",
        document(fine, { ...nothing, Sid: undefined }),
        "policy-element-count",
        "In statement number 2, there has to be either Action or NotAction.",
    ],
    [
        "a statement without Resource",
        document(nowhere),
        "policy-element-count",
        'In statement "Theirs", there has to be either Resource or NotResource.',
    ],
    [
        "a statement with both Action and NotAction",
        document({ ...fine, NotAction: "s3:PutObject" }),
        "policy-element-count",
        'In statement "Theirs", there has to be either Action or NotAction.',
    ],
    [
        "a Sid that stands twice",
        document(fine, { ...fine, Effect: "Deny" }),
        "policy-sid-twice",
        'Two statements have the Sid "Theirs".',
    ],
    [
        "a name that stands twice in an object",
        document(fine).replace('"Effect":"Allow"', '"Effect":"Allow","Effect":"Deny"'),
        "double-name",
        'The name "Effect" occurs twice in one object, and only one of its values would be kept.',
    ],
    ...[
        "arn:aws:s3:::other-logs/*",
        `${bucketArn}-2/*`,
        "arn:aws:s3:::central-l?g2",
        "arn:aws:sqs:eu-central-1:111122223333:central-logs",
        bucketName,
        "arn:aws:s3:::*-audit/x",
    ].map((resource): [string, string, string, string] => [
        `the resource ${resource}`,
        document({ ...fine, Resource: [bucketArn, resource] }),
        "policy-of-another-bucket",
        `In statement "Theirs", ${JSON.stringify(resource)} is neither the bucket central-logs nor an object in it.`,
    ]),
    [
        "another bucket in NotResource",
        document({ ...nowhere, NotResource: "arn:aws:s3:::other-logs" }),
        "policy-of-another-bucket",
        'In statement "Theirs", "arn:aws:s3:::other-logs" is neither the bucket central-logs nor an object in it.',
    ],
];

describe("an existing bucket's policy", () => {
    for (const [what, text, code, reason] of refused) {
        it(`is refused with ${what}`, () => {
            expect(checkExistingPolicy(text, bucketName)).to.deep.equal({ code, reason, ...rest });
        });
    }

    it("may name its bucket and objects in every way that S3 takes, in any partition", () => {
        for (const resource of [
            bucketArn,
            `${bucketArn}/*`,
            "*",
            "arn:aws:s3:::*",
            "arn:aws-cn:s3:::central-logs/a?b",
        ]) {
            expect(checkExistingPolicy(document({ ...fine, Resource: resource }), bucketName), resource).to.equal(
                undefined,
            );
        }
    });

    it("may name any bucket while nobody knows which it is", () => {
        expect(checkExistingPolicy(document({ ...fine, Resource: "arn:aws:s3:::other" }))).to.equal(undefined);
    });

    it("may have statements without Sids, and every element that there is", () => {
        const { Sid: _, ...noSid } = fine;
        const all = {
            Sid: "All",
            Effect: "Deny",
            NotPrincipal: { AWS: "444455556666" },
            NotAction: "s3:PutObject",
            NotResource: bucketArn,
            Condition: {},
        };
        const text = JSON.stringify({ Version: "2008-10-17", Id: "x", Statement: [noSid, noSid, all] });
        expect(checkExistingPolicy(text, bucketName)).to.equal(undefined);
    });
});
