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
    ...(
        [
            ["a Sid that is a number", { Sid: 5 }, "policy-sid", "In statement number 1, Sid is not a text."],
            ...[null, "444455556666", [], {}].map((Principal): [string, object, string, string] => [
                `the principal ${JSON.stringify(Principal)}`,
                { Principal },
                "policy-principal",
                'In statement "Theirs", Principal is neither "*" nor an object of principals.',
            ]),
            ...[null, [], 444455556666, ["444455556666", null]].map((AWS): [string, object, string, string] => [
                `the AWS principal ${JSON.stringify(AWS)}`,
                { Principal: { AWS } },
                "policy-principal",
                'In statement "Theirs", Principal.AWS is neither a text nor a list of texts.',
            ]),
            [
                "a principal of an unknown kind",
                { Principal: { AWS: "444455556666", User: "somebody" } },
                "policy-principal-kind",
                'In statement "Theirs", "User" is no kind of principal: there are AWS, Service, Federated, CanonicalUser.',
            ],
            [
                "Allow with NotPrincipal",
                { Principal: undefined, NotPrincipal: { AWS: "444455556666" } },
                "policy-allow-not-principal",
                'In statement "Theirs", NotPrincipal stands with Allow, and AWS takes it with Deny only.',
            ],
            ...[null, [], 5, ["s3:GetObject", null], ""].map((Action): [string, object, string, string] => [
                `the action ${JSON.stringify(Action)}`,
                { Action },
                "policy-action",
                'In statement "Theirs", Action is neither a text nor a list of texts.',
            ]),
            ...["GetObject", "sqs:SendMessage", "s3", "s3:", "s3-object-lambda:GetObject", "s3:Get Object"].map(
                (action): [string, object, string, string] => [
                    `the action ${action}`,
                    { Action: ["s3:PutObject", action] },
                    "policy-action-service",
                    `In statement "Theirs", ${JSON.stringify(action)} is no action of Amazon S3.`,
                ],
            ),
            [
                "an action of another service in NotAction",
                { Action: undefined, NotAction: "iam:*" },
                "policy-action-service",
                'In statement "Theirs", "iam:*" is no action of Amazon S3.',
            ],
            ...[null, [], {}, [bucketArn, 5]].map((Resource): [string, object, string, string] => [
                `the resource ${JSON.stringify(Resource)}`,
                { Resource },
                "policy-resource",
                'In statement "Theirs", Resource is neither a text nor a list of texts.',
            ]),
            ...[null, "x", []].map((Condition): [string, object, string, string] => [
                `the condition ${JSON.stringify(Condition)}`,
                { Condition },
                "policy-condition",
                'In statement "Theirs", Condition is not an object.',
            ]),
            [
                "a condition without keys",
                { Condition: { StringEquals: "x" } },
                "policy-condition",
                'In statement "Theirs", Condition.StringEquals is not an object.',
            ],
            [
                "a condition's value that is null",
                { Condition: { StringEquals: { "aws:SourceAccount": null } } },
                "policy-condition-value",
                'In statement "Theirs", the value of "aws:SourceAccount" is neither a text nor a list of texts.',
            ],
            ...["StringEqual", "Equals", "ForSomeValues:StringEquals", "NullIfExists", "aws:SourceAccount"].map(
                (operator): [string, object, string, string] => [
                    `the operator ${operator}`,
                    { Condition: { [operator]: { "aws:SourceAccount": "444455556666" } } },
                    "policy-condition-operator",
                    `In statement "Theirs", ${JSON.stringify(operator)} is no condition operator.`,
                ],
            ),
        ] as [string, object, string, string][]
    ).map(([what, elements, code, reason]): [string, string, string, string] => [
        what,
        document({ ...fine, ...elements }),
        code,
        reason,
    ]),
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

    it("may have every operator, principal and action that AWS takes", () => {
        for (const elements of [
            { Principal: "*" },
            { Principal: { AWS: "*", Service: ["logging.s3.amazonaws.com"], Federated: "x", CanonicalUser: "y" } },
            ...["*", "s3:*", "S3:getobject", "s3:Get?bject*", ["s3:PutObject", "*:*"]].map((Action) => ({ Action })),
            ...[
                "StringLike",
                "stringnotequalsignorecaseifexists",
                "ForAnyValue:ArnLike",
                "ForAllValues:StringEqualsIfExists",
                "NumericLessThanEquals",
                "DateGreaterThan",
                "Bool",
                "BinaryEquals",
                "NotIpAddress",
                "ArnNotEqualsIfExists",
                "Null",
            ].map((operator) => ({ Condition: { [operator]: { one: "x", two: ["y", 5, true] } } })),
        ]) {
            const text = document({ ...fine, ...elements });
            expect(checkExistingPolicy(text, bucketName), text).to.equal(undefined);
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
