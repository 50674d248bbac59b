import type { Statement } from "../../components/policies/document";
import type { Registration } from "../../rehearsal/engine";
import { policiesOf } from "../../rehearsal/policies";
import { ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { covers } from "../identities/grants";
import type { Identity } from "../identities/identities";
import { conditionsForReaders } from "../identities/words";

/** One thing that somebody may do, and when. */
export interface Access {
    /** Actions of AWS; for holding an access key, which is none, words. */
    actions: string[];
    /** What of the thing is reached, if not the whole: patterns of keys of objects, or of log streams. */
    within: string[];
    /** Each in words; none: always. */
    conditions: string[];
}

/** An access, from whom to what. */
export interface Arrow {
    /** The ARN of who acts, or a pattern of ARNs; for somebody outside the account, who that is. */
    from: string;
    /** The ARN of what is reached; `SERVICE:*` for everything of an AWS service. */
    to: string;
    access: Access;
    /** Whether the owner of an existing resource has yet to grant it. */
    isToBeAdded: boolean;
}

/** The ARN of the thing that a resource of a policy is or lies in: of the bucket, for objects. */
function thingOf(resource: string, action: string): string {
    if (resource === "*") {
        return `${action.split(":")[0]}:*`;
    }
    return resource.includes(":s3:::") ? resource.replace(/\/.*$/, "") : resource.replace(/:log-stream:.*$/, "");
}

/** What of that thing; nothing if it is all of it. */
function withinOf(resource: string): string[] {
    const [, path = ""] = /:s3:::[^/]+\/(.+)$|:(log-stream:.+)$/.exec(resource)?.slice(0, 3).filter(Boolean) ?? [];
    return path && path !== "*" ? [path] : [];
}

/** The arrows of one statement, all from the same. */
function arrowsTo(
    from: string,
    statement: Statement,
    resources: readonly string[],
    conditions: string[],
    isToBeAdded = false,
): Arrow[] {
    return asList(statement.Action).flatMap((action) =>
        resources.map((resource) => ({
            from,
            to: thingOf(resource, action),
            access: { actions: [action], within: withinOf(resource), conditions },
            isToBeAdded,
        })),
    );
}

function ofIdentity(identity: Identity): Arrow[] {
    const { title, becomes, documents } = identity;
    const trust = documents.filter(({ isTrust }) => isTrust);
    const permissions = documents.filter(({ isTrust }) => !isTrust);
    return [
        ...(trust.length
            ? trust.flatMap(({ document }) =>
                  document.Statement.flatMap((statement) =>
                      arrowsTo(title, statement, [becomes], conditionsForReaders(statement)),
                  ),
              )
            : [
                  {
                      from: title,
                      to: becomes,
                      access: { actions: ["holds its access key"], within: [], conditions: [] },
                      isToBeAdded: false,
                  },
              ]),
        ...permissions.flatMap(({ document }) =>
            document.Statement.flatMap((statement) =>
                arrowsTo(becomes, statement, asList(statement.Resource), conditionsForReaders(statement)),
            ),
        ),
    ];
}

/** The statement without its condition on the resource that an AWS service acts for, which the arrow itself shows. */
function withoutSource(statement: Statement): Statement {
    const entries = Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).filter(([key]) => key !== "aws:SourceArn")),
    ]);
    return { ...statement, Condition: Object.fromEntries(entries) };
}

function sourcesOf({ Condition }: Statement): string[] {
    return Object.values(Condition ?? {}).flatMap((keys) => asList(keys["aws:SourceArn"]));
}

/** The arrows of a statement that admits AWS services. */
function ofServices(
    statement: Statement,
    resources: readonly string[],
    registrations: readonly Registration[],
    isToBeAdded = false,
): Arrow[] {
    const { Principal: principal } = statement;
    const services = typeof principal === "object" ? asList(principal.Service) : [];
    if (statement.Effect === "Deny" || services.length === 0) {
        return [];
    }
    // A pattern of buckets stands for the one that is made here.
    const own = (source: string) =>
        registrations.find(({ type, state }) => type === "aws:s3/bucket:Bucket" && covers(source, state.arn as string))
            ?.state.arn as string | undefined;
    const sources = sourcesOf(statement).map((source) => own(source) ?? source);
    return (sources.length ? sources : services).flatMap((from) =>
        arrowsTo(from, statement, resources, conditionsForReaders(withoutSource(statement)), isToBeAdded),
    );
}

const roleType = "aws:iam/role:Role";
const bearsItself = [roleType, "aws:kms/key:Key"];

function ofResourcePolicies(registrations: readonly Registration[]): Arrow[] {
    return policiesOf(registrations).flatMap(({ resource, type, document }) => {
        const bearer = registrations.find((candidate) => candidate.type === type && candidate.name === resource);
        return document.Statement.flatMap((statement) =>
            ofServices(
                statement,
                bearsItself.includes(type) ? [bearer?.state.arn as string] : asList(statement.Resource),
                registrations,
            ),
        );
    });
}

/** What the roles of AWS services may do: those that Microsoft's identities assume have arrows of their own. */
function ofServiceRoles(registrations: readonly Registration[], identities: readonly Identity[]): Arrow[] {
    return registrations
        .filter(({ type, state }) => type === roleType && !identities.some(({ becomes }) => becomes === state.arn))
        .flatMap((role) =>
            ofType(registrations, "aws:iam/rolePolicy:RolePolicy")
                .filter(({ inputs }) => inputs.role === role.state.name)
                .flatMap(({ inputs }) =>
                    (JSON.parse(inputs.policy as string).Statement as Statement[]).flatMap((statement) =>
                        arrowsTo(
                            role.state.arn as string,
                            statement,
                            asList(statement.Resource),
                            conditionsForReaders(statement),
                        ),
                    ),
                ),
        );
}

/** Statements that a component gives out, for the owner of an existing resource to add. */
const givenOut = [
    "bucketPolicyStatements",
    "kmsKeyPolicyStatements",
    "alarmTopicPolicyStatements",
    "accessLogBucketPolicyStatements",
];

function ofStatementsToAdd(registrations: readonly Registration[]): Arrow[] {
    return ofType(registrations, "trailconnect:index:CloudTrailConnection").flatMap(({ state }) =>
        givenOut.flatMap((name) =>
            (JSON.parse((state[name] as string | undefined) ?? "[]") as Statement[]).flatMap((statement) =>
                ofServices(
                    statement,
                    name === "kmsKeyPolicyStatements" ? [state.kmsKeyArn as string] : asList(statement.Resource),
                    registrations,
                    true,
                ),
            ),
        ),
    );
}

/** Every access that a program grants to Microsoft's identities and to AWS's services. */
export function arrowsOf(registrations: readonly Registration[], identities: readonly Identity[]): Arrow[] {
    return [
        ...identities.flatMap(ofIdentity),
        ...ofResourcePolicies(registrations),
        ...ofServiceRoles(registrations, identities),
        ...ofStatementsToAdd(registrations),
    ];
}
