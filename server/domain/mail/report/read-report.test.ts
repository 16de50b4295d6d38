import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../../../testing/cpu-ms.ts";
import { readReport } from "./read-report.ts";
import type { Report, ReportMail } from "./report.ts";
import { bounceNames, type Expected, expectedOf, rawBounce, reportMailOf } from "./report-mail.fixture.ts";
import { vendorRows } from "./vendor-rows.ts";

/** As the centre that the fixtures were sent by knows its own addresses. */
const known = {
  hasOurToken: false,
  namesOurMail: false,
  isOurs: (address: string) => address.endsWith("@larkspur.test"),
};

const all = await Promise.all(
  bounceNames.map(async (name) => {
    const mail = await reportMailOf(rawBounce(name));
    return { name, mail, report: readReport(mail, known), expected: expectedOf(name) };
  }),
);
const bounces = all.filter(({ expected }) => expected.kind === "dsn");
const ordinary = all.filter(({ expected }) => expected.kind === null);

/** Recipient and class (and action, and status where the fixture tells one) are all as expected. */
const problems = (report: Report | undefined, expected: Expected): readonly string[] => {
  if (report?.kind !== "dsn") return [`read as ${report?.kind ?? "ordinary mail"}`];
  const told = new Map(report.recipients.map((each) => [each.address, each]));
  return (expected.recipients ?? []).flatMap((wanted) => {
    const found = told.get(wanted.address);
    if (found === undefined) return [`${wanted.address} missing, found ${[...told.keys()].join()}`];
    if (report.recipients.length !== expected.recipients?.length) return [`found ${[...told.keys()].join()}`];
    const same = found.class === wanted.class && found.action === wanted.action;
    return same && (wanted.status === undefined || wanted.status === found.status)
      ? []
      : [`${found.class} ${found.action} ${found.status} instead of ${wanted.class} ${wanted.action} ${wanted.status}`];
  });
};

test("of at least 60 bounces 95 % tell the right recipient and class, and no ordinary mail is taken for one", (t) => {
  const wrong = bounces.flatMap(({ name, report, expected }) => {
    const found = problems(report, expected);
    return found.length === 0 ? [] : [`${name}: ${found.join("; ")}`];
  });
  const taken = ordinary.filter(({ report }) => report !== undefined).map(({ name }) => name);
  t.diagnostic(
    `${bounces.length - wrong.length} of ${bounces.length} bounces right, ${taken.length} of ${ordinary.length} ordinary mails taken`,
  );
  for (const each of wrong) t.diagnostic(each);
  assert.deepEqual(taken, []);
  assert.ok(bounces.length >= 60 && ordinary.length >= 20);
  assert.ok(wrong.length <= bounces.length * 0.05, wrong.join("\n"));
});

test("every vendor of the table has a fixture that it reads", () => {
  const read = new Set(bounces.map(({ report }) => (report?.kind === "dsn" ? report.vendor : undefined)));
  assert.deepEqual(
    vendorRows.map(({ vendor }) => vendor).filter((vendor) => !read.has(vendor)),
    [],
  );
  for (const { name, report, expected } of bounces) {
    if (expected.vendor !== undefined) assert.equal(report?.kind === "dsn" && report.vendor, expected.vendor, name);
  }
});

test("what is left of the original is found, in the part or in the text", () => {
  for (const { name, report, expected } of all) {
    const told = report?.returned.messageId ?? (report?.kind === "mdn" ? report.originalMessageId : undefined);
    if (expected.messageId !== undefined) assert.equal(told, expected.messageId, name);
  }
});

test("receipts and complaints are read", () => {
  for (const { name, report, expected } of all) {
    if (expected.kind === "mdn") {
      assert.ok(report?.kind === "mdn", name);
      assert.deepEqual(
        [report.recipient, report.disposition],
        [expected.recipients?.[0]?.address, expected.disposition],
      );
      assert.equal(report.originalMessageId, expected.messageId);
    }
    if (expected.kind === "arf") {
      assert.ok(report?.kind === "arf", name);
      assert.deepEqual(
        report.recipients,
        expected.recipients?.map(({ address }) => address),
      );
      assert.equal(report.feedbackType, expected.feedbackType);
    }
  }
});

test("our envelope id comes back", () => {
  const ids = bounces.map(({ report }) => (report?.kind === "dsn" ? report.envelopeId : undefined));
  assert.deepEqual(ids.filter((id) => id !== undefined).sort(), ["0000Wa9CB77W01AA", "S-20391", "S-20392"]);
});

test("fixtures are clean: CR LF, addresses under .test only", () => {
  for (const name of bounceNames) {
    const raw = Buffer.from(rawBounce(name)).toString("utf8");
    assert.doesNotMatch(raw, /\r(?!\n)|(?<!\r)\n/, name);
    for (const [address] of raw.matchAll(/[\w.+-]+@[\w.-]*[a-z]/g)) assert.match(address, /\.test$/, name);
  }
});

const proven = { hasOurToken: true, namesOurMail: true, isOurs: () => false };

test("hostile reports of a megabyte are read in time, and nothing throws", () => {
  const mail = (text: string, part: string): ReportMail => ({
    headers: [{ name: "Content-Type", value: "multipart/report" }],
    envelopeFrom: "",
    from: [{ name: "", address: "mailer-daemon@x.test" }],
    subject: text.slice(0, 1000),
    text,
    parts: part === "" ? [] : [{ mime: "message/delivery-status", text: part }],
  });
  const pieces = [
    "-",
    " ",
    "<",
    "a@",
    "a@b",
    "5.",
    "5.1.1 ",
    "\n",
    "\t",
    "** ",
    "\\x{",
    "-> ",
    "a",
    "@",
    "to ",
    "Final-Recipient: rfc822; a@b.test\n",
    ": ",
    "recipient: <a",
    "a@b.test\n",
    "收件人a@b.test不",
    "【a@b",
    "550 5.1.1 a@b.test ",
    "Subject: a\n",
    "Undeliverable: ",
    "to: <a@b.test>, ",
    "adresse ",
    "ann\n",
  ];
  for (const piece of pieces) {
    const text = piece.repeat(1_000_000 / piece.length);
    const marks =
      "This is the mail system at host x\nTranscript of session follows\nundeliverable symantec mimecast subscriber\n";
    const startedAt = cpuMs();
    readReport(mail(marks + text, ""));
    readReport(mail(text, text));
    readReport(mail(`${text.slice(0, 60_000)}\nMessage-ID: <a@b.test>\nTo: ${text}`, ""), proven);
    readReport(
      mail(`${text.slice(0, 60_000)}\nMessage-ID: <a@b.test>\nTo: ${"ann@x.test, bob@x.test, ".repeat(50)}`, ""),
      proven,
    );
    assert.ok(cpuMs() - startedAt < 3000, `${JSON.stringify(piece)} took ${cpuMs() - startedAt} ms`);
  }
});

test("any text may stand where a report is expected", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom(
        "message/delivery-status",
        "message/feedback-report",
        "message/rfc822",
        "message/disposition-notification",
      ),
      (body, part, mime) => {
        readReport({
          headers: [],
          envelopeFrom: "",
          from: [],
          subject: body,
          text: body,
          parts: [{ mime, text: part }],
        });
      },
    ),
  );
});
