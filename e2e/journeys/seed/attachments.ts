import assert from "node:assert/strict";
import { attach, downloadedHash, formOf, hashOf } from "../../support/attachments.ts";
import { letter } from "../../support/mail.ts";
import type { Row, Seed } from "./setup.ts";

const mail = new Uint8Array(Buffer.from(letter().raw));
const file = { bytes: mail, name: "mail.eml", type: "message/rfc822" };

const pathOf = ({ dialect }: Seed, id: string): string => `/me/${dialect.resource}/${id}`;

/** Rows about what is attached to a draft. */
export const attaching: readonly Row[] = [
  {
    row: 31,
    promise: "LinkAttachment links what another e-mail carries, and tells the new list",
    async check(seed) {
      const { dialect, alice, replied } = seed;
      const { id, draft } = await replied();
      const documentId = await attach(alice.client, pathOf(seed, draft), file);
      const { replyInteractionId } = await alice.does(id, "Reply");
      const other = String(replyInteractionId);
      const { referenceId } = await alice.does(other, "LinkAttachment", { documentId });
      const told = await alice.hears(other, dialect.words.draft, (one) => one.referenceId === referenceId);
      assert.equal(told.notificationType, "AttachmentAdded");
      assert.equal(
        await downloadedHash(seed.http, "alice", `${pathOf(seed, other)}/attachments/${documentId}`),
        hashOf(mail),
      );
    },
  },
  {
    row: 32,
    promise: "a part named attachment is attached and told; another name is missing it",
    async check(seed) {
      const { dialect, alice, replied } = seed;
      const { draft } = await replied();
      const path = `${pathOf(seed, draft)}/attachments`;
      const { status, body, text } = await alice.client.send("POST", path, { body: formOf(file) });
      assert.deepEqual([status, body["statusCode"], typeof body["documentId"]], [200, 0, "string"], text);
      const told = await alice.hears(draft, dialect.words.draft, (one) => one.referenceId === body["referenceId"]);
      assert.equal(told.notificationType, "AttachmentAdded");
      const other = new FormData();
      other.append("file", new Blob([mail]), "mail.eml");
      const refused = await alice.client.send("POST", path, { body: other });
      assert.deepEqual(
        [refused.status, refused.body["statusCode"], refused.body["statusMessage"]],
        [400, 1, "attachment: missing"],
      );
    },
  },
  {
    row: 33,
    promise: "many attachments are one e-mail's own",
    async check(seed) {
      const { alice, replied } = seed;
      const { id, draft } = await replied();
      const path = pathOf(seed, draft);
      const ids = [await attach(alice.client, path, file), await attach(alice.client, path, file)];
      const { body } = await alice.client.get(`${path}/attachments`);
      assert.deepEqual(
        [body["attachments"]].flat().map((one) => Object(one).id),
        ids,
      );
      const elsewhere = await alice.client.get(`${pathOf(seed, id)}/attachments/${ids[0]}`);
      assert.deepEqual([elsewhere.status, elsewhere.body["statusCode"]], [404, 6]);
    },
  },
  {
    row: 34,
    promise: "GET gives the bytes with their type",
    async check(seed) {
      const { alice, http, replied } = seed;
      const { draft } = await replied();
      const documentId = await attach(alice.client, pathOf(seed, draft), file);
      const path = `${pathOf(seed, draft)}/attachments/${documentId}`;
      assert.equal(await downloadedHash(http, "alice", path), hashOf(mail));
      const { headers } = await alice.client.send("HEAD", path);
      assert.equal(headers.get("content-type"), "message/rfc822");
    },
  },
  {
    row: 35,
    promise: "DELETE takes it out, and tells the list without it",
    async check(seed) {
      const { dialect, alice, replied } = seed;
      const { draft } = await replied();
      const documentId = await attach(alice.client, pathOf(seed, draft), file);
      const path = `${pathOf(seed, draft)}/attachments/${documentId}`;
      const { status, body, text } = await alice.client.send("DELETE", path);
      assert.deepEqual([status, body["statusCode"]], [200, 0], text);
      const told = await alice.hears(draft, dialect.words.draft, (one) => one.referenceId === body["referenceId"]);
      assert.equal(told.notificationType, "AttachmentRemoved");
      assert.equal((await alice.client.get(path)).status, 404);
    },
  },
];
