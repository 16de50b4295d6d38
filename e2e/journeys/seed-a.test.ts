import assert from "node:assert/strict";
import test from "node:test";
import { interactionAnswer } from "@postroom/contract";
import { dialectA } from "../support/dialect.ts";
import { attaching } from "./seed/attachments.ts";
import { handingOver } from "./seed/handing-over.ts";
import { offers } from "./seed/offers.ts";
import { replies } from "./seed/replies.ts";
import { sending } from "./seed/sending.ts";
import { checkRows, type Row } from "./seed/setup.ts";

/** What only the seed's own dialect says. */
const literal: readonly Row[] = [
  {
    row: 4,
    promise: "who rejected is not offered it again before afterRejectPause, and then is",
    async check({ alice, mail }) {
      const id = await mail();
      await alice.hears(id, "Invited");
      const { version } = await alice.sees(id);
      const rejectedAt = performance.now();
      await alice.does(id, "Reject");
      await alice.hears(id, "Invited", (told) => told.version > version, 15_000);
      const pauseMs = performance.now() - rejectedAt;
      assert.ok(pauseMs >= 9_900 && pauseMs < 12_000, `${pauseMs} ms`);
    },
  },
  {
    row: 16,
    promise: "the message names itself, the draft, the channel, type, subtype and time, in the seed's order",
    async check({ alice, replied }) {
      const { draft } = await replied();
      const { data } = await alice.listener.until((heard) => heard.data["id"] === draft);
      assert.deepEqual(Object.keys(data).slice(0, 9), [
        "messageTypeName",
        "id",
        "channel",
        "email_object",
        "interactionType",
        "interactionSubType",
        "receivedAt",
        "state",
        "capabilities",
      ]);
      assert.deepEqual(
        [data["messageTypeName"], data["channel"], data["interactionType"], data["interactionSubType"], data["state"]],
        ["InteractionStateMessage", "email", "Email", "OutboundReply", "ReplyCreated"],
      );
      assert.match(String(data["receivedAt"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    },
  },
  {
    row: 17,
    promise: "email_object has its eight keys",
    async check({ alice, replied }) {
      const { draft } = await replied();
      const answer = await alice.client.get(`/me/interactions/${draft}`);
      assert.deepEqual(Object.keys(interactionAnswer.parse(answer.body).interaction.email_object), [
        "ToAddress",
        "FromAddress",
        "CCAddresses",
        "Subject",
        "Text",
        "StructuredText",
        "MimeType",
        "StructuredTextMimeType",
      ]);
    },
  },
];

test("the seed's rows in dialect A", (t) =>
  checkRows(t, dialectA, [...offers, ...replies, ...sending, ...attaching, ...handingOver, ...literal]));
