import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { addressWithToken } from "../../domain/mail/token.ts";
import { sent } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { receiveRaw } from "../../testing/received-reports.ts";

type Sending = {
  readonly centre: Centre;
  readonly outbound: string;
  readonly token: string;
  readonly messageId: string;
};

/** "Re: Order 4711" of alice to ann@customer.test has left. */
async function sending(t: TestContext): Promise<Sending> {
  const centre = await testCentre(t);
  const outbound = await sent(centre, "alice");
  const mac = macOf(await centre.performing.store.read((reading) => reading.centre.secret()));
  const token = addressWithToken("support@acme.test", "b", outbound, mac) ?? "";
  const messageId =
    (await centre.performing.store.read((reading) => reading.deliveries.of(outbound)))?.delivery.messageId ?? "";
  return { centre, outbound, token, messageId };
}

let count = 0;

const mail = (from: string, subject: string, lines: readonly string[], ...headers: readonly string[]) =>
  Buffer.from(
    [
      ...[`From: ${from}`, "To: support@acme.test", `Subject: ${subject}`, `Message-ID: <t${++count}@mta.test>`],
      ...[...headers, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", ...lines, ""],
    ].join("\r\n"),
  );

/** What a report said of the outbound e-mail, as `address class proven`. */
const toldOf = async ({ centre, outbound }: Sending) =>
  (await centre.performing.store.read((one) => one.readings.reportsOn(outbound))).map(
    ({ address, class: found, isVerified }) => `${address} ${found} ${isVerified ? "verified" : "unverified"}`,
  );

const bouncing = ({ centre }: Sending) =>
  centre.performing.store.read((one) =>
    one.readings.bouncingAmong(["ann@customer.test", "support@acme.test", "sales@acme.test"]),
  );

test("a text bounce that greets or quotes our mailbox speaks of the customer, and ours is never marked", async (t) => {
  const texts: readonly (readonly [string, readonly string[]])[] = [
    [
      "Undeliverable mail",
      [
        "Dear support@acme.test,",
        "",
        "your mail could not be delivered to",
        "",
        "  ann@customer.test",
        "",
        "550 5.1.1 user unknown",
      ],
    ],
    [
      "Mail delivery failed",
      [
        "From: support@acme.test",
        "To: ann@customer.test",
        "",
        "Your message could not be delivered: 550 5.1.1 no such user",
      ],
    ],
    [
      "failure notice",
      [
        "Message from <support+vip@acme.test> to <ann@customer.test> was not delivered.",
        "Remote host said: 550 5.1.1 unknown user",
      ],
    ],
    [
      "Delivery failure",
      ["Sender: support@acme.test", "Recipient: ann@customer.test", "Error: 550 5.1.1 mailbox not found"],
    ],
  ];
  for (const [subject, lines] of texts) {
    const one = await sending(t);
    await receiveRaw(one.centre, mail("MAILER-DAEMON@k.test", subject, lines), { recipient: one.token });
    assert.deepEqual(await toldOf(one), ["ann@customer.test hard verified"], subject);
    assert.deepEqual(await bouncing(one), ["ann@customer.test"], subject);
  }
});

test("a bounce that names nobody but us speaks of the only one that the token's mail went to", async (t) => {
  const one = await sending(t);
  const lines = ["Dear support@acme.test, your message could not be delivered.", "550 5.1.1 user unknown"];
  await receiveRaw(one.centre, mail("mailer-daemon@k.test", "Undeliverable", lines), { recipient: one.token });
  assert.deepEqual(await toldOf(one), ["ann@customer.test hard verified"]);
});

test("a local part alone is the recipient with it: by the token, or by the returned copy", async (t) => {
  const lines = ["The message that you sent was undeliverable to the following:", "\tann (550 5.1.1 User unknown)"];
  const byToken = await sending(t);
  const from = "<Mailer-Daemon@customer.test>";
  await receiveRaw(byToken.centre, mail(from, "Message status - undeliverable", lines), { recipient: byToken.token });
  assert.deepEqual(await toldOf(byToken), ["ann@customer.test hard verified"]);
  const byCopy = await sending(t);
  const copy = [
    "",
    "Possibly truncated original message follows:",
    "",
    "Received: from x by y",
    "From: support@acme.test",
  ];
  const header = ["To: ann@customer.test", "Subject: Re: Order 4711", `Message-ID: ${byCopy.messageId}`];
  await receiveRaw(byCopy.centre, mail(from, "Message status - undeliverable", [...lines, ...copy, ...header]));
  assert.deepEqual(await toldOf(byCopy), ["ann@customer.test hard verified"]);
});

test("a forward's end is told of the address that we wrote to", async (t) => {
  const one = await sending(t);
  const lines = [
    "This is the mail system at host k.test.",
    "",
    "<ann.private@elsewhere.test>: host mx said: 550 5.1.1 unknown",
  ];
  await receiveRaw(one.centre, mail("MAILER-DAEMON@k.test", "Undelivered Mail Returned to Sender", lines), {
    recipient: one.token,
  });
  assert.deepEqual(await toldOf(one), ["ann@customer.test hard verified"]);
});

test("recipient and subject find the mail of a text that names both, and prove nothing", async (t) => {
  const texts: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "postmaster@customer.test",
      "Undeliverable: Re: Order 4711",
      [
        "Your message did not reach some or all of the intended recipients.",
        "",
        "      ann@customer.test on 23/11/2026 10:18",
        "            The e-mail account does not exist. <mx #5.1.1>",
      ],
    ],
    [
      "postmaster@customer.test",
      "Delivery Status Notification (Failure)",
      [
        "This is an automatically generated Delivery Status Notification.",
        "",
        "Subject: Re: Order 4711",
        "",
        "Delivery to the following recipients failed:",
        "",
        "       ann@customer.test",
      ],
    ],
    [
      "postmaster@customer.test",
      "Unzustellbar: Order 4711",
      [
        "Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.",
        "",
        "      ann@customer.test am 23.11.2026 10:18",
        "            Empfänger unbekannt <#5.1.1>",
      ],
    ],
    [
      "mailer-daemon@customer.test",
      "failure notice",
      ["Betreff: Re: Order 4711", "<ann@customer.test>: 550 5.1.1 unknown"],
    ],
  ];
  for (const [from, subject, lines] of texts) {
    const one = await sending(t);
    const id = await receiveRaw(one.centre, mail(from, subject, lines));
    const reading = await one.centre.performing.store.read((each) => each.readings.of(id));
    assert.equal(reading?.report?.rule, "recipientAndSubject", subject);
    assert.match((await toldOf(one))[0] ?? "", /^ann@customer\.test \w+ unverified$/, subject);
    assert.deepEqual(await bouncing(one), [], subject);
  }
});

test("another subject, or another recipient, finds nothing", async (t) => {
  const one = await sending(t);
  const text = (address: string) => [
    "Your message did not reach some or all of the intended recipients.",
    "",
    `      ${address} on 23/11/2026 10:18`,
    "            <mx #5.1.1>",
  ];
  for (const [subject, address] of [
    ["Undeliverable: Order 9", "ann@customer.test"],
    ["Undeliverable: Order 4711", "joe@customer.test"],
  ] as const) {
    const id = await receiveRaw(one.centre, mail("postmaster@customer.test", subject, text(address)));
    const reading = await one.centre.performing.store.read((each) => each.readings.of(id));
    assert.equal(reading?.parkedBecause, "dsn-failed-unmatched", subject);
  }
  assert.deepEqual(await toldOf(one), []);
});

test("what is no report stays a person's mail, also where it comes from nobody and to our token", async (t) => {
  const one = await sending(t);
  const mails = [
    mail("Ann <ann@home.test>", "Contact form", [
      "My parcel could not be delivered, the address does not exist.",
      "Please write to tom@home.test.",
    ]),
    mail("courier@parcels.test", "Zustellung nicht möglich", [
      "Ihre Sendung konnte nicht zugestellt werden. Empfänger: ann@home.test",
      "Grund: Adresse nicht gefunden.",
    ]),
    mail("Ann Lee <ann@customer.test>", "Re: Order 4711", [
      "I have moved. Mail could not be delivered to me at home; write to tom@home.test.",
    ]),
  ];
  for (const raw of mails) {
    const id = await receiveRaw(one.centre, raw, { recipient: one.token });
    const reading = await one.centre.performing.store.read((each) => each.readings.of(id));
    assert.deepEqual([reading?.class, reading?.parkedBecause], ["auto-generated", undefined], raw.toString());
  }
  const postmaster = mail("Jim <postmaster@small.test>", "Your SPF record", [
    "Mail from you to bob@small.test was rejected: 550 5.7.1 SPF. It could not be delivered.",
  ]);
  const id = await receiveRaw(one.centre, postmaster, { envelopeFrom: "postmaster@small.test" });
  assert.equal((await one.centre.performing.store.read((each) => each.readings.of(id)))?.class, "human");
  assert.deepEqual(await toldOf(one), []);
});

test("what the customer writes to our envelope's sender is his mail, also under a bounce's subject and with its code", async (t) => {
  const one = await sending(t);
  const pasted = ["This is the mail system at host mx.acme.test.", "", "<ann@customer.test>: 550 5.1.1 user unknown"];
  const mails = [
    mail("Ann <ann@customer.test>", "Undeliverable: your order", pasted),
    mail("Ann <ann@customer.test>", "Undeliverable: your order", ["550 5.1.1 again for ann@customer.test. Why?"]),
    mail("Joe <joe@customer.test>", "Unzustellbar", ["Ihre Mail an ann@customer.test kam zurück (550 5.1.1)."]),
  ];
  for (const raw of mails) {
    const id = await receiveRaw(one.centre, raw, {
      recipient: one.token,
      envelopeFrom: raw.includes("Joe") ? "joe@customer.test" : "ann@customer.test",
    });
    assert.equal((await one.centre.performing.store.read((each) => each.readings.of(id)))?.class, "human");
  }
  assert.deepEqual(await toldOf(one), []);
  assert.deepEqual(await bouncing(one), []);
});
