import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { UserActor } from "../domain/agent/actor.ts";
import type { Content } from "../domain/interaction/content.ts";
import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import { alice, draft, eventOf, facts, order, owned, recorded } from "./examples.fixture.ts";
import { notifications } from "./notifications.ts";

const sam: UserActor = { ...alice, id: "5a4", userName: "sam" };
const moved = (operation: InteractionEvent["operation"]) => ({ kind: "InteractionMoved", operation }) as const;
const created = (operation: InteractionEvent["operation"], made: Interaction, referenceId: number) =>
  recorded(eventOf({ kind: "DraftCreated", operation }, undefined, made), referenceId);
const offered = { ...order, holder: sam.id, version: 4 };

const drafted = facts.contents.get("c-draft");
assert.ok(drafted);
const at = (address: string) => ({ name: "", address });
const contents: readonly Content[] = [
  { ...drafted, id: "c-all", cc: [at("bob@customer.test")] },
  { ...drafted, id: "c-forward", to: [at("carrier@partner.test")], subject: "Fwd: Order 4711" },
  { ...drafted, id: "c-empty", to: [], subject: "", text: "", html: "" },
];

/** folder of the golden files → the event, and who is told so. */
const golden: Readonly<Record<string, readonly [RecordedEvent, UserActor]>> = {
  "reply-all": [created("ReplyAll", { ...draft, draftType: "ReplyAll", content: "c-all" }, 31), alice],
  forward: [
    created("Forward", { ...draft, draftType: "Forward", subtype: "OutboundNew", content: "c-forward" }, 32),
    alice,
  ],
  create: [
    created(
      "Create",
      { ...draft, draftType: "Create", subtype: "OutboundNew", parent: undefined, content: "c-empty" },
      33,
    ),
    alice,
  ],
  transfer: [recorded(eventOf(moved("Transfer"), owned, offered), 27), alice],
  "transfer-invitation": [recorded(eventOf(moved("Transfer"), owned, offered), 27), sam],
  "transfer-draft-invitation": [
    recorded(
      eventOf(moved("Transfer"), draft, {
        ...draft,
        state: "Invited",
        holder: sam.id,
        version: 2,
        deadline: order.deadline,
      }),
      27,
    ),
    sam,
  ],
  "transfer-to-queue": [
    recorded(
      eventOf(moved("TransferToQueue"), owned, {
        ...owned,
        state: "Queued",
        holder: undefined,
        deadline: undefined,
        queue: "q-general",
        version: 4,
      }),
      34,
    ),
    alice,
  ],
};

const telling = {
  facts: {
    ...facts,
    contents: new Map([...facts.contents, ...contents.map((content) => [content.id, content] as const)]),
    viewers: new Map([...facts.viewers, [sam.id, sam]]),
    users: new Map([...facts.users, [sam.id, "sam"]]),
  },
  publicUrl: "http://127.0.0.1:8080",
  bodyBytesMax: 262_144,
};
const topics = { a: ["/v2/me/interactions", "/me/interactions"], b: ["/v2/me/emails"] } as const;

for (const [name, [event, listener]] of Object.entries(golden)) {
  for (const dialect of ["a", "b"] as const) {
    test(`${name} is told to ${listener.userName} in dialect ${dialect.toUpperCase()}, to the letter`, () => {
      const file = new URL(`../../fixtures/wire/${dialect}/${name}/notification.json`, import.meta.url);
      const expected: { readonly data: unknown } = JSON.parse(readFileSync(file, "utf8"));
      for (const topic of topics[dialect]) {
        const mine = notifications([event], telling).filter((one) => one.topic === topic && one.user === listener.id);
        assert.equal(mine.length, 1);
        assert.equal(withoutIds(mine[0]?.data), JSON.stringify(expected.data));
      }
    });
  }
}

/** The examples leave out `assignedToId`, which wire.md 3.4 lists. */
const withoutIds = (data: unknown): string =>
  JSON.stringify(data, (key, value: unknown) => (key === "assignedToId" ? undefined : value));
