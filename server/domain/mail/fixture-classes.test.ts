import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readHere } from "../../adapters/mime/reading.fixture.ts";
import { classify } from "./classify.ts";
import { fieldValues, firstWord, type MailFacts, type PartFacts } from "./mail-facts.ts";
import { readReport } from "./report/read-report.ts";
import { bounceNames, expectedOf, rawBounce, reportMailOf } from "./report/report-mail.fixture.ts";

const folder = new URL("../../../fixtures/mail/", import.meta.url);

const factsOf = async (raw: Uint8Array): Promise<MailFacts> => {
  const [reading, mail] = [await readHere(raw), await reportMailOf(raw)];
  const report = readReport(mail);
  const parts = reading.attachments.map(({ mime }): PartFacts => ({ mime, params: {}, isAttachment: true }));
  const whole: PartFacts = {
    mime: firstWord(fieldValues(mail.headers, "Content-Type")[0] ?? ""),
    params: {},
    isAttachment: false,
  };
  return {
    headers: mail.headers,
    envelopeFrom: mail.envelopeFrom,
    from: mail.from,
    subject: mail.subject,
    parts: [whole, ...parts],
    report: report && { kind: report.kind, action: report.kind === "dsn" ? report.action : undefined },
    hasOurLoopMark: false,
    ownMail: undefined,
  };
};

test("every message of the fixtures that names its class gets it", async () => {
  const named = readdirSync(folder).filter((name) => name.endsWith(".json"));
  let compared = 0;
  for (const name of named) {
    const wanted: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8")).class;
    if (wanted === undefined) continue;
    const raw = new Uint8Array(readFileSync(new URL(name.replace(".json", ".eml"), folder)));
    assert.equal(classify(await factsOf(raw)).class, wanted, name);
    compared++;
  }
  assert.ok(compared >= 10);
});

test("bounces, receipts and complaints have their class, and mail that speaks of them has none of theirs", async () => {
  for (const name of bounceNames) {
    const expected = expectedOf(name);
    const found = classify(await factsOf(rawBounce(name))).class;
    if (expected.kind === null) assert.doesNotMatch(found, /^(?:dsn|mdn|arf)/, name);
    else if (expected.kind !== "dsn") assert.equal(found, expected.kind, name);
    else {
      const actions = (expected.recipients ?? []).map(({ action }) => action);
      const worst = ["failed", "delayed", "delivered"].find((action) => actions.includes(action));
      assert.equal(found, `dsn-${worst}`, name);
    }
  }
});
