import { expect } from "chai";
import { Connector } from "../../../../components/facts/microsoft";
import type { Registration } from "../../../../tools/rehearsal/engine";
import { lookupLimitOf } from "../../../../tools/review/costs/lookupLimit";
import { recorded } from "../../../support/registrations";

function component(name: string): Registration {
    return recorded({ type: `trailconnect:index:${name}`, name });
}

const defender = component("DefenderUser");
const sentinel = component("SentinelRole");

describe("lookupLimitOf", () => {
    // AWS serves 2 requests of 50 events a second: 8,640,000 events a day and region.
    const cases: [title: string, registrations: Registration[], evenly: number, inBusiestHour: number][] = [
        ["one connector", [sentinel], 8_640_000, 2_880_000],
        ["two connectors", [defender, sentinel], 4_320_000, 1_440_000],
    ];
    for (const [title, registrations, evenly, inBusiestHour] of cases) {
        const at = (eventsPerDay: number) => {
            const limit = lookupLimitOf(registrations, eventsPerDay);
            return [limit?.evenly.keepsUp, limit?.busiestHour.keepsUp];
        };
        it(`knows the edge of ${title} if the events come evenly`, () => {
            expect([evenly - 1, evenly, evenly + 1].map(at)).to.deep.equal([
                [true, false],
                [true, false],
                [false, false],
            ]);
            expect(lookupLimitOf(registrations, evenly)?.evenly).to.deep.equal({
                share: 1,
                keepsUp: true,
                keepsUpTo: evenly,
            });
        });
        it(`knows the edge of ${title} in the busiest hour`, () => {
            expect([inBusiestHour - 1, inBusiestHour, inBusiestHour + 1].map(at)).to.deep.equal([
                [true, true],
                [true, true],
                [true, false],
            ]);
            expect(lookupLimitOf(registrations, inBusiestHour)?.busiestHour).to.deep.equal({
                share: 1,
                keepsUp: true,
                keepsUpTo: inBusiestHour,
            });
        });
    }

    it("names the connectors that share it", () => {
        expect(lookupLimitOf([defender], 1)?.connectors).to.deep.equal([Connector.Defender]);
        expect(lookupLimitOf([sentinel, defender], 1)?.connectors).to.deep.equal([
            Connector.Defender,
            Connector.Sentinel,
        ]);
    });

    it("is none for the S3 connector", () => {
        expect(lookupLimitOf([component("SentinelS3")], 20_000_000)).to.equal(undefined);
    });
});
