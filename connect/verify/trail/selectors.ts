/** Which management events a trail's event selectors include. */
export interface SelectorsSeen {
    reads: boolean;
    writes: boolean;
    /** The event sources that are excluded. */
    leftOut: string[];
}

/** A trail's event selectors, basic or advanced, as CloudTrail returns them. */
interface Selectors {
    EventSelectors?: {
        ReadWriteType?: string;
        IncludeManagementEvents?: boolean;
        ExcludeManagementEventSources?: string[];
    }[];
    AdvancedEventSelectors?: {
        FieldSelectors: { Field: string | undefined; Equals?: string[]; NotEquals?: string[] }[] | undefined;
    }[];
}

/** Which management events the event selectors, basic or advanced, include. */
export function managementEvents({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): SelectorsSeen {
    if (EventSelectors.length + AdvancedEventSelectors.length === 0) {
        // Without event selectors, a trail records CloudTrail's default: all management events.
        return { reads: true, writes: true, leftOut: [] };
    }
    const basic = EventSelectors.filter(({ IncludeManagementEvents }) => IncludeManagementEvents !== false).map(
        ({ ReadWriteType = "All", ExcludeManagementEventSources = [] }) => ({
            reads: ReadWriteType !== "WriteOnly",
            writes: ReadWriteType !== "ReadOnly",
            leftOut: ExcludeManagementEventSources,
        }),
    );
    const advanced = AdvancedEventSelectors.map(({ FieldSelectors = [] }) => FieldSelectors)
        .filter((fields) =>
            fields.some(({ Field, Equals }) => Field === "eventCategory" && Equals?.includes("Management")),
        )
        .map((fields) => {
            const readOnly = fields.find(({ Field }) => Field === "readOnly")?.Equals?.[0];
            const others = fields.filter(({ Field }) => Field !== "eventCategory" && Field !== "readOnly");
            return {
                reads: readOnly !== "false",
                writes: readOnly !== "true",
                leftOut: others.flatMap(({ Field, NotEquals }) => NotEquals ?? [`events filtered by ${Field}`]),
            };
        });
    const all = [...basic, ...advanced];
    return {
        reads: all.some(({ reads }) => reads),
        writes: all.some(({ writes }) => writes),
        leftOut: [...new Set(all.flatMap(({ leftOut }) => leftOut))],
    };
}
