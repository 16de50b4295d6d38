import assert from "node:assert/strict";
import test from "node:test";
import { assertConsistent, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { startCentre } from "./centre.ts";
import { postgresOf, tamper } from "./strace.ts";

// reliability.md 1 P13 and 6: the process stops, says so in one line, and what it answered 250 to is there at the next start.

test("a failed sync of the database ends the server, and no 250 is lost", {
  ...needsPeers("strace"),
  timeout: 120_000,
}, async (t) => {
  const centre = await startCentre(t);
  const { server, sam } = centre;
  const kept = [await mailIn(t, centre.smtp, { subject: "before" })];
  await untilQuiet(centre.http);
  // The first sync that each of the processes makes fails, until the disk is mended.
  const disk = await tamper(t, await postgresOf(await server.log()), "fdatasync", "error=EIO:when=1");
  const end = server.ended();
  let isOver = false;
  void end.then(() => {
    isOver = true;
  });
  for (let count = 0; !isOver && count < 50; count++)
    await mailIn(t, centre.smtp, { subject: `during ${count}` }).then(
      (id) => kept.push(id),
      () => undefined,
    );
  assert.deepEqual(await end, { code: 1, signal: null });
  const told = (await server.log()).split("\n").filter((line) => /the disk failed under PostgreSQL/.test(line));
  assert.equal(told.length, 1, told.join("\n"));
  assert.match(told[0] ?? "", /could not fdatasync file/);
  await disk.end();
  await server.restart();
  await untilQuiet(centre.http);
  for (const id of kept) assert.equal((await sam.get(`/interactions/${id}`)).status, 200, id);
  await assertConsistent(server);
});
