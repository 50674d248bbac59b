/** The topics that alarms go to, and who may publish to them. */
import { ofType, parentOf } from "../../registered/resources";
import { admits, type Request } from "./admits";
import { statementsOf } from "./documents";
import { keys } from "./options";
import { connections, type RegisteredStack } from "./registeredStack";

/** The ARNs of the topics of `AlarmTopic`, and of those that the arguments of the program's components name for alarms. */
function alarmTopics(stack: RegisteredStack): unknown[] {
    const alone = ofType(stack.all, "trailconnect:index:TamperAlarms").filter(
        (alarms) => !parentOf(stack.all, alarms)?.type.startsWith("trailconnect:"),
    );
    return [
        ...stack
            .of("sns", "Topic")
            .filter((topic) => parentOf(stack.all, topic)?.type === "trailconnect:index:AlarmTopic")
            .map(({ state }) => state.arn),
        ...connections(stack).map((connection) => stack.settingsOf(connection)(keys.alarmTopic)),
        ...alone.map(({ inputs }) => inputs.topicArn),
    ].filter((arn) => arn !== undefined);
}

/** Whether an ARN is that of a topic for alarms. */
export function isAlarmTopic(arn: unknown, stack: RegisteredStack): boolean {
    return alarmTopics(stack).includes(arn);
}

/** Whether the policy of a topic that the program makes lets a service publish; an existing topic's is its owner's. */
export function admitsPublisher(
    topicArn: string,
    publisher: Pick<Request, "service" | "source">,
    stack: RegisteredStack,
): boolean {
    const topics = stack.of("sns", "Topic").filter(({ state }) => state.arn === topicArn);
    const policies = stack.of("sns", "TopicPolicy").filter(({ inputs }) => inputs.arn === topicArn);
    return (
        topics.length === 0 ||
        (policies.length > 0 &&
            policies.every((policy) =>
                admits(statementsOf(policy), { ...publisher, action: "sns:Publish", resource: topicArn }),
            ))
    );
}
