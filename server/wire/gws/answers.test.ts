import assert from "node:assert/strict";
import { test } from "node:test";
import { acme } from "../../testing/centre.ts";
import { annsMail, contentOf, desk, dialects, refusalIn, threadingOf, withSettings } from "./desk.fixture.ts";

const pictured = [
  "From: ann@customer.test",
  "To: Help@acme.test",
  "Subject: RE: Re: AW: Broken",
  "Message-ID: <p1@customer.test>",
  "References: <a@customer.test> <b@customer.test>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="o"',
];
const parts = [
  "--o",
  'Content-Type: multipart/related; boundary="i"',
  "",
  "--i",
  "Content-Type: text/html; charset=utf-8",
  "",
  '<p onclick="x()">See <img src="cid:pic@x"></p><script>alert(1)</script>',
  "--i",
  "Content-Type: image/png",
  "Content-ID: <pic@x>",
  "Content-Transfer-Encoding: base64",
  "",
  "iVBORw0KGgo=",
  "--i--",
  "--o",
  'Content-Type: application/pdf; name="bill.pdf"',
  'Content-Disposition: attachment; filename="bill.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0=",
  "--o--",
].join("\r\n");
const withParts = { headers: pictured, body: parts };
const names = (attachments: readonly { readonly name: string }[] = []) => attachments.map(({ name }) => name);

for (const dialect of dialects) {
  test(`${dialect.name}: a Reply goes to Reply-To, from the address written to, empty unless it quotes`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    const draft = await at.done("alice", id, { operationName: "Reply", queueName: "email-drafts" });
    assert.notEqual(draft, id);
    const shown = await at.read("alice", draft);
    assert.deepEqual(contentOf(shown), {
      ...{ from: "support@acme.test", to: ["ann.private@customer.test"], cc: [], bcc: [] },
      ...{ subject: "Order 4711", text: "", html: "" },
    });
    assert.equal(shown.parentInteractionId ?? shown.parentId, id);
    const quoting = { operationName: "Reply", quoteOriginal: true, subjectPrefix: "Re: " };
    const style = { replyToStartLine: "Ann wrote:", indentCharacter: "> " };
    const plain = contentOf(await at.read("alice", await at.done("alice", id, quoting)));
    assert.deepEqual([plain.subject, plain.text], ["Re: Order 4711", "Where is it?\nAnn"]);
    const quoted = contentOf(await at.read("alice", await at.done("alice", id, { ...quoting, ...style })));
    assert.equal(quoted.text, "Ann wrote:\n> Where is it?\n> Ann");
    assert.equal(quoted.html, '<p>Ann wrote:</p><blockquote type="cite"><p>Where is it?<br>Ann</p></blockquote>');
  });

  test(`${dialect.name}: ReplyAll copies the others without us, quotes by default, and names the new e-mail twice`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice", {
      headers: [
        "From: Ann Lee <ann@customer.test>",
        "To: support@acme.test, joe@x.test",
        "Cc: bob@x.test, help@acme.test, JOE@x.test, Ann@customer.test",
        "Subject: Order 4711",
        "Message-ID: <all@customer.test>",
      ],
    });
    const answer = await at.op("alice", id, { operationName: "ReplyAll", subjectPrefix: "Re: " });
    assert.deepEqual(Object.keys(answer.json), [
      "status",
      "statusCode",
      "referenceId",
      "replyInteractionId",
      "interactionId",
    ]);
    assert.equal(answer.json["replyInteractionId"], answer.json["interactionId"]);
    const draft = String(answer.json["interactionId"]);
    const shown = await at.read("alice", draft);
    const { to, cc, text } = contentOf(shown);
    assert.deepEqual([to, cc, text], [["ann@customer.test"], ["joe@x.test", "bob@x.test"], "Where is it?\nAnn"]);
    assert.deepEqual([shown.draftType, shown.interactionSubType], ["ReplyAll", "OutboundReply"]);
    const told = (await at.heard("alice")).at(-1);
    const email = told.email ?? told;
    assert.deepEqual([email.id, email.draftType, told.referenceId], [draft, "ReplyAll", answer.json["referenceId"]]);
    assert.equal(email.state, dialect.name === "A" ? "ReplyCreated" : "Composing");
    const empty = await at.done("alice", id, { operationName: "ReplyAll", quoteOriginal: false });
    assert.deepEqual(contentOf(await at.read("alice", empty)).text, "");
  });

  test(`${dialect.name}: replyAllStrict takes the original's Cc as it is`, async (t) => {
    const at = await desk(t, dialect, { ...acme, settings: { replyAllStrict: true } });
    const id = await at.accepted("alice", {
      headers: [
        "From: ann@customer.test",
        "To: support@acme.test, joe@x.test",
        "Cc: bob@x.test, help@acme.test",
        "Subject: s",
        "Message-ID: <strict@customer.test>",
      ],
    });
    const draft = await at.done("alice", id, { operationName: "ReplyAll" });
    assert.deepEqual(contentOf(await at.read("alice", draft)).cc, ["bob@x.test", "help@acme.test"]);
  });

  test(`${dialect.name}: Forward says what it forwards, goes where it is told, and takes the documents along`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice", withParts);
    const original = await at.read("alice", id);
    const draft = await at.done("alice", id, {
      operationName: "Forward",
      to: "Carrier <carrier@partner.test>; second@partner.test",
      cc: ["third@partner.test", ""],
      bcc: "log@acme.test",
      instructions: "Please check.",
      body: "<p>Please check.</p>",
    });
    const shown = await at.read("alice", draft);
    const content = contentOf(shown);
    assert.deepEqual(content.to, ["carrier@partner.test", "second@partner.test"]);
    assert.deepEqual([content.cc, content.bcc], [["third@partner.test"], ["log@acme.test"]]);
    assert.deepEqual([content.from, content.subject], ["Help@acme.test", "Fwd: RE: Re: AW: Broken"]);
    assert.match(
      content.text,
      /^Please check\.\n\n---------- Forwarded message ----------\nFrom: ann@customer\.test\nDate: .*\nSubject: RE: Re: AW: Broken\nTo: Help@acme\.test\n\nSee/,
    );
    assert.match(content.text, /^Date: \w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/m);
    assert.match(
      content.html,
      /^<p>Please check\.<\/p><p>-+ Forwarded message -+<br>.*<blockquote type="cite"><p>See <img src="cid:pic@x"/s,
    );
    assert.doesNotMatch(content.html, /script|onclick/);
    assert.deepEqual(
      shown.attachments.map(({ id }: { id: string }) => id),
      original.attachments.map(({ id }: { id: string }) => id),
    );
    assert.deepEqual([shown.draftType, shown.interactionSubType], ["Forward", "OutboundNew"]);
    const bare = { operationName: "Forward", includeAttachments: false, quoteOriginal: false };
    const nothing = await at.read("alice", await at.done("alice", id, bare));
    assert.deepEqual([contentOf(nothing).text, contentOf(nothing).html, names(nothing.attachments)], ["", "", []]);
    const own = { operationName: "Forward", includeAttachments: false, replyToStartLine: "See below:" };
    assert.match(contentOf(await at.read("alice", await at.done("alice", id, own))).text, /^See below:\nSee/);
  });

  test(`${dialect.name}: quoted pictures come along as inline documents, unless the draft is text only`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice", withParts);
    const original = await at.read("alice", id);
    assert.equal(original.attachments.length, 2);
    const quoting = { operationName: "Reply", quoteOriginal: true, subjectPrefix: "Re: " };
    const quoted = await at.read("alice", await at.done("alice", id, quoting));
    const inline = original.attachments.filter(({ isEmbedded }: { isEmbedded: boolean }) => isEmbedded);
    assert.deepEqual(
      quoted.attachments.map(({ id, isEmbedded, contentId }: Record<string, unknown>) => [id, isEmbedded, contentId]),
      [[inline[0].id, true, "pic@x"]],
    );
    assert.equal(contentOf(quoted).subject, "Re: Broken");
    const textOnly = await at.read("alice", await at.done("alice", id, { ...quoting, bodyAsPlainText: "Hello,\n" }));
    assert.deepEqual(names(textOnly.attachments), []);
    assert.match(contentOf(textOnly).text, /^Hello,\n\nSee/);
    assert.doesNotMatch(contentOf(textOnly).html, /blockquote/);
    const both = { ...quoting, bodyAsPlainText: "Hello,", body: "<p>Hello,</p>" };
    assert.match(
      contentOf(await at.read("alice", await at.done("alice", id, both))).html,
      /^<p>Hello,<\/p><blockquote/,
    );
    const htmlOnly = contentOf(await at.read("alice", await at.done("alice", id, { ...quoting, body: "<p>Hi</p>" })));
    assert.match(htmlOnly.text, /^Hi\n\nSee/);
  });

  test(`${dialect.name}: what a draft quotes or forwards counts against attachmentsMax`, async (t) => {
    const at = await desk(t, dialect, { ...acme, settings: { attachmentsMax: 1, recipientsMax: 2 } });
    const id = await at.accepted("alice", withParts);
    const refused = async (body: object) => refusalIn(await at.op("alice", id, { operationName: "Forward", ...body }));
    assert.deepEqual(await refused({}), [400, 10, "$.includeAttachments: more than 1 attachments"]);
    assert.deepEqual(await refused({ includeAttachments: false, to: ["a@x.test", "b@x.test"], cc: "c@x.test" }), [
      400,
      10,
      "$.to: more than 2 recipients",
    ]);
    await at.done("alice", id, { operationName: "Forward", includeAttachments: false, to: "a@x.test, b@x.test" });
  });

  test(`${dialect.name}: each refusal of Reply, ReplyAll and Forward has its code and words, and makes no draft`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    const table: readonly (readonly [object, number, number, string])[] = [
      [{ queueName: "suport" }, 404, 6, "queue not found: suport"],
      [{ queueId: "nosuch" }, 404, 6, "queue not found: nosuch"],
      [{ queueName: "email-outbound" }, 400, 2, "$.queueName: % cannot use the outbound queue email-outbound"],
      [{ quoteOriginal: "yes" }, 400, 10, "$.quoteOriginal: expected boolean, got string"],
      [{ subjectPrefix: "x".repeat(101) }, 400, 10, "$.subjectPrefix: at most 100 characters"],
      [{ subjectPrefix: "a\nb" }, 400, 10, "$.subjectPrefix: line breaks are not allowed"],
      [{ replyToStartLine: "x".repeat(1001) }, 400, 10, "$.replyToStartLine: at most 1000 characters"],
      [{ indentCharacter: "x".repeat(21) }, 400, 10, "$.indentCharacter: at most 20 characters"],
      [{ userData: { Mailbox: "x" } }, 400, 11, "$.userData.Mailbox: read-only"],
      [{ userData: { ContactId: "nosuch" } }, 404, 6, "contact not found: nosuch"],
      [{ userData: { ContactId: 5 } }, 400, 10, "$.userData.ContactId: expected string, got number"],
      [{ userData: { Subject: "a\nb" } }, 400, 10, "$.userData.Subject: line breaks are not allowed"],
      [{ mime: "text/plain" }, 400, 10, '$.mime: expected text/html, got "text/plain"'],
      [{ mime: 5 }, 400, 10, "$.mime: expected string, got number"],
    ];
    for (const operationName of ["Reply", "ReplyAll", "Forward"]) {
      for (const [body, status, code, text] of table) {
        const answer = await at.op("alice", id, { operationName, ...body });
        assert.deepEqual(refusalIn(answer), [status, code, text.replace("%", operationName)]);
      }
      const another = `${operationName} is not possible: the interaction is held by another user`;
      assert.deepEqual(refusalIn(await at.op("bob", id, { operationName })), [403, 3, another]);
      assert.equal((await at.op("root", id, { operationName })).json["statusCode"], 5);
      assert.deepEqual(refusalIn(await at.op("alice", "NOSUCH", { operationName })), [
        404,
        6,
        "interaction not found: NOSUCH",
      ]);
      const stale = await at.op("alice", id, { operationName }, { "If-Match": '"1"' });
      assert.deepEqual(refusalIn(stale), [409, 2, "version 1 is stale, the present version is 3"]);
    }
    const addresses = { operationName: "Forward", to: ["ok@x.test", "ann@"] };
    assert.deepEqual(refusalIn(await at.op("alice", id, addresses)), [
      400,
      10,
      '$.to[1]: not an e-mail address: "ann@"',
    ]);
    const twice = { operationName: "Forward", instructions: "a", bodyAsPlainText: "b" };
    assert.deepEqual(refusalIn(await at.op("alice", id, twice)), [
      400,
      2,
      "$.instructions: contradicts $.bodyAsPlainText",
    ]);
    assert.deepEqual(refusalIn(await at.op("alice", id, { operationName: "Forward", cc: 5 })), [
      400,
      10,
      "$.cc: expected string or array, got number",
    ]);
    const heard = await at.heard("alice");
    assert.ok(heard.every((told) => (told.email ?? told).id === id));
    const draft = await at.done("alice", id, { operationName: "Reply" });
    const wrong = refusalIn(await at.op("alice", draft, { operationName: "Reply" }));
    assert.deepEqual(wrong, [409, 2, "Reply is not possible: the interaction is Composing"]);
  });
}

test("a user without the privilege cannot forward, and is not offered to", async (t) => {
  const at = await desk(t, dialects[1]);
  await withSettings(at.centre, "alice", { "privilege.email.can-inline-forward": "false" });
  const id = await at.accepted("alice");
  assert.deepEqual(refusalIn(await at.op("alice", id, { operationName: "Forward" })), [
    403,
    5,
    "forwarding is not allowed for alice",
  ]);
  assert.ok(!(await at.read("alice", id)).capabilities.includes("Forward"));
});

test("the threading headers of answers name the original, of a forward only its chain", async (t) => {
  const at = await desk(t, dialects[0]);
  const id = await at.accepted("alice", withParts);
  const chain = ["<a@customer.test>", "<b@customer.test>", "<p1@customer.test>"];
  for (const [operationName, inReplyTo] of [
    ["Reply", "<p1@customer.test>"],
    ["ReplyAll", "<p1@customer.test>"],
    ["Forward", undefined],
  ] as const) {
    const draft = await at.done("alice", id, { operationName });
    assert.deepEqual(await threadingOf(at.centre, draft), [inReplyTo, chain], operationName);
  }
});

test("a Reply to mail for an alias is from the alias as the customer wrote it", async (t) => {
  const at = await desk(t, dialects[0]);
  const id = await at.accepted("alice", { headers: [...annsMail.headers.with(2, "To: HELP@acme.test")] });
  const draft = await at.done("alice", id, { operationName: "Reply" });
  assert.equal(contentOf(await at.read("alice", draft)).from, "HELP@acme.test");
});

test("a Reply of somebody who may use no mailbox has no From yet", async (t) => {
  const at = await desk(t, dialects[0]);
  await withSettings(at.centre, "alice", { "email.from-addresses": "gone@acme.test" });
  const id = await at.accepted("alice");
  const draft = await at.done("alice", id, { operationName: "Reply" });
  assert.equal(contentOf(await at.read("alice", draft)).from, "");
});

test("original_customer_not_added_to_cc: a forward goes to those that it names and to nobody else", async (t) => {
  const at = await desk(t, dialects[1]);
  const id = await at.accepted("alice");
  const draft = await at.done("alice", id, { operationName: "Forward", to: "carrier@partner.test" });
  await at.done("alice", draft, { operationName: "Send" });
  const { rows } = await at.centre.pool.query("SELECT to_list FROM deliveries WHERE interaction_id = $1", [draft]);
  assert.deepEqual(rows[0].to_list, ["carrier@partner.test"]);
});
