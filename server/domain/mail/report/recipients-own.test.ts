import assert from "node:assert/strict";
import { test } from "node:test";
import { readReport } from "./read-report.ts";
import type { ReportMail } from "./report.ts";
import { bounceNames, expectedOf, rawBounce, reportMailOf } from "./report-mail.fixture.ts";
import type { AboutMail } from "./sent-recipients.ts";
import { isRecipientsOwn } from "./sent-recipients.ts";

const known = {
  hasOurToken: true,
  namesOurMail: true,
  isOurs: (address: string) => address.endsWith("@larkspur.test"),
};

const about = (...recipients: readonly string[]): AboutMail => ({
  correlation: { send: "S1", rule: "bounceToken", evidence: "", isVerified: true },
  mail: { send: "S1", messageIds: [], recipients, subject: "Re: Order 4711", sentAt: 0 },
});

/** As `reportOf` takes a mail that came to the token of a mail to those. */
const isTaken = (mail: ReportMail, ...recipients: readonly string[]) => {
  const report = readReport(mail, known);
  return report !== undefined && !(report.kind === "dsn" && isRecipientsOwn(report, mail, about(...recipients)));
};

test("what the one that we wrote to writes to our envelope's sender is his own, whatever it quotes", async (t) => {
  const people = bounceNames.filter((name) => expectedOf(name).kind === null);
  let asked = 0;
  for (const name of people) {
    const mail = await reportMailOf(rawBounce(name));
    if (mail.envelopeFrom === "") continue;
    asked++;
    assert.equal(isTaken(mail, ...mail.from.map(({ address }) => address)), false, name);
  }
  t.diagnostic(`${asked} mails of people at a token of ours, none taken`);
  assert.ok(asked >= 80);
});

test("at our token every bounce is still one", async () => {
  for (const name of bounceNames) {
    const { kind, recipients = [] } = expectedOf(name);
    if (kind === null) continue;
    const mail = await reportMailOf(rawBounce(name));
    assert.ok(isTaken(mail, ...recipients.map(({ address }) => address)), name);
  }
});

test("a server that reports under the recipient's own name is believed by its code, or with a status part", async () => {
  const mail = (text: string, envelopeFrom: string, parts: ReportMail["parts"] = []): ReportMail => ({
    ...{
      headers: [],
      envelopeFrom,
      from: [{ name: "", address: "ann@x.test" }],
      subject: "Undeliverable",
      text,
      parts,
    },
  });
  const coded = "Your message to home@x.test could not be delivered.\n550 5.1.1 user unknown";
  const status = { mime: "message/delivery-status", text: "Final-Recipient: rfc822; ann@x.test\nAction: failed" };
  assert.equal(isTaken(mail(coded, "ann@x.test"), "ann@x.test"), false);
  assert.equal(isTaken(mail("Mail to home@x.test could not be delivered.", ""), "ann@x.test"), false);
  assert.equal(isTaken(mail(coded, ""), "ann@x.test"), true);
  assert.equal(isTaken(mail("", "ann@x.test", [status]), "ann@x.test"), true);
  assert.equal(isTaken(mail(coded, "ann@x.test"), "joe@x.test"), true);
});
