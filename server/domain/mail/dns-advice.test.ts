import assert from "node:assert/strict";
import { test } from "node:test";
import { type DomainFacts, dnsAdvice, wantedRecords } from "./dns-advice.ts";

const rsa = { selector: "s1-rsa", kind: "rsa", publicKey: "MIIBIjAN" } as const;
const ed = { selector: "s1-ed", kind: "ed25519", publicKey: "11qYAYKx" } as const;

const facts = (over: Partial<DomainFacts> = {}): DomainFacts => ({
  domain: "acme.example",
  ...{ texts: ["v=spf1 ip4:192.0.2.1 -all", "google-site-verification=x"], dmarc: ["v=DMARC1; p=reject"] },
  ...{ hasMailServer: true, relayHost: "relay.example" },
  keys: [
    { ...rsa, signs: true, found: ["v=DKIM1; k=rsa; p=MIIB IjAN"] },
    { ...ed, signs: true, found: ["v=DKIM1; k=ed25519; p=11qYAYKx"] },
  ],
  ...over,
});

const told = (over: Partial<DomainFacts>, about: string) =>
  dnsAdvice(facts(over))
    .filter(({ text }) => text.startsWith(about))
    .map(({ level, text }) => `${level} ${text}`);

test("a domain that has everything is well in every point", () => {
  assert.deepEqual(
    dnsAdvice(facts()).map(({ level }) => level),
    ["ok", "ok", "ok", "ok", "ok"],
  );
});

const cases: readonly [string, Partial<DomainFacts>, string, RegExp][] = [
  ["nobody answers to mail", { hasMailServer: false }, "MX", /^warn MX: there is none/],
  ["no SPF record", { texts: ["other"] }, "SPF", /^warn SPF: no record/],
  ["two SPF records", { texts: ["v=spf1 -all", "v=spf1 mx -all"] }, "SPF", /^fail SPF: 2 records/],
  ["SPF for everybody", { texts: ["v=spf1 +all"] }, "SPF", /^fail SPF: \+all/],
  ["SPF for everybody, written short", { texts: ["v=spf1 mx all"] }, "SPF", /^fail SPF: \+all/],
  ["SPF for nobody", { texts: ["v=spf1 -all"] }, "SPF", /^fail SPF: nobody may send/],
  [
    "SPF without the provider",
    { texts: ["v=spf1 mx -all"], relayHost: "smtp.office365.com" },
    "SPF",
    /^warn SPF: smtp\.office365\.com sends .*include:spf\.protection\.outlook\.com is missing/,
  ],
  [
    "SPF with others that may name it",
    { texts: ["v=spf1 include:spf.acme.example -all"], relayHost: "smtp.office365.com" },
    "SPF",
    /^ok SPF/,
  ],
  ["DNS is silent", { texts: undefined }, "SPF", /^warn SPF: DNS did not answer/],
  ["mail is not signed", { keys: [] }, "DKIM", /^warn DKIM: mail is not signed/],
  ["no DMARC policy", { dmarc: [] }, "DMARC", /^warn DMARC: no policy/],
  [
    "a policy above",
    { dmarc: [], dmarcAbove: { domain: "example", texts: ["v=DMARC1; p=reject; sp=none"] } },
    "DMARC",
    /^ok DMARC: v=DMARC1; p=reject; sp=none \(of example\)/,
  ],
  ["two policies", { dmarc: ["v=DMARC1; p=none", "v=DMARC1; p=none"] }, "DMARC", /^fail DMARC: 2 records/],
  ["a policy that is none of the three", { dmarc: ["v=DMARC1; p=maybe"] }, "DMARC", /^fail DMARC: p= is/],
];
for (const [title, over, about, line] of cases) {
  test(`${title}: ${line.source.slice(1, 5)}`, () => assert.match(told(over, about).join("\n"), line));
}

test("a key that signs and is not published, or published otherwise, fails; one made in advance may still be missing", () => {
  const of = (signs: boolean, found: readonly string[]) => told({ keys: [{ ...rsa, signs, found }] }, "DKIM")[0] ?? "";
  assert.match(of(true, []), /^fail .*not published, so signatures fail$/);
  assert.match(of(true, ["v=DKIM1; p="]), /^fail .*another key is published/);
  assert.match(of(false, []), /^warn .*not published yet$/);
  assert.match(of(false, ["v=DKIM1; p=another"]), /^fail .*another key/);
});

test("the record that a provider wants is suggested by its own mechanism, also in place of one without it", () => {
  const spf = (relayHost: string, ...texts: string[]) => wantedRecords(facts({ texts, relayHost }))[0]?.value;
  assert.equal(spf("smtp.gmail.com"), "v=spf1 include:_spf.google.com ~all");
  assert.equal(spf("email-smtp.eu-west-1.amazonaws.com", "v=spf1 -all"), "v=spf1 include:amazonses.com -all");
  assert.equal(spf("smtp.gmail.com", "v=spf1 mx -all"), "v=spf1 include:_spf.google.com mx -all");
  assert.equal(spf("smtp.gmail.com", "v=spf1 +all"), "v=spf1 include:_spf.google.com ~all");
  assert.equal(spf("smtp.gmail.com.acme.example"), "v=spf1 a:smtp.gmail.com.acme.example ~all");
  const above = { dmarc: [], dmarcAbove: { domain: "example", texts: ["v=DMARC1; p=reject"] } };
  assert.ok(wantedRecords(facts(above)).every(({ name }) => !name.startsWith("_dmarc")));
});

test("records that stand there rightly are told as they are; the others as they should be", () => {
  const named = (over: Partial<DomainFacts>) =>
    Object.fromEntries(wantedRecords(facts(over)).map(({ name, value }) => [name, value]));
  assert.deepEqual(named({}), {
    "acme.example": "v=spf1 ip4:192.0.2.1 -all",
    "s1-rsa._domainkey.acme.example": "v=DKIM1; k=rsa; p=MIIBIjAN",
    "s1-ed._domainkey.acme.example": "v=DKIM1; k=ed25519; p=11qYAYKx",
    "_dmarc.acme.example": "v=DMARC1; p=reject",
  });
  const missing = named({ texts: undefined, dmarc: [], keys: [] });
  assert.deepEqual(missing, {
    "acme.example": "v=spf1 a:relay.example ~all",
    "_dmarc.acme.example": "v=DMARC1; p=none; rua=mailto:postmaster@acme.example",
  });
  const spf = (relayHost: string | undefined) => named({ texts: [], relayHost })["acme.example"];
  assert.deepEqual(
    [spf("192.0.2.9"), spf("2001:db8::1"), spf("127.0.0.1"), spf(undefined)],
    ["v=spf1 ip4:192.0.2.9 ~all", "v=spf1 ip6:2001:db8::1 ~all", "v=spf1 mx ~all", "v=spf1 mx ~all"],
  );
});
