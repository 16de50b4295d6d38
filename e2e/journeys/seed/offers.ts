import assert from "node:assert/strict";
import { refused } from "../../support/refused.ts";
import type { Row } from "./setup.ts";

/** Rows about the resource itself and about what comes before an answer: offering, accepting, rejecting, placing, completing. */
export const offers: readonly Row[] = [
  {
    row: 1,
    promise: "operations are POSTs to the resource, with the base, without it, and with a slash at the end",
    async check({ dialect: { resource }, alice, accepted }) {
      const id = await accepted();
      for (const path of [`root:/me/${resource}/${id}`, `/me/${resource}/${id}`, `/me/${resource}/${id}/`]) {
        const { status, body } = await alice.client.post(path, { operationName: "SetInFocus" });
        assert.deepEqual([status, body["status"], body["statusCode"]], [200, "ok", 0], path);
      }
    },
  },
  {
    row: 2,
    promise: "an admin who is no agent is refused with 5, a stranger with 20",
    async check({ dialect: { resource }, root, nobody, accepted }) {
      const path = `/me/${resource}/${await accepted()}`;
      refused(await root.post(path, { operationName: "SetInFocus" }), 403, 5);
      refused(await nobody.post(path, { operationName: "SetInFocus" }), 401, 20);
    },
  },
  {
    row: 3,
    promise: "Accept follows an invitation, once",
    async check({ dialect, alice, mail }) {
      const id = await mail();
      const invited = await alice.hears(id, "Invited");
      assert.deepEqual(invited.capabilities, ["Accept", "Reject"]);
      const { referenceId } = await alice.does(id, "Accept");
      const processing = await alice.hears(id, "Processing", (told) => told.referenceId === referenceId);
      assert.deepEqual(processing.capabilities, dialect.capabilities.processing);
      assert.equal(processing.version, invited.version + 1);
      refused(await alice.ask(id, "Accept"), 409, 2);
    },
  },
  {
    row: 4,
    promise: "who rejects works on something else, and somebody else is offered it",
    async check({ alice, bob, mail }) {
      const id = await mail();
      await alice.hears(id, "Invited");
      await bob.become("Ready");
      const { referenceId } = await alice.does(id, "Reject");
      const revoked = await alice.hears(id, "Revoked", (told) => told.referenceId === referenceId);
      assert.deepEqual([revoked.reason, revoked.capabilities], ["Rejected", []]);
      await bob.hears(id, "Invited");
      await bob.does(id, "Accept");
      const offers = alice.listener.heard.filter(({ data }) => JSON.stringify(data).includes('"Invited"'));
      assert.ok(offers.every(({ data }) => JSON.stringify(data).includes(id)));
    },
  },
  {
    row: 5,
    promise: "Reply comes after Accept only",
    async check({ alice, mail }) {
      const id = await mail();
      await alice.hears(id, "Invited");
      refused(await alice.ask(id, "Reply"), 409, 2);
      await alice.does(id, "Accept");
      await alice.does(id, "Reply");
    },
  },
  {
    row: 28,
    promise: "Complete ends it, in the contact's history too",
    async check({ alice, accepted }) {
      const id = await accepted();
      const history = () => alice.client.get(`/ucs/interactions/${id}`);
      assert.match((await history()).text, /"state":"InProcess"/);
      const { referenceId } = await alice.does(id, "Complete");
      const told = await alice.hears(id, "Completed", (one) => one.referenceId === referenceId);
      assert.deepEqual(told.capabilities, []);
      assert.match((await history()).text, /"state":"Stopped"/);
      assert.deepEqual(await alice.holds(), []);
    },
  },
  {
    row: 29,
    promise: "PlaceInQueue gives it to the agents of another queue",
    async check({ dialect, alice, bob, accepted }) {
      const id = await accepted();
      await bob.become("Ready");
      const { referenceId } = await alice.does(id, "PlaceInQueue", { queueName: "general" });
      const { words } = dialect;
      const told = await alice.hears(id, words.placedInQueue, (one) => one.referenceId === referenceId);
      assert.deepEqual(told.capabilities, []);
      if (dialect.name === "B") assert.equal(told.reason, "PlacedInQueue");
      assert.equal((await bob.hears(id, "Invited")).queue, "general");
    },
  },
];
