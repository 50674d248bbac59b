import { expect } from "chai";
import { AzureCloud, placeholderAccountIds, sentinelAccountIds } from "../../../components/facts/microsoft";
import { checkMicrosoftAccountId } from "../../../components/sentinelApi/microsoftAccountId";

const rest = {
    allowed: "the 12 digits of Microsoft's AWS account, in quotes",
    example: "210987654321",
    source: 'Microsoft Sentinel > Data connectors > Amazon Web Services > Open connector page > "Microsoft account ID"',
};

const notTwelve = { code: "account-id", reason: "An AWS account ID has 12 digits." };
const notQuoted = (digits: string) => ({
    code: "account-id-as-number",
    reason: `Only ${digits}. Without quotes, YAML reads an account ID as a number, and one that begins with 0 loses its zeros or is read as octal.`,
});
const placeholder = (whose: string) => ({
    code: "placeholder-account-id",
    reason: `This is ${whose}: Microsoft doesn't sign in from it, but someone else might.`,
});

const refused: [value: string | undefined, against: object][] = [
    [
        undefined,
        {
            code: "no-microsoft-account-id",
            reason: "Microsoft publishes no AWS account ID for this Azure cloud, so it is required.",
        },
    ],
    ["", notTwelve],
    ["*", notTwelve],
    ["19785702652", notQuoted("11 digits")],
    // What the Pulumi CLI makes of 012345670123.
    ["1402433619", notQuoted("10 digits")],
    ["7", notQuoted("1 digit")],
    ["1978570265234", notTwelve],
    ["1978-5702-6523", notTwelve],
    [" 197857026523", notTwelve],
    ["197857026523\n", notTwelve],
    ["١٩٧٨٥٧٠٢٦٥٢٣", notTwelve],
    ["1.97857026523e+11", notTwelve],
    ["arn:aws:iam::197857026523:root", notTwelve],
    ["123412341234", placeholder("the placeholder in Microsoft's screenshots of the connector")],
    ["123456789012", placeholder("the sample account in AWS's documentation")],
    ["111122223333", placeholder("the sample account in AWS's documentation")],
    ["000000000000", placeholder("not an AWS account")],
];

describe("checkMicrosoftAccountId", () => {
    it("accepts the accounts that Microsoft publishes, and others of 12 digits", () => {
        expect(sentinelAccountIds[AzureCloud.Commercial]).to.equal("197857026523");
        expect(sentinelAccountIds[AzureCloud.UsGovernment]).to.equal(undefined);
        expect(checkMicrosoftAccountId("197857026523")).to.equal(undefined);
        expect(checkMicrosoftAccountId("012345678901")).to.equal(undefined);
    });

    for (const [value, against] of refused) {
        it(`refuses ${JSON.stringify(value)}`, () => {
            expect(checkMicrosoftAccountId(value)).to.deep.equal({ ...against, ...rest });
        });
    }

    it("refuses every placeholder that is known", () => {
        const known = refused.map(([value]) => value);
        expect(Object.keys(placeholderAccountIds).filter((id) => !known.includes(id))).to.deep.equal([]);
    });
});
