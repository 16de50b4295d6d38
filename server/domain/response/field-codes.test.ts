import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { escapeHtml } from "../mail/text-as-html.ts";
import { expand, type FieldText, unresolvedAmong } from "./field-codes.ts";
import { type FieldFacts, fieldValues } from "./field-values.ts";

const facts: FieldFacts = {
  contact: {
    firstName: "Ann",
    lastName: "Lee",
    addresses: ["ann@customer.test", "a.lee@customer.test"],
    attributes: { Title: "Dr", CustomerSegment: "Gold", "Loyalty Points": "12" },
  },
  agent: { firstName: "Alice", lastName: "", emailAddress: "alice@acme.test", signature: "Alice\nAcme <Support>" },
  interaction: { id: "I1", userData: { Topic: "Shipping", n: 3, ok: true, none: null, more: { a: "b" }, topic2: "x" } },
  content: {
    from: { name: "Ann", address: "ann@customer.test" },
    to: [
      { name: "", address: "support@acme.test" },
      { name: "", address: "help@acme.test" },
    ],
    subject: "Order\r\n4711",
  },
  dateReceived: "2026-11-23T10:18:00.000Z",
  customCodes: { Promo: "SPRING", "Shop.Name": "Acme & Sons" },
};
const values = fieldValues(facts);
const charactersMax = 1_000_000;

function put(text: string, form: FieldText = "text", given: FieldFacts = facts) {
  const expanded = expand(text, form, { values: fieldValues(given), charactersMax });
  assert.ok(expanded);
  return { text: expanded.text, unresolved: unresolvedAmong(expanded.codes), codes: expanded.codes };
}

/** code → its value as text. */
const table: readonly (readonly [string, string])[] = [
  ["<$ Contact.FirstName $>", "Ann"],
  ["<$Contact.LastName$>", "Lee"],
  ["<$ customer.fullname $>", "Ann Lee"],
  ["<$ CONTACT . EMAILADDRESS $>", "ann@customer.test"],
  ["<$ Contact.Title $>", "Dr"],
  ["<$ Contact.CustomerSegment $>", "Gold"],
  ["<$ Contact.Loyalty\n Points $>", "12"],
  ["<$ Agent.FirstName $>", "Alice"],
  ["<$ Agent.FullName $>", "Alice"],
  ["<$ Agent.EmailAddress $>", "alice@acme.test"],
  ["<$ Agent.Signature $>", "Alice\nAcme <Support>"],
  ["<$ Interaction.Id $>", "I1"],
  ["<$ Interaction.FromAddress $>", "ann@customer.test"],
  ["<$ Interaction.ToAddress $>", "support@acme.test, help@acme.test"],
  ["<$ Interaction.DateReceived $>", "2026-11-23T10:18:00.000Z"],
  ['<$ Interaction.AttachedData("Topic") $>', "Shipping"],
  ["<$ interaction.attacheddata( 'TOPIC' ) $>", "Shipping"],
  ['<$ Interaction.AttachedData("n") $>', "3"],
  ['<$ Interaction.AttachedData("ok") $>', "true"],
  ["<$ Promo $>", "SPRING"],
  ["<$ shop.name $>", "Acme & Sons"],
];

for (const [code, value] of table) {
  test(`${JSON.stringify(code)} becomes ${JSON.stringify(value)}`, () => {
    assert.deepEqual(put(`[${code}]`), { ...put(`[${code}]`), text: `[${value}]`, unresolved: [] });
  });
}

test("unknown and empty codes become nothing and are listed once, as they are spelt first", () => {
  const codes = [
    ...["Contact.Nothing", "Agent.LastName", 'Interaction.AttachedData("none")', 'Interaction.AttachedData("more")'],
    ...["Weather.Today", "Ask.Order number", "Nothing", "Contact"],
  ];
  const text = [...codes, "CONTACT.NOTHING"].map((code) => `<$ ${code} $>`).join("");
  const { text: rest, unresolved } = put(text);
  assert.equal(rest, "");
  assert.deepEqual(unresolved, codes);
  assert.deepEqual(put("a<$ $>b"), { text: "ab", unresolved: [], codes: [] });
});

test("without a contact every code of it is unresolved", () => {
  const { text, unresolved } = put("Dear <$ Contact.FirstName $>,", "text", { ...facts, contact: undefined });
  assert.deepEqual([text, unresolved], ["Dear ,", ["Contact.FirstName"]]);
});

test("an editor desktop learns of each code what it is and what it became", () => {
  assert.deepEqual(put("<$ Contact.FirstName $> <$ Ask.Reason $> <$ Promo $> <$ x $>").codes, [
    { name: "Contact.FirstName", kind: "contact", value: "Ann" },
    { name: "Ask.Reason", kind: "ask", value: "" },
    { name: "Promo", kind: "custom", value: "SPRING" },
    { name: "x", kind: "unknown", value: "" },
  ]);
});

test("in HTML values are escaped, lines are broken, and marks may be escaped as editors write them", () => {
  assert.equal(put("<p><$ Agent.Signature $></p>", "html").text, "<p>Alice<br>Acme &lt;Support&gt;</p>");
  assert.equal(put("&lt;$ Contact.FirstName $&gt;&nbsp;", "html").text, "Ann&nbsp;");
  assert.equal(put("&lt;$&nbsp;Interaction.AttachedData(&quot;Topic&quot;)&nbsp;$&gt;", "html").text, "Shipping");
  assert.equal(put("<$ shop.name $>", "html").text, "Acme &amp; Sons");
  assert.equal(put("&lt;$ Contact.FirstName $&gt;").text, "&lt;$ Contact.FirstName $&gt;");
});

test("a subject stays one line", () => {
  assert.equal(put("Re: <$ Interaction.Subject $>", "line").text, "Re: Order 4711");
});

test("what is no code stays: prices, marks without an end, marks too far apart, an end without a beginning", () => {
  const far = `<$ ${"x".repeat(301)} $>`;
  for (const text of ["", "5 $ or 6 $", "<$", "<$ 5", "$>", "a $> b <$", far, "<$>", "< $ Contact.FirstName $ >"]) {
    assert.equal(put(text).text, text);
    assert.equal(put(text, "html").text, text);
  }
  assert.equal(put("<$ 5 <$ Contact.FirstName $>").text, "<$ 5 Ann");
  assert.equal(put("<$ Promo $>$> <$ Promo $>").text, "SPRING$> SPRING");
});

test("a text that would become too long is refused, not cut", () => {
  const limit = (charactersMax: number) => expand("<$ Promo $>!", "text", { values, charactersMax });
  assert.equal(limit(7)?.text, "SPRING!");
  assert.equal(limit(6), undefined);
});

/** Texts that strangers write to be read as codes. */
const tricky = fc
  .array(
    fc.constantFrom(
      "<$",
      "$>",
      "&lt;$",
      "$&gt;",
      "$",
      "<",
      ">",
      " ",
      "Contact.",
      "FirstName",
      "Promo",
      '"',
      "\n",
      "x",
      "&",
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(""));

const named = (firstName: string): FieldFacts => ({
  ...facts,
  contact: { firstName, lastName: "", addresses: [], attributes: {} },
  customCodes: { Promo: firstName },
});

test("a value is put in as it is, whatever codes it seems to hold", () => {
  fc.assert(
    fc.property(tricky, (value) => {
      const text = "a<$ Contact.FirstName $>b<$ Promo $>c";
      assert.equal(put(text, "text", named(value)).text, `a${value}b${value}c`);
      const html = escapeHtml(value).replaceAll("\n", "<br>");
      assert.equal(put(text, "html", named(value)).text, `a${html}b${html}c`);
    }),
  );
});

test("in HTML no value brings a tag, a quote or an entity of its own", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const { text } = put("<$ Contact.FirstName $>", "html", named(value));
      assert.ok(!/[<>"']/.test(text.replaceAll("<br>", "")), text);
      assert.ok(!/&(?!(?:amp|lt|gt|quot|#39);)/.test(text), text);
    }),
  );
});

test("text without codes stays what it is, and text around codes is never changed", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      fc.pre(!before.includes("$") && !after.includes("$"));
      assert.equal(put(before).text, before);
      assert.equal(put(`${before}<$ Promo $>${after}`).text, `${before}SPRING${after}`);
    }),
  );
});

test("hostile templates take time in proportion to their length", () => {
  const hostile = [
    "<$",
    "$",
    "<$ ",
    "&lt;$",
    "$>",
    "<$ x $>",
    "<$$>",
    "<$ Contact.",
    `<$ ${" ".repeat(290)}`,
    "<$ Interaction.AttachedData('",
  ];
  for (const part of hostile) {
    const taken = [50_000, 400_000].map((length) => {
      const text = part.repeat(Math.ceil(length / part.length));
      const begun = performance.now();
      expand(text, "html", { values, charactersMax: 10_000_000 });
      return performance.now() - begun;
    });
    const [short = 0, long = 0] = taken;
    assert.ok(long < 200 + 40 * short, `${part}: ${short} ms, then ${long} ms`);
  }
});
