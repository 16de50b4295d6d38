import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Agent } from "../support/agent.ts";
import { eventually } from "../support/eventually.ts";
import type { Answer } from "../support/http.ts";
import { deliveryOf, untilQuiet } from "../support/inspection.ts";
import { header } from "../support/reckoning.ts";
import { acceptedBy, type Centre } from "./centre.ts";

/** A draft of alice's, ready to be sent any number of times under one key. */
export type Draft = { readonly id: string; readonly original: string; readonly send: () => Promise<Answer> };

/** An answer to a mail that she was offered. */
export async function writeDraft(t: TestContext, centre: Centre, alice: Agent): Promise<Draft> {
  const original = await acceptedBy(t, centre, alice);
  const { replyInteractionId } = await alice.does(original, "Reply", { subjectPrefix: "Re: " });
  const id = String(replyInteractionId);
  const body = { operationName: "Send", email_object: { text: "Tomorrow.\n.\nAlice" } };
  return {
    id,
    original,
    send: () => alice.client.post(`/me/interactions/${id}`, body, { "idempotency-key": `send-${id}` }),
  };
}

export async function sent(draft: Draft): Promise<void> {
  const answer = await draft.send();
  assert.equal(answer.status, 200, answer.text);
}

/** How often the next hop has got it. */
export async function copies({ sink, sam }: Centre, { id }: Draft): Promise<number> {
  const { messageId } = await deliveryOf(sam, id);
  return sink.mails.filter(({ raw }) => header(raw, "Message-ID") === messageId).length;
}

export async function assertSentOnce(centre: Centre, draft: Draft): Promise<void> {
  const look = () => deliveryOf(centre.sam, draft.id);
  await eventually(look, ({ state }) => state === "sent", 15_000);
  await untilQuiet(centre.http);
  assert.equal(await copies(centre, draft), 1);
}
