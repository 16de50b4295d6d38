import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import { alice, eventOf, facts, owned, recorded } from "./examples.fixture.ts";
import { notifications } from "./notifications.ts";

const mine: Interaction = { ...owned, version: 4, deadline: undefined };
const topic = { ...mine, userData: { ...mine.userData, Topic: "Shipping" } };
const elsewhere = "0000Wa9CAM6W018Y";

const changed = (operation: InteractionEvent["operation"], after: Interaction, referenceId: number, before = owned) =>
  recorded(eventOf({ kind: "PropertiesChanged", operation }, before, after), referenceId);

/** folder of the golden files → the event that becomes them. */
const golden: Readonly<Record<string, RecordedEvent>> = {
  "attach-user-data": changed("SetUserData", topic, 35),
  "update-user-data": changed("SetUserData", topic, 36),
  "update-properties": changed("SetUserData", topic, 37),
  "delete-user-data": changed("DeleteUserData", { ...mine, version: 5 }, 38, topic),
  "add-comment": changed(
    "AddComment",
    { ...mine, comments: [{ at: Date.parse("2026-11-23T10:29:00.000Z"), by: alice.id, text: "called her" }] },
    39,
  ),
  "assign-contact": changed(
    "AssignContact",
    { ...mine, contact: elsewhere, userData: { ...mine.userData, ContactId: elsewhere } },
    40,
  ),
  "place-in-workbin": recorded(
    eventOf({ kind: "InteractionMoved", operation: "PlaceInWorkbin" }, owned, {
      ...mine,
      holder: undefined,
      state: "InWorkbin",
      shelf: { workbin: "w", name: "in-progress", owner: alice.id, ownedBy: "agent" },
    }),
    41,
  ),
};

const telling = { facts, publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 };
const topics = { a: ["/v2/me/interactions", "/me/interactions"], b: ["/v2/me/emails"] } as const;

for (const [name, event] of Object.entries(golden)) {
  for (const dialect of ["a", "b"] as const) {
    test(`${name} is told in dialect ${dialect.toUpperCase()}, to the letter`, () => {
      const file = new URL(`../../fixtures/wire/${dialect}/${name}/notification.json`, import.meta.url);
      const expected: { readonly data: unknown } = JSON.parse(readFileSync(file, "utf8"));
      for (const topic of topics[dialect]) {
        const pushes = notifications([event], telling).filter((one) => one.topic === topic);
        assert.deepEqual(
          pushes.map(({ user, data }) => [user, withoutIds(data)]),
          [[alice.id, JSON.stringify(expected.data)]],
        );
      }
    });
  }
}

/** The examples leave out `assignedToId`, which wire.md 3.4 lists. */
const withoutIds = (data: unknown): string =>
  JSON.stringify(data, (key, value: unknown) => (key === "assignedToId" ? undefined : value));
