import type { Resource } from "../registered/resources";

/** A condition of an advanced event selector, in a trail's inputs. */
export interface FieldSelector {
    field: string;
    equals?: string[];
    startsWiths?: string[];
}

/** A trail's advanced event selectors of one category, by their conditions. */
export function selectorsOf({ inputs }: Resource, category: "Management" | "Data"): FieldSelector[][] {
    return ((inputs.advancedEventSelectors ?? []) as { fieldSelectors: FieldSelector[] }[])
        .map(({ fieldSelectors }) => fieldSelectors)
        .filter((fields) =>
            fields.some(({ field, equals }) => field === "eventCategory" && equals?.includes(category)),
        );
}
