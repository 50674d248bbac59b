import type { Statement } from "../../../components/iam/document";
import type { Registration } from "../../rehearsal/engine";
import { bornPolicies } from "../../rehearsal/policies";
import { isOfAccount, principalsOf } from "../../rehearsal/principals";
import { ofType } from "../../rehearsal/registrations";
import { asList } from "../../rehearsal/statements";
import { covers } from "../identities/grants";
import { documentsOfRole, type Identity } from "../identities/identities";
import { grantsIn, isReadable, sourcesOf } from "../identities/statements";
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
    /** The AWS service that acts for what the arrow comes from; none: it acts itself. */
    service?: string;
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

/** Who an identity's trust policy lets in: Microsoft, under the connector's title, or whoever it names besides. */
function trustArrows({ title, becomes, trusts, documents }: Identity): Arrow[] {
    return documents
        .filter(({ isTrust }) => isTrust)
        .flatMap(({ document }) => grantsIn(document))
        .flatMap((statement) =>
            principalsOf(statement).flatMap(({ id }) =>
                arrowsTo(id === trusts ? title : id, statement, [becomes], conditionsForReaders(statement)),
            ),
        );
}

function ofIdentity(identity: Identity): Arrow[] {
    const { title, becomes, trusts, documents } = identity;
    const signsIn: Arrow[] = trusts
        ? trustArrows(identity)
        : [
              {
                  from: title,
                  to: becomes,
                  access: { actions: ["holds its access key"], within: [], conditions: [] },
                  isToBeAdded: false,
              },
          ];
    return [
        ...signsIn,
        ...documents
            .filter(({ isTrust }) => !isTrust)
            .flatMap(({ document }) => grantsIn(document))
            .flatMap((statement) =>
                arrowsTo(becomes, statement, asList(statement.Resource), conditionsForReaders(statement)),
            ),
    ];
}

/** The statement without its condition on the resource that an AWS service acts for, which the arrow itself shows. */
function withoutSource(statement: Statement): Statement {
    const shown = sourcesOf(statement);
    const entries = Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(
            Object.entries(keys).filter(
                ([key, values]) =>
                    key.toLowerCase() !== "aws:sourcearn" || !asList(values).every((value) => shown.includes(value)),
            ),
        ),
    ]);
    return { ...statement, Condition: Object.fromEntries(entries) };
}

/** The arrows of a statement that names who may do something, but for principals of the account itself. */
function ofPrincipals(
    statement: Statement,
    resources: readonly string[],
    { registrations, accountId }: Program,
    isToBeAdded = false,
): Arrow[] {
    if (!isReadable(statement) || statement.Effect === "Deny") {
        return [];
    }
    // A pattern of buckets stands for the one that is made here.
    const own = (source: string) =>
        ofType(registrations, "aws:s3/bucket:Bucket").find(({ state }) => covers(source, state.arn as string))?.state
            .arn as string | undefined;
    const sources = sourcesOf(statement).map((source) => own(source) ?? source);
    return principalsOf(statement)
        .filter(({ id }) => !isOfAccount(id, accountId))
        .flatMap(({ kind, id }) =>
            kind === "Service" && sources.length
                ? sources.flatMap((from) =>
                      arrowsTo(
                          from,
                          statement,
                          resources,
                          conditionsForReaders(withoutSource(statement)),
                          isToBeAdded,
                      ).map((arrow) => ({ ...arrow, service: id })),
                  )
                : arrowsTo(id, statement, resources, conditionsForReaders(statement), isToBeAdded),
        );
}

const roleType = "aws:iam/role:Role";
const bearsItself = [roleType, "aws:kms/key:Key"];

function ofResourcePolicies(program: Program): Arrow[] {
    const { registrations, identities } = program;
    return bornPolicies(registrations).flatMap(({ bearer, policy }) => {
        const arn = bearer.state.arn as string;
        return identities.some(({ becomes }) => becomes === arn)
            ? []
            : policy.document.Statement.flatMap((statement) =>
                  ofPrincipals(
                      statement,
                      bearsItself.includes(bearer.type) ? [arn] : asList(statement.Resource),
                      program,
                  ),
              );
    });
}

/** What other roles than Microsoft's may do. */
function ofOtherRoles({ registrations, identities }: Program): Arrow[] {
    return ofType(registrations, roleType)
        .filter(({ state }) => !identities.some(({ becomes }) => becomes === state.arn))
        .flatMap((role) =>
            documentsOfRole(role, registrations)
                .filter(({ isTrust }) => !isTrust)
                .flatMap(({ document }) => grantsIn(document))
                .flatMap((statement) =>
                    arrowsTo(
                        role.state.arn as string,
                        statement,
                        asList(statement.Resource),
                        conditionsForReaders(statement),
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

function ofStatementsToAdd(program: Program): Arrow[] {
    return ofType(program.registrations, "trailconnect:index:CloudTrailConnection").flatMap(({ state }) =>
        givenOut.flatMap((name) =>
            (JSON.parse((state[name] as string | undefined) ?? "[]") as Statement[]).flatMap((statement) =>
                ofPrincipals(
                    statement,
                    name === "kmsKeyPolicyStatements" ? [state.kmsKeyArn as string] : asList(statement.Resource),
                    program,
                    true,
                ),
            ),
        ),
    );
}

/** What the arrows are read off. */
interface Program {
    registrations: readonly Registration[];
    identities: readonly Identity[];
    accountId: string;
}

/** Every access that a program grants to whoever is no principal of the account, and to its roles and Defender's user. */
export function arrowsOf(
    registrations: readonly Registration[],
    identities: readonly Identity[],
    accountId: string,
): Arrow[] {
    const program = { registrations, identities, accountId };
    return [
        ...identities.flatMap(ofIdentity),
        ...ofResourcePolicies(program),
        ...ofOtherRoles(program),
        ...ofStatementsToAdd(program),
    ];
}
