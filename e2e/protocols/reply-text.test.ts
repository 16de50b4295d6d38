import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { simpleParser } from "mailparser";
import { startAgent } from "../support/agent.ts";
import { dialectB } from "../support/dialect.ts";
import { mailIn } from "../support/mail.ts";
import { untilQuiet } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const sentText = [
  "Dear Ann,",
  "your order left our warehouse on Friday and will be with you by Tuesday evening.",
  "Please write to us at once if one of the bells does not ring.",
].join("\n\n");

type Range = { readonly kind: string; readonly start: number; readonly end: number };

/** Alice has answered Ann; what Ann writes back comes by SMTP. */
async function answered(t: TestContext) {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ requestRate: 1_000, requestBurst: 4_000 }));
  const server = await startServer(t, { team, relay: sink.url });
  const { http, smtp } = server.ready();
  const alice = await startAgent(t, { http, userName: "alice", dialect: dialectB, isReady: true });
  const original = await mailIn(t, smtp);
  await alice.hears(original, "Invited");
  await alice.does(original, "Accept");
  const { replyEmailId, replyInteractionId } = await alice.does(original, "Reply");
  await alice.does(String(replyEmailId ?? replyInteractionId), "Send", {
    [dialectB.container]: { to: "ann@customer.test", text: sentText },
  });
  await sink.until(1, 30_000);
  const { messageId } = await simpleParser(sink.mails[0]?.raw ?? "");
  const read = async (id: string) => {
    await untilQuiet(alice.client);
    return (await alice.client.get(`/me/emails/${id}`)).body["email"] as Record<string, unknown>;
  };
  const writesBack = async (text: string, headers: readonly string[] = []) => {
    const id = await mailIn(t, smtp, {
      ...{ text, subject: "Re: Order 4711" },
      headers: [`In-Reply-To: ${messageId}`, `References: ${messageId}`, ...headers],
    });
    const email = await read(id);
    const ranges = (email["textRanges"] ?? []) as readonly Range[];
    const parts = ranges.map(({ kind, start, end }) => [
      kind,
      String(email["bodyAsPlainText"]).slice(start, end).trim(),
    ]);
    return { id, email, parts };
  };
  return { alice, read, writesBack };
}

test("an answer that quotes what we sent without any sign shows its new part; the whole is one call away", async (t) => {
  const { alice, writesBack } = await answered(t);
  const text = `One bell is missing.\n\n${sentText.replaceAll("\n\n", "\n")}\n\nThe others ring.`;
  const { email, parts } = await writesBack(text);
  assert.equal(email["preview"], "One bell is missing. The others ring.");
  assert.equal(email["bodyAsPlainText"], text);
  assert.deepEqual(parts, [
    ["new", "One bell is missing."],
    ["quoted", sentText.replaceAll("\n\n", "\n")],
    ["new", "The others ring."],
  ]);
  const { body } = await alice.client.get(`root:/api/postroom/v1/threads/${email["threadId"]}`);
  const previews = (body["messages"] as readonly Record<string, unknown>[]).map(({ preview }) => preview);
  assert.deepEqual(previews, [
    "Where is it? Ann",
    sentText.replaceAll("\n\n", " ").slice(0, 200),
    "One bell is missing. The others ring.",
  ]);
});

test("an answer in HTML is taken apart by its markup, and what is new is shown to 200 characters", async (t) => {
  const { writesBack } = await answered(t);
  const long = "The first bell rings, and so does the second one. ".repeat(6).trim();
  const html = `<div>${long}</div><div class="gmail_quote"><p>Somebody else's words, which we never sent.</p></div>`;
  const { email, parts } = await writesBack(html, ["MIME-Version: 1.0", "Content-Type: text/html"]);
  assert.equal(email["preview"], long.slice(0, 200));
  assert.match(String(email["body"]), /Somebody else's words/);
  assert.deepEqual(parts, [
    ["new", long],
    ["quoted", "Somebody else's words, which we never sent."],
  ]);
});

test("a mail that quotes nothing has no ranges", async (t) => {
  const { writesBack } = await answered(t);
  const { email } = await writesBack("Guten Tag,\n\nVon meiner Karte wurden zweimal 12,40 Euro abgebucht.");
  assert.equal(email["preview"], "Guten Tag, Von meiner Karte wurden zweimal 12,40 Euro abgebucht.");
  assert.equal("textRanges" in email, false);
});

const attachedMail = [
  ...["--b", "Content-Type: text/plain", "", "Could you answer her?"],
  ...["--b", "Content-Type: message/rfc822", "Content-Disposition: attachment", ""],
  ...["From: =?utf-8?Q?Cl=C3=A1ra?= Wood <clara@brook.test>", "To: bob@harbour.test", "Subject: Bells", ""],
  ...["One is missing.", "--b--"],
].join("\n");
const printed =
  "Could you answer her?\n\nBegin forwarded message:\n\nFrom: Clara Wood <clara@brook.test>\nTo: bob@harbour.test";

test("whose mail was passed on is offered, and can be answered in the same thread", async (t) => {
  const { alice, read, writesBack } = await answered(t);
  const { id, email } = await writesBack(
    `${printed}\nSubject: Bells\nDate: 24 November 2026 at 09:12\n\nOne is missing.`,
  );
  assert.deepEqual(email["forwarded"], {
    from: { name: "Clara Wood", address: "clara@brook.test" },
    ...{ to: "bob@harbour.test", subject: "Bells", date: "24 November 2026 at 09:12", source: "inline" },
  });
  assert.equal(email["from"], "ann@customer.test");
  const attached = await writesBack(attachedMail, ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"]);
  assert.deepEqual(attached.email["forwarded"], {
    from: { name: "Clára Wood", address: "clara@brook.test" },
    ...{ to: "bob@harbour.test", subject: "Bells", date: "", source: "attached" },
  });
  const made = await alice.client.post("/me/emails", {
    ...{ operationName: "Create", parentId: id, email: { to: ["clara@brook.test"], subject: "Re: Bells" } },
  });
  const draft = await read(String(made.body["interactionId"]));
  assert.deepEqual([draft["to"], draft["threadId"], draft["parentId"]], [["clara@brook.test"], email["threadId"], id]);
});
