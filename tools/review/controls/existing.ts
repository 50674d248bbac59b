import type { Unmanaged } from "./control";
import { connections, type RegisteredStack } from "./registeredStack";

/** An argument that names an existing resource, what it is, and the AWS CLI command that shows it. */
type Existing = [key: string, what: string, command: string];

/** Refers controls to the owner of the first existing resource that the configuration names. */
export function existing(...all: Existing[]): (stack: RegisteredStack) => Unmanaged | undefined {
    return (stack) =>
        all
            .flatMap(([key, what, command]) =>
                connections(stack).flatMap((connection): Unmanaged[] => {
                    const name = stack.settingsOf(connection)(key);
                    const region = String(name).split(":")[3];
                    return typeof name === "string"
                        ? [
                              {
                                  title: `Controls of the existing ${what}`,
                                  reason: `${name} already exists (${key}), so its owner is responsible for these controls:`,
                                  command: `aws ${command} ${name}${region ? ` --region ${region}` : ""}`,
                              },
                          ]
                        : [];
                }),
            )
            .at(0);
}
