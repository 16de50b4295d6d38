import { macOf } from "../../adapters/ids/mac.ts";
import type { ParkedReason } from "../../domain/mail/placing.ts";
import { loopMark } from "../../domain/mail/token.ts";
import { doneBy, drafted, owned, readAndRoute, receive, type TestMail } from "../../testing/agent-day.ts";
import { acme, type Centre } from "../../testing/centre.ts";
import { bounce, receiveRaw } from "../../testing/received-reports.ts";
import { send } from "../email/send.ts";

/** A centre that parks whatever can be parked. */
export const parking = {
  ...acme,
  settings: { blockedSenders: ["pest@customer.test", "@evil.test"] },
  mailboxes: acme.mailboxes.map((mailbox) => ({ ...mailbox, spam: "park" })),
};

/** Ann's mail with further header fields. */
export const mail = (...more: readonly string[]): TestMail => ({
  headers: [
    ...["From: Ann Lee <ann@customer.test>", "To: support@acme.test", "Subject: Order 4711"],
    ...["Message-ID: <a@customer.test>", ...more],
  ],
  // The same words would be the same mail.
  body: `Where is it?\r\n${more[0] ?? "Ann"}`,
});

/** Takes a mail in and reads it. Value: the interaction. */
export const readIn = async (centre: Centre, given: TestMail): Promise<string> => {
  const id = await receive(centre, given);
  await readAndRoute(centre);
  return id;
};

/** reason → a mail that has it; all but `too-big`, which only IMAP leaves behind. */
export const parkedMails: Readonly<Partial<Record<ParkedReason, (centre: Centre) => Promise<string>>>> = {
  "loop-mark": async (centre) => {
    const secret = await centre.performing.store.read((reading) => reading.centre.secret());
    return readIn(centre, mail(`X-Postroom-Loop: ${loopMark(macOf(secret))}`));
  },
  "loop-own-message-id": async (centre) => {
    const original = await owned(centre, "alice");
    const draft = await drafted(centre, "alice", original);
    await doneBy(centre, "alice", send, { target: draft, input: { rememberAgent: false } });
    const sent = await centre.performing.store.read((reading) => reading.deliveries.of(draft));
    const headers = ["From: support@acme.test", "To: x@list.test", `Message-ID: ${sent?.delivery.messageId}`];
    return readIn(centre, { headers });
  },
  "loop-hops": (centre) => readIn(centre, mail(...Array.from({ length: 51 }, (_, at) => `Received: by mx${at}.test`))),
  "blocked-sender": (centre) => readIn(centre, { headers: ["From: x@sub.evil.test", "To: support@acme.test"] }),
  spam: (centre) => readIn(centre, mail("X-Spam-Flag: YES")),
  "arf-unmatched": (centre) => receiveRaw(centre, bounce("arf-abuse")),
  "dsn-failed-unmatched": (centre) => receiveRaw(centre, bounce("exim-report")),
  "dsn-delayed-unmatched": (centre) => receiveRaw(centre, bounce("microsoft365-delayed")),
  "dsn-delivered-unmatched": (centre) => receiveRaw(centre, bounce("postfix-success")),
  "mdn-unmatched": (centre) => receiveRaw(centre, bounce("mdn-displayed")),
  "autoreply-ooo-without-thread": (centre) => readIn(centre, mail("Auto-Submitted: auto-replied")),
  "autoreply-ack-without-thread": (centre) =>
    readIn(centre, {
      headers: [
        "From: shop@customer.test",
        "To: support@acme.test",
        "Auto-Submitted: auto-replied",
        "Subject: We have received your request",
      ],
    }),
};
