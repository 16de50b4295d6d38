import assert from "node:assert/strict";
import { deliveryAnswer } from "@postroom/contract";
import { simpleParser } from "mailparser";
import { eventually } from "../../support/eventually.ts";
import { refused } from "../../support/refused.ts";
import { known, type Row, type Seed } from "./setup.ts";

/** Rows about what becomes of a draft: Cancel and Send. */
export const sending: readonly Row[] = [
  {
    row: 22,
    promise: "Cancel ends the draft and leaves the original",
    async check({ dialect, alice, replied }) {
      const { id, draft } = await replied();
      const { referenceId } = await alice.does(draft, "Cancel");
      const told = await alice.hears(draft, "Canceled", (one) => one.referenceId === referenceId);
      assert.deepEqual(told.capabilities, []);
      const { body } = await alice.client.get(`/me/${dialect.resource}`);
      const uris = [body["uris"]].flat().map(String);
      assert.deepEqual(
        uris.map((uri) => uri.split("/").at(-1)),
        [id],
      );
    },
  },
  {
    row: 23,
    promise: "Send brings the mail to the relay and the delivery says so",
    async check(seed) {
      const { alice, replied, sink } = seed;
      const { messageId } = known();
      const { id, draft } = await replied({}, { messageId });
      const count = sink.mails.length;
      const { referenceId } = await alice.does(draft, "Send", content(seed, {}));
      const told = await alice.hears(draft, "Sent", (one) => one.referenceId === referenceId);
      assert.deepEqual(told.capabilities, []);

      const sunk = (await sink.until(count + 1))[count];
      assert.deepEqual(sunk?.to, ["ann@customer.test"]);
      assert.match(sunk?.from ?? "", /^support(\+b\.[^@]+)?@acme\.test$/);
      const mail = await simpleParser(sunk?.raw ?? "");
      assert.deepEqual([mail.subject, mail.text?.trimEnd(), mail.html], ["Re: Order 4711", "Tomorrow.", false]);
      assert.equal(mail.from?.value[0]?.address, "support@acme.test");
      assert.deepEqual([mail.inReplyTo, [mail.references].flat()], [messageId, [messageId]]);

      const delivery = await sentDelivery(seed, draft);
      assert.equal(delivery.messageId, mail.messageId);
      assert.deepEqual(
        delivery.attempts.map(({ code }) => code),
        [250],
      );
      assert.deepEqual(
        (await alice.holds()).map((one) => one.id),
        [id],
      );
    },
  },
  {
    row: 24,
    promise: "copies and blind copies arrive, and blind ones stay blind",
    async check(seed) {
      const { alice, replied, sink } = seed;
      const { draft } = await replied();
      const count = sink.mails.length;
      await alice.does(draft, "Send", content(seed, { cc: "bob@customer.test", bcc: "log@audit.test" }));
      const sunk = (await sink.until(count + 1))[count];
      assert.deepEqual(sunk?.to.toSorted(), ["ann@customer.test", "bob@customer.test", "log@audit.test"]);
      const raw = sunk?.raw.toString() ?? "";
      assert.doesNotMatch(raw, /^bcc:|log@audit\.test/im);
      assert.match(raw, /^Cc: bob@customer\.test\r$/m);
      await sentDelivery(seed, draft);
    },
  },
  {
    row: 25,
    promise: "an unknown queue refuses Send and leaves the draft as it was",
    async check(seed) {
      const { alice, replied } = seed;
      const { draft } = await replied();
      const before = await alice.sees(draft);
      refused(await alice.ask(draft, "Send", { ...content(seed, {}), queueName: "nope" }), 404, 6);
      assert.deepEqual(await alice.sees(draft), before);
    },
  },
];

/** The content of wire.md 13, row 23, as the dialect spells it. */
function content({ dialect }: Seed, { cc, bcc }: { readonly cc?: string; readonly bcc?: string }): object {
  const [to, subject, text, from] = ["ann@customer.test", "Re: Order 4711", "Tomorrow.", "support@acme.test"];
  const email =
    dialect.name === "A"
      ? { toAddress: to, subject, text, fromAddress: from, ccAddress: cc, bccAddress: bcc }
      : { to: [to], subject, bodyAsPlainText: text, from, cc: [cc ?? ""], bcc: [bcc ?? ""] };
  return { queueName: "email-outbound", [dialect.container]: email };
}

async function sentDelivery({ dialect, alice }: Seed, draft: string) {
  const { body } = await eventually(
    () => alice.client.get(`/me/${dialect.resource}/${draft}/delivery`),
    (answer) => deliveryAnswer.parse(answer.body).delivery.state === "sent",
  );
  return deliveryAnswer.parse(body).delivery;
}
