import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { sendMail } from "./smtp.ts";

export type Letter = {
  readonly from?: string;
  /** Header and envelope. */
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  /** Further header lines. */
  readonly headers?: readonly string[];
  /** Made up unless given: the same mail twice is one. */
  readonly messageId?: string;
};

/** Its Message-ID and its bytes. */
export type WrittenLetter = { readonly messageId: string; readonly raw: string };

let written = 0;

/** Ann's mail of wire.md 13, with what the test wants otherwise. */
export function letter(changes: Letter = {}): WrittenLetter {
  const { from = "ann@customer.test", to = "support@acme.test", subject = "Order 4711" } = changes;
  const { text = "Where is it?\nAnn", messageId = nextId() } = changes;
  const headers = changes.headers ?? ["Reply-To: ann.private@customer.test", "Cc: bob@customer.test"];
  const lines = [
    `From: Ann Lee <${from}>`,
    `To: ${to}`,
    ...headers,
    `Subject: ${subject}`,
    `Message-ID: ${messageId}`,
    "",
    ...text.split("\n"),
    "",
  ];
  return { messageId, raw: lines.join("\r\n") };
}

/** Sends a letter to `address` (the ready line's); resolves with the interaction that the 250 names (mail.md 2.2). */
export async function mailIn(t: TestContext, address: string, changes: Letter = {}): Promise<string> {
  const { from = "ann@customer.test", to = "support@acme.test" } = changes;
  return accepted(await sendMail(t, address, { from, to: [to], raw: letter(changes).raw }));
}

/** The interaction that an answer to the final dot names. */
export function accepted({ lines }: { readonly lines: readonly string[] }): string {
  const id = lines.join("\n").match(/^250 2\.0\.0 ([A-Z0-9]{16})$/)?.[1];
  assert.ok(id !== undefined, `250 with an interaction, got ${JSON.stringify(lines)}`);
  return id;
}

function nextId(): string {
  written++;
  return `<m${written}.${process.pid}@customer.test>`;
}
