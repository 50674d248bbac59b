/** Which management events a trail's selectors let through. */
export interface SelectorsSeen {
    reads: boolean;
    writes: boolean;
    /** The services that are left out. */
    leftOut: string[];
}

/** A trail's selectors, of either kind, as CloudTrail gives them. */
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

/** What of the management events the selectors let through: the basic ones, or the advanced ones. */
export function managementEvents({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): SelectorsSeen {
    if (EventSelectors.length + AdvancedEventSelectors.length === 0) {
        // A trail without selectors records what CloudTrail records by default.
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
                leftOut: others.flatMap(({ Field, NotEquals }) => NotEquals ?? [`all but some by ${Field}`]),
            };
        });
    const all = [...basic, ...advanced];
    return {
        reads: all.some(({ reads }) => reads),
        writes: all.some(({ writes }) => writes),
        leftOut: [...new Set(all.flatMap(({ leftOut }) => leftOut))],
    };
}
