import assert from "node:assert/strict";
import test from "node:test";
import { emailStateChangeMessage } from "@postroom/contract";
import { dialectB } from "../support/dialect.ts";
import { attaching } from "./seed/attachments.ts";
import { handingOver } from "./seed/handing-over.ts";
import { offers } from "./seed/offers.ts";
import { replies } from "./seed/replies.ts";
import { sending } from "./seed/sending.ts";
import { checkRows, type Row } from "./seed/setup.ts";

/** What dialect B says in its own way (row 36). */
const literal: readonly Row[] = [
  {
    row: 36,
    promise: "the message carries the e-mail with the documented keys",
    async check({ alice, http, replied }) {
      const { id, draft } = await replied();
      const { data } = await alice.listener.until(
        ({ channel, data }) => channel === "/v2/me/emails" && JSON.stringify(data).includes(`"id":"${draft}"`),
      );
      const { email, notificationType } = emailStateChangeMessage.parse(data);
      const path = `/me/emails/${draft}`;
      assert.deepEqual(
        [notificationType, email.uri, email.path, email.to, email.emailType, email.parentId, email.mime],
        ["StatusChange", `${http}/api/v2${path}`, path, ["ann.private@customer.test"], "Outbound", id, "text/html"],
      );
      assert.match(email.receivedDate ?? "", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\+0000$/);
    },
  },
  {
    row: 36,
    promise: "the four spellings of the resource are one",
    async check({ alice, accepted }) {
      const id = await accepted();
      for (const base of ["/me/emails", "/emails", "/email", "/me/email"]) {
        const { status, body, text } = await alice.client.get(`${base}/${id}`);
        assert.equal(status, 200, text);
        assert.match(text, new RegExp(`"email":\\{"id":"${id}"`), base);
        assert.deepEqual([body["status"], body["statusCode"]], ["ok", 0]);
      }
    },
  },
];

test("the seed's rows in dialect B", (t) =>
  checkRows(t, dialectB, [...offers, ...replies, ...sending, ...attaching, ...handingOver, ...literal]));
