import assert from "node:assert/strict";
import { wholeInteractionAnswer } from "@postroom/contract";
import { refused } from "../../support/refused.ts";
import type { Row } from "./setup.ts";

/** Rows about Reply: the draft it makes, what stands in it, what is told. */
export const replies: readonly Row[] = [
  {
    row: 6,
    promise: "Reply makes a new interaction, in the contact's history too",
    async check({ alice, root, replied }) {
      const { id, draft } = await replied();
      assert.notEqual(draft, id);
      const { body } = await root.get(`/interactions/${draft}`);
      assert.equal(wholeInteractionAnswer.parse(body).interaction.parentInteractionId, id);
      const history = await alice.client.get(`/ucs/interactions/${draft}`);
      assert.equal(history.status, 200, history.text);
      assert.match(history.text, new RegExp(`"id":"${draft}"`));
    },
  },
  {
    row: 7,
    promise: "it is told with the referenceId of the HTTP answer, on every topic of the dialect",
    async check({ dialect, alice, accepted }) {
      const id = await accepted();
      const { referenceId, replyInteractionId, interactionId } = await alice.does(id, "Reply");
      assert.equal(replyInteractionId, interactionId);
      const topics = dialect.name === "A" ? ["/v2/me/interactions", "/me/interactions"] : ["/v2/me/emails"];
      for (const topic of topics) {
        const { data } = await alice.listener.until(
          (heard) => heard.channel === topic && heard.data["referenceId"] === referenceId,
        );
        const told = dialect.told(data);
        assert.deepEqual([told.id, told.state], [replyInteractionId, dialect.words.draft]);
      }
    },
  },
  {
    row: 8,
    promise: "To is the original's Reply-To",
    async check({ alice, replied }) {
      const { draft } = await replied();
      assert.equal((await alice.sees(draft)).to, "ann.private@customer.test");
    },
  },
  {
    row: 9,
    promise: "From is the original's To, an alias too",
    async check({ alice, replied }) {
      assert.equal((await alice.sees((await replied()).draft)).from, "support@acme.test");
      await alice.tidy();
      await alice.become("Ready");
      const { draft } = await replied({}, { to: "help@acme.test" });
      assert.equal((await alice.sees(draft)).from, "help@acme.test");
    },
  },
  {
    row: 10,
    promise: "Subject is the prefix and the original's subject, the prefix optional",
    async check({ alice, accepted }) {
      const id = await accepted();
      for (const [parameters, subject] of [
        [{ subjectPrefix: "Re: " }, "Re: Order 4711"],
        [{}, "Order 4711"],
      ] as const) {
        const { replyInteractionId } = await alice.does(id, "Reply", parameters);
        assert.equal((await alice.sees(String(replyInteractionId))).subject, subject);
      }
    },
  },
  {
    row: 11,
    promise: "both bodies are empty unless the original is quoted",
    async check({ alice, replied }) {
      const { id, draft } = await replied();
      const empty = await alice.sees(draft);
      assert.deepEqual([empty.text, empty.html], ["", ""]);
      const { replyInteractionId } = await alice.does(id, "Reply", { quoteOriginal: true });
      const quoted = await alice.sees(String(replyInteractionId));
      assert.equal(quoted.text, "Where is it?\nAnn");
      assert.equal((await alice.sees(id)).text.trimEnd(), quoted.text);
      assert.match(quoted.html, /^<blockquote type="cite">.*Where is it\?.*<\/blockquote>$/s);
    },
  },
  {
    row: 12,
    promise: "the quotation has its first line and its indentation",
    async check({ alice, replied }) {
      const { draft } = await replied({ quoteOriginal: true, replyToStartLine: "Ann wrote:", indentCharacter: "> " });
      const { text, html } = await alice.sees(draft);
      assert.equal(text, "Ann wrote:\n> Where is it?\n> Ann");
      assert.ok(html.startsWith('<p>Ann wrote:</p><blockquote type="cite">'), html);
    },
  },
  {
    row: 13,
    promise: "quoteOriginal is a boolean",
    async check({ alice, accepted }) {
      const answer = await alice.ask(await accepted(), "Reply", { quoteOriginal: "yes" });
      assert.ok(refused(answer, 400, 10).startsWith("$.quoteOriginal"));
    },
  },
  {
    row: 14,
    promise: "the draft belongs to the queue that was named; an unknown one makes no draft",
    async check({ alice, replied }) {
      const { id, draft } = await replied({ queueName: "email-drafts" });
      assert.equal((await alice.sees(draft)).queue, "email-drafts");
      refused(await alice.ask(id, "Reply", { queueName: "nope" }), 404, 6);
      const held = (await alice.holds()).map((one) => one.id);
      assert.deepEqual(held.toSorted(), [draft, id].toSorted());
    },
  },
  {
    row: 15,
    promise: "success and failure have the keys of both dialects",
    async check({ alice, accepted }) {
      const { status, statusCode, errorDescription } = await alice.does(await accepted(), "Reply");
      assert.deepEqual([status, statusCode, errorDescription], ["ok", 0, undefined]);
      const failure = await alice.ask("NOSUCH", "Reply");
      assert.equal(refused(failure, 404, 6), "interaction not found: NOSUCH");
      assert.deepEqual(Object.keys(failure.body).sort(), ["errorDescription", "status", "statusCode", "statusMessage"]);
    },
  },
  {
    row: 18,
    promise: "the draft's state and capabilities",
    async check({ dialect, alice, replied }) {
      const { draft } = await replied();
      const { capabilities, subtype, parentId, assignedTo } = await alice.hears(draft, dialect.words.draft);
      assert.deepEqual(capabilities, dialect.capabilities.composing);
      assert.deepEqual([subtype, assignedTo, parentId !== undefined], ["OutboundReply", "alice", true]);
    },
  },
];
