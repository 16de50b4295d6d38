import assert from "node:assert/strict";
import { refused } from "../../support/refused.ts";
import type { Row, Seed } from "./setup.ts";

const given = ({ dialect }: Seed): string => (dialect.name === "A" ? "Transferred" : "Completed");

/** Rows about answers to everybody, drafts of one's own, and work that goes to others. */
export const handingOver: readonly Row[] = [
  {
    row: 19,
    promise: "ReplyAll answers everybody, without ourselves and without repetitions",
    async check({ alice, accepted }) {
      const headers = [
        "Reply-To: ann.private@customer.test",
        "Cc: bob@customer.test, help@acme.test, BOB@customer.test",
      ];
      const id = await accepted({ headers });
      const { replyInteractionId } = await alice.does(id, "ReplyAll", { subjectPrefix: "Re: " });
      const { to, cc, from, subject } = await alice.sees(String(replyInteractionId));
      assert.deepEqual(
        [to, cc, from, subject],
        ["ann.private@customer.test", "bob@customer.test", "support@acme.test", "Re: Order 4711"],
      );
    },
  },
  {
    row: 20,
    promise: "ReplyAll quotes unless it is told not to",
    async check({ alice, accepted }) {
      const id = await accepted();
      const text = async (parameters: object) => {
        const { replyInteractionId } = await alice.does(id, "ReplyAll", parameters);
        return (await alice.sees(String(replyInteractionId))).text;
      };
      assert.equal(await text({}), "Where is it?\nAnn");
      assert.equal(await text({ quoteOriginal: false }), "");
    },
  },
  {
    row: 21,
    promise: "ReplyAll answers with the id of its draft, which the notification carries too",
    async check({ dialect, alice, accepted }) {
      const id = await accepted();
      const { replyInteractionId, interactionId, referenceId } = await alice.does(id, "ReplyAll");
      const told = await alice.hears(String(replyInteractionId), dialect.words.draft, (one) => one.id !== id);
      assert.deepEqual([told.id, interactionId], [replyInteractionId, replyInteractionId]);
      assert.deepEqual([told.referenceId, told.parentId, told.subtype], [referenceId, id, "OutboundReply"]);
    },
  },
  {
    row: 26,
    promise: "Transfer offers it to another agent, who need not be Ready",
    async check(seed) {
      const { alice, bob, accepted } = seed;
      const id = await accepted();
      const { referenceId } = await alice.does(id, "Transfer", { userName: "bob", comment: "you know her" });
      const told = await alice.hears(id, given(seed), (one) => one.referenceId === referenceId);
      assert.deepEqual([told.capabilities, told.reason], [[], "Transferred"]);
      const invited = await bob.hears(id, "Invited");
      assert.deepEqual([invited.capabilities, invited.assignedTo], [["Accept", "Reject"], "bob"]);
      await bob.does(id, "Accept");
      refused(await alice.ask(id, "Complete"), 403, 3);
    },
  },
  {
    row: 27,
    promise: "Transfer offers it to agents with a skill, drafts too",
    async check(seed) {
      const { dialect, alice, bob, replied } = seed;
      const { id, draft } = await replied();
      await bob.become("Ready");
      for (const one of [id, draft]) {
        await alice.does(one, "Transfer", { skill: "French" });
        await alice.hears(one, given(seed));
        await bob.hears(one, "Invited");
        await bob.does(one, "Accept");
      }
      assert.equal((await bob.sees(draft)).state, dialect.words.draft);
      await bob.does(draft, "Cancel");
    },
  },
  {
    row: 30,
    promise: "Create begins an e-mail of one's own, with a slash at the end and without",
    async check({ dialect, alice }) {
      const body = { operationName: "Create", queueName: "email-drafts", interactionType: "Outbound" };
      for (const slash of ["/", ""]) {
        const path = `/me/${dialect.resource}${slash}`;
        const answer = await alice.client.post(path, { ...body, interactionSubType: "OutboundNew" });
        assert.equal(answer.status, 200, answer.text);
        const told = await alice.hears(String(answer.body["replyInteractionId"]), dialect.words.draft);
        assert.deepEqual([told.subtype, told.queue, told.to], ["OutboundNew", "email-drafts", ""]);
      }
    },
  },
  {
    row: 31,
    promise: "UpdateProperties changes user data, and PlaceInWorkbin puts the draft on a shelf",
    async check({ dialect, alice, replied }) {
      const { draft } = await replied();
      const userData = { Topic: "Shipping" };
      const { referenceId } = await alice.does(draft, "UpdateProperties", { userData });
      const told = await alice.hears(draft, dialect.words.draft, (one) => one.referenceId === referenceId);
      assert.equal(told.notificationType, "PropertiesUpdated");
      const placed = await alice.does(draft, "PlaceInWorkbin", { workbinName: "draft" });
      const state = dialect.name === "A" ? "PlacedInWorkbin" : "Completed";
      const gone = await alice.hears(draft, state, (one) => one.referenceId === placed["referenceId"]);
      assert.deepEqual([gone.capabilities, gone.reason], [[], "PlacedInWorkbin"]);
      assert.ok((await alice.holds()).every((one) => one.id !== draft));
    },
  },
];
