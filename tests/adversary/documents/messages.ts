/** Queues and topics: what takes messages for somebody. */
import type { AwsRequest } from "../../support/simulate";
import {
    byAdministrator,
    microsoft,
    type Place,
    plainHttp,
    services,
    strangers,
    unprivileged,
    withValues,
} from "../outsiders";
import { type Attempt, actionsOn, asResourcePolicy, otherActions, outsideOf, type Trial } from "../trial";
import { foreignAccounts, foreignArns } from "../values";

/** Who may send messages, and for what. */
export interface AdmittedSender {
    service: string;
    /** What it sends them for, in words: a bucket, a topic, an alarm or a rule. */
    what: string;
    /** ARNs that it may send for. */
    sources: readonly string[];
    /** ARNs that look much like them, and are not to be admitted. */
    foreignSources: readonly string[];
    /** The account that has to stand beside the ARN, where one has to. */
    sourceAccount?: string;
}

/** What is known of a queue or topic and its policy. */
export interface MessagesWorld extends Place {
    arn: string;
    service: "sqs" | "sns";
    senders: readonly AdmittedSender[];
    /** The actions that the policy has to refuse over plain HTTP. */
    refusedOverPlainHttp: "all" | "sending" | "none";
}

/** A bucket or topic that sends by its one ARN. */
export function senderOf(what: string, service: string, arn: string, sourceAccount?: string): AdmittedSender {
    return { service, what, sources: [arn], foreignSources: foreignArns(arn), sourceAccount };
}

/** What is tried on the policy of a queue or topic, or on statements that are added to one. */
export async function messagesTrial(world: MessagesWorld): Promise<Trial> {
    const { arn, service, accountId } = world;
    const sending = service === "sqs" ? "sqs:SendMessage" : "sns:Publish";
    const bySender = world.senders.map((sender) => ({
        sender,
        requests: sender.sources.map(
            (source): AwsRequest => ({
                principal: sender.service,
                action: sending,
                resource: arn,
                accountId,
                context: {
                    "aws:SourceArn": source,
                    ...(sender.sourceAccount && { "aws:SourceAccount": sender.sourceAccount }),
                    "aws:SecureTransport": "true",
                },
            }),
        ),
    }));
    const admitted = bySender.flatMap(({ requests }) => requests);
    const onIt = await actionsOn(service, arn);
    const administered = onIt.map((action) => byAdministrator(world, action, arn));
    const permitted = [...admitted, ...administered];

    const attempts: Attempt[] = [];
    for (const { sender, requests } of bySender) {
        const [first] = requests as [AwsRequest];
        const { sourceAccount } = sender;
        attempts.push(
            ...withValues(`another ${sender.what}`, [first], "aws:SourceArn", sender.foreignSources),
            ...withValues(`no ${sender.what} named`, requests, "aws:SourceArn", [undefined]),
            ...(sourceAccount
                ? withValues(
                      `${sender.what === "alarm" ? "an" : "a"} ${sender.what} of another account, or of none`,
                      requests,
                      "aws:SourceAccount",
                      [...foreignAccounts(sourceAccount), sourceAccount.slice(1), "*", "", undefined],
                  )
                : []),
            ...services(requests, sender.service),
            ...(await otherActions(
                "every other action of the service, by who is admitted",
                first,
                service,
                [arn],
                (action) => action === sending,
            )),
        );
    }
    attempts.push(
        // Where nobody is admitted, no service is.
        ...(admitted.length ? [] : services([{ ...byAdministrator(world, sending, arn), identityPolicies: [] }])),
        ...strangers(permitted, world),
        ...microsoft(permitted, world),
        ...unprivileged(permitted, world),
    );
    if (world.refusedOverPlainHttp !== "none") {
        attempts.push(
            ...plainHttp(permitted.filter(({ action }) => world.refusedOverPlainHttp === "all" || action === sending)),
        );
    }
    return { attach: asResourcePolicy, permitted, attempts: outsideOf(permitted, attempts), bearer: arn };
}
