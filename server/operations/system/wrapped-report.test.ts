import assert from "node:assert/strict";
import { test } from "node:test";
import { sent } from "../../testing/agent-day.ts";
import { testCentre } from "../../testing/centre.ts";
import { deliveryReport, receiveRaw } from "../../testing/received-reports.ts";

const wrapped = (from: string, subject: string, report: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(
      [
        ...[`From: ${from}`, "To: support@acme.test", `Subject: ${subject}`, `Message-ID: <${from.length}@gate.test>`],
        ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="outer"', "", "--outer", ""],
        ...["This came back.", "--outer", "Content-Type: message/rfc822", "", ""],
      ].join("\r\n"),
    ),
    report,
    Buffer.from("\r\n--outer--\r\n"),
  ]);

test("a report that a gateway wrapped into a mail of its own counts, and one that a customer attached does not", async (t) => {
  const centre = await testCentre(t);
  const outbound = await sent(centre, "alice");
  const delivery = await centre.performing.store.read((one) => one.deliveries.of(outbound));
  const report = deliveryReport({ messageId: delivery?.delivery.messageId ?? "", recipient: "ann@customer.test" });
  const told = () => centre.performing.store.read((one) => one.readings.reportsOn(outbound));
  const classOf = async (from: string, subject: string) => {
    const id = await receiveRaw(centre, wrapped(from, subject, report), { envelopeFrom: from });
    return (await centre.performing.store.read((one) => one.readings.of(id)))?.class;
  };
  assert.equal(await classOf("ann@customer.test", "Undeliverable: Order 4711"), "human");
  assert.equal(await classOf("postmaster@customer.test", "Please look at this"), "human");
  assert.deepEqual(await told(), []);
  assert.equal(await classOf("postmaster@gate.test", "Delivery Status Notification (Failure)"), "dsn-failed");
  assert.deepEqual(
    (await told()).map((one) => [one.address, one.class, one.isVerified]),
    [["ann@customer.test", "hard", true]],
  );
});
