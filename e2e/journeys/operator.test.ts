import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { deliveryAnswer, type HistoryRow, historyAnswer, wholeInteractionAnswer } from "@postroom/contract";
import { startAgent } from "../support/agent.ts";
import { eventually } from "../support/eventually.ts";
import { type Body, clientOf } from "../support/http.ts";
import { accepted, letter, mailIn } from "../support/mail.ts";
import { allInteractions, untilQuiet, wholeAudit } from "../support/operator.ts";
import { refused } from "../support/refused.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { sendMail } from "../support/smtp.ts";

/** product.md: each row has at least these, `null` when empty (wire.md 1.7). */
const rowKeys = [
  "id",
  "state",
  "interactionType",
  "interactionSubType",
  "queue",
  "assignedTo",
  "messageId",
  "subject",
  "from",
  "contactId",
  "threadId",
  "parentInteractionId",
  "receivedAt",
  "version",
] as const;

test("what operators, scripts and monitors read", async (t) => {
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url });
  const { http, smtp, version, pid } = server.ready();
  const [alice, sam, root, nobody] = [
    clientOf(http, "alice"),
    clientOf(http, "sam"),
    clientOf(http, "root"),
    clientOf(http),
  ];

  // One mail is answered, five wait: the agent is NotReady when they come.
  const agent = await startAgent(t, { http, userName: "alice", isReady: true });
  const first = letter({ subject: "Answered" });
  const sent = await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw: first.raw });
  const answered = accepted(sent);
  await agent.hears(answered, "Invited");
  await agent.become("NotReady");
  await agent.does(answered, "Accept");
  const { replyInteractionId } = await agent.does(answered, "Reply", { subjectPrefix: "Re: " });
  const draft = String(replyInteractionId);
  await agent.does(draft, "Send", { email_object: { text: "Tomorrow." } });
  await sink.until(1);
  await agent.does(answered, "Complete");
  const waiting: string[] = [];
  for (const number of [1, 2, 3, 4, 5]) {
    waiting.push(await mailIn(t, smtp, { from: `c${number}@customer.test`, subject: `Waiting number${number}` }));
  }
  await untilQuiet(sam);

  await t.test("the list has every interaction once, the oldest first, each with all keys", async () => {
    const { body, text } = await root.get("/interactions?fields=*");
    const rows = [body["interactions"]].flat();
    assert.deepEqual(
      rows.map((row) => rowKeys.filter((key) => !Object.hasOwn(Object(row), key))),
      rows.map(() => []),
      text,
    );
    const listed = await allInteractions(root);
    assert.deepEqual(
      listed.map(({ id }) => id),
      [answered, draft, ...waiting],
    );
    const [inbound, outbound, queued] = listed;
    assert.deepEqual(
      [inbound?.state, inbound?.interactionSubType, inbound?.messageId, inbound?.from, inbound?.parentInteractionId],
      ["Completed", "InboundNew", first.messageId, "ann@customer.test", null],
    );
    assert.deepEqual(
      [outbound?.state, outbound?.interactionSubType, outbound?.subject, outbound?.parentInteractionId],
      ["Sent", "OutboundReply", "Re: Answered", answered],
    );
    assert.deepEqual([queued?.state, queued?.queue, queued?.assignedTo], ["Queued", "support", null]);
    assert.equal(outbound?.threadId, inbound?.threadId);
  });

  await t.test("pages join to the whole list, whatever their size", async () => {
    const whole = await allInteractions(sam);
    for (const limit of [1, 2, 3, 7]) assert.deepEqual(await allInteractions(sam, "", limit), whole, `${limit}`);
    for (const limit of ["0", "1001", "x"]) refused(await sam.get(`/interactions?limit=${limit}`), 400, 10);
  });

  await t.test("filters by state, queue and words, and joins them", async () => {
    const ids = async (query: string) => (await allInteractions(sam, query)).map(({ id }) => id);
    assert.deepEqual(await ids("&state=Queued"), waiting);
    assert.deepEqual(await ids("&queue=support&state=Queued"), waiting);
    assert.deepEqual(await ids("&state=Sent"), [draft]);
    assert.deepEqual(await ids("&q=number3"), waiting.slice(2, 3));
    assert.deepEqual(await ids("&q=number3&state=Completed"), []);
    assert.deepEqual(await ids("&queue=general"), []);
  });

  await t.test("a search for nothing asks for nothing", async () => {
    const whole = await allInteractions(sam);
    for (const q of ["&q=", "&q=%20%20"]) assert.deepEqual(await allInteractions(sam, q), whole, q);
  });

  await t.test(
    "history and audit say whether there is more, show what is asked for and know their own keys",
    async () => {
      const path = `/interactions/${answered}/history`;
      const { history } = historyAnswer.parse((await sam.get(path)).body);
      const pages = async (limit: number) => {
        const rows: unknown[] = [];
        let asked = 0;
        for (let cursor: string | undefined = ""; cursor !== undefined; asked += 1) {
          const page: Body = (await sam.get(`${path}?limit=${limit}${cursor}`)).body;
          rows.push(...[page["history"]].flat());
          cursor = page["nextCursor"] === undefined ? undefined : `&cursor=${page["nextCursor"]}`;
        }
        return { rows, asked };
      };
      for (const limit of [1, history.length - 1, history.length, history.length + 1]) {
        assert.deepEqual(await pages(limit), { rows: history, asked: Math.ceil(history.length / limit) });
      }
      const { body: narrow } = await sam.get(`${path}?fields=seq,operation&_=1&limit=1`);
      assert.deepEqual(narrow["history"], [{ seq: history[0]?.seq, operation: "Receive" }]);
      const last = (await wholeAudit(sam)).at(-1)?.seq ?? 0;
      const { body: end } = await sam.get(`/audit?since=${last - 2}&limit=2&fields=seq`);
      assert.deepEqual([end["audit"], end["nextSince"]], [[{ seq: last - 1 }, { seq: last }], undefined]);
      for (const query of ["cursor=", "cursor=-1", "cursor=1e1", "cursor=0x1", "cursor=%201", "since=1", "q=x"]) {
        refused(await sam.get(`${path}?${query}`), 400, 10);
      }
      for (const query of ["sinse=1", "cursor=1", "since=1e1", "q=x"])
        refused(await sam.get(`/audit?${query}`), 400, 10);
    },
  );

  await t.test("raw is what came in, byte for byte, and what went out", async () => {
    const came = await fetchBytes(`${http}/api/v2/interactions/${answered}/raw`);
    assert.ok(came.bytes.subarray(-first.raw.length).equals(Buffer.from(first.raw)));
    assert.match(came.bytes.subarray(0, -first.raw.length).toString(), /^([\w-]+: .*\r\n([ \t].*\r\n)*)*$/);
    assert.match(came.type, /^message\/rfc822\b/);
    const went = await fetchBytes(`${http}/api/v2/interactions/${draft}/raw`);
    assert.deepEqual(went.bytes, sink.mails[0]?.raw);
  });

  await t.test("the delivery tells each attempt, under every path of the resource", async () => {
    for (const path of [`/interactions/${draft}`, `/me/interactions/${draft}`, `/me/emails/${draft}`]) {
      const { body } = await alice.get(`${path}/delivery`);
      const { state, messageId, attempts, nextAttemptAt } = deliveryAnswer.parse(body).delivery;
      assert.deepEqual([state, attempts.length, nextAttemptAt], ["sent", 1, undefined]);
      assert.deepEqual([attempts[0]?.code, attempts[0]?.enhancedCode], [250, "2.0.0"]);
      assert.ok(sink.mails[0]?.raw.includes(messageId ?? "none"));
    }
  });

  await t.test("the history tells every transition: who, from, to", async () => {
    const { body } = await sam.get(`/interactions/${answered}/history`);
    const rows = historyAnswer.parse(body).history;
    assert.deepEqual(steps(rows), ["Queued", "Invited", "Processing by alice", "Completed by alice"]);
    assert.match(rows[1]?.why ?? "", /^priority 10; held 0 of 3; idle for \d{1,3} s$/);
    assert.deepEqual(
      rows.map(({ version: one }) => one),
      rows.map(({ version: one }) => one).toSorted((one, other) => one - other),
    );
    const outbound = historyAnswer.parse((await sam.get(`/interactions/${draft}/history`)).body).history;
    assert.deepEqual(steps(outbound).slice(0, 2), ["Composing by alice", "Sent by alice"]);
    assert.equal(outbound.at(-1)?.to.delivery, "sent");
  });

  await t.test("the audit has no gap and begins behind any number", async () => {
    const whole = await wholeAudit(sam);
    assert.ok(
      whole.some(({ interactionId }) => interactionId === undefined),
      "changes of configuration too",
    );
    const told = new Set(whole.map(({ interactionId }) => interactionId));
    for (const id of [answered, draft, ...waiting]) assert.ok(told.has(id));
    const middle = Math.floor(whole.length / 2);
    assert.deepEqual(await wholeAudit(root, middle), whole.slice(middle));
    const { body } = await sam.get("/audit?since=3&limit=2");
    assert.match(JSON.stringify(body), /"seq":4.*"seq":5/);
    assert.doesNotMatch(JSON.stringify(body), /"seq":6/);
  });

  await t.test("agents read what they may see, and list nothing", async () => {
    for (const path of ["/interactions", "/audit", `/interactions/${answered}/raw`]) {
      refused(await alice.get(path), 403, 5);
      refused(await nobody.get(path), 401, 20);
    }
    const { body } = await alice.get(`/interactions/${answered}`);
    const whole = wholeInteractionAnswer.parse(body).interaction;
    assert.deepEqual([whole.id, whole.state, whole.email_object.Subject], [answered, "Completed", "Answered"]);
    assert.deepEqual([whole.subject, whole.capabilities], ["Answered", []]);
    for (const path of ["", "/history", "/delivery", "/raw"]) {
      refused(await sam.get(`/interactions/00RB5D4K7T1M0001${path}`), 404, 6);
    }
    const put = await sam.send("PUT", `/interactions/${answered}`, { body: "{}" });
    refused(put, 405, 3);
  });

  await t.test("health needs no log-in: alive, ready, and quiet only when nothing is pending", async () => {
    // What was refused to the agents just now is in the record, and may still have to be told.
    await untilQuiet(nobody);
    for (const path of ["live", "ready", "quiet"]) assert.equal((await nobody.get(`root:/health/${path}`)).status, 200);
    const gate = Promise.withResolvers<void>();
    sink.fail("dot", { kind: "hold", until: gate.promise }, 1);
    const reached = sink.reached("dot");
    await agent.become("Ready");
    await agent.hears(String(waiting[0]), "Invited");
    await agent.become("NotReady");
    await agent.does(String(waiting[0]), "Accept");
    const reply = await agent.does(String(waiting[0]), "Reply");
    await agent.does(String(reply["replyInteractionId"]), "Send", { email_object: { text: "Soon." } });
    await reached;
    const busy = await nobody.get("root:/health/quiet");
    assert.equal(busy.status, 409, busy.text);
    assert.match(busy.text, /:1\b/);
    gate.resolve();
    await eventually(
      () => nobody.get("root:/health/quiet"),
      ({ status }) => status === 200,
    );
  });

  await t.test(
    "what the server writes is its own alone",
    {
      skip: process.platform === "linux" ? false : "only Linux tells the mask of a process",
    },
    async () => {
      assert.match(await readFile(`/proc/${pid}/status`, "utf8"), /^Umask:\t0077$/m);
    },
  );

  await t.test("metrics are Prometheus text with our names", async () => {
    const { status, headers, text } = await nobody.get("root:/metrics");
    assert.equal(status, 200);
    assert.match(headers.get("content-type") ?? "", /^(text\/plain|application\/openmetrics-text)/);
    assert.match(text, /^# TYPE postroom_\w+ (counter|gauge|histogram|summary)$/m);
    for (const line of text.split("\n")) assert.match(line, /^(#.*|[a-zA-Z_:][\w:]*(\{.*\})? [-+\w.]+( .*)?|)$/);
  });

  await t.test("the API describes itself, without asking the outside", async () => {
    const { status, body } = await nobody.get("/openapi.json");
    assert.equal(status, 200);
    assert.match(String(body["openapi"]), /^3\.1\.\d$/);
    const paths = Object.keys(Object(body["paths"])).join("\n");
    for (const path of ["/me/emails/{id}", "/me/interactions/{id}", "/interactions/{id}/delivery", "/audit"]) {
      assert.ok(paths.includes(path), path);
    }
    for (const path of ["root:/api/docs", "root:/api/docs/"]) {
      const page = await nobody.get(path);
      assert.equal(page.status, 200);
      assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
      assert.doesNotMatch(page.text, /(src|href)="(https?:)?\/\//);
    }
    const { body: product } = await nobody.get("/diagnostics/version");
    assert.deepEqual(product, { status: "ok", statusCode: 0, product: "Postroom", version });
  });
});

/** The states that an interaction went through, with the agent where one did it. */
function steps(history: readonly HistoryRow[]): readonly string[] {
  return history
    .filter(({ from, to }) => from?.state !== to.state)
    .map(({ to, by }) => (["alice", "bob"].includes(by) ? `${to.state} by ${by}` : to.state));
}

async function fetchBytes(url: string): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  const authorization = `Basic ${btoa("sam:sam-demo-1")}`;
  const response = await fetch(url, { headers: { authorization } });
  assert.equal(response.status, 200);
  return { bytes: Buffer.from(await response.arrayBuffer()), type: response.headers.get("content-type") ?? "" };
}
