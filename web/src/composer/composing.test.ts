import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Outcome } from "../api/outcome.ts";
import type { Written } from "../state/verbs.ts";
import { createKeeping, isNewer, type KeptDraft } from "./keeping.ts";
import { withoutStyles } from "./markup.ts";
import { schema } from "./schema.ts";
import { htmlOf, textOf, unresolvedIn } from "./serialise.ts";

const doc = (...content: readonly object[]) => schema.nodeFromJSON({ type: "doc", content });
const text = (words: string, ...marks: readonly object[]) => ({ type: "text", text: words, marks });
const paragraph = (...content: readonly object[]) => ({ type: "paragraph", content });
const item = (...content: readonly object[]) => ({ type: "list_item", content });

test("what goes out has a style and a direction in each element, and the same words as plain text", () => {
  const mail = doc(
    paragraph(
      text("Hello ", { type: "strong" }),
      text("<Ana> & co", { type: "em" }),
      { type: "hard_break" },
      text("مرحبا 👋"),
    ),
    {
      type: "bullet_list",
      content: [
        item(paragraph(text("one"))),
        item(paragraph(text("two")), { type: "ordered_list", content: [item(paragraph(text("inner")))] }),
      ],
    },
    {
      type: "blockquote",
      content: [paragraph(text("outer")), { type: "blockquote", content: [paragraph(text("deep"))] }],
    },
    paragraph(text("here", { type: "link", attrs: { href: "https://example.test/?a=1&b=2" } })),
    { type: "signature", attrs: { text: "Alice\nAcme" } },
  );
  assert.equal(
    textOf(mail),
    "Hello <Ana> & co\nمرحبا 👋\n\n- one\n- two\n  1. inner\n\n> outer\n>\n>> deep\n\nhere <https://example.test/?a=1&b=2>\n\n-- \nAlice\nAcme",
  );
  assert.equal(
    htmlOf(mail),
    [
      '<p dir="auto" style="margin:0 0 1em"><strong>Hello </strong><em>&lt;Ana&gt; &amp; co</em><br>مرحبا 👋</p>',
      '<ul dir="auto" style="margin:0 0 1em;padding-inline-start:1.6em"><li dir="auto"><p dir="auto" style="margin:0 0 1em">one</p></li>',
      '<li dir="auto"><p dir="auto" style="margin:0 0 1em">two</p><ol dir="auto" style="margin:0 0 1em;padding-inline-start:1.6em">',
      '<li dir="auto"><p dir="auto" style="margin:0 0 1em">inner</p></li></ol></li></ul>',
      '<blockquote dir="auto" style="margin:0 0 1em;padding-inline-start:.8em;border-inline-start:3px solid #b5b5b5"><p dir="auto" style="margin:0 0 1em">outer</p>',
      '<blockquote dir="auto" style="margin:0 0 1em;padding-inline-start:.8em;border-inline-start:3px solid #b5b5b5"><p dir="auto" style="margin:0 0 1em">deep</p></blockquote></blockquote>',
      '<p dir="auto" style="margin:0 0 1em"><a href="https://example.test/?a=1&amp;b=2">here</a></p>',
      '<div data-signature="" dir="auto" style="margin:1em 0 0;color:#555555">Alice<br>Acme</div>',
    ].join(""),
  );
});

test("words never become markup", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (words) => {
      const inside = htmlOf(doc(paragraph(text(words)))).replace(/^<p [^>]*>|<\/p>$/g, "");
      assert.doesNotMatch(inside, /[<>"]|&(?!amp;|lt;|gt;|quot;)/);
    }),
  );
});

test("a value that nobody filled is found; one that is filled goes out as text like any other", () => {
  const missing = { type: "value", attrs: { name: "Contact.Title" } };
  const mail = doc(
    paragraph(text("Dear "), missing, text("Ann", { type: "filled", attrs: { name: "Contact.FirstName" } })),
  );
  assert.deepEqual(unresolvedIn(mail), ["Contact.Title"]);
  assert.match(htmlOf(mail), />Dear <span data-value="Contact.Title">\[Contact.Title\]<\/span>Ann<\/p>$/);
  assert.equal(textOf(mail), "Dear [Contact.Title]Ann");
});

test("styles of a draft are left out before it is parsed, and words that look like one stay", () => {
  const html = `<p dir="auto" style="margin:0 0 1em">a style="x" <a href="https://a.test/?style=1" style='color:red'>b</a></p>`;
  assert.equal(withoutStyles(html), '<p dir="auto">a style="x" <a href="https://a.test/?style=1">b</a></p>');
});

const words = (bodyAsPlainText: string): Written => ({
  to: ["ann@customer.test"],
  cc: [],
  bcc: [],
  subject: "Re",
  body: "",
  bodyAsPlainText,
});

type OneDraft = {
  written: Written;
  version: number;
  answersAreLost?: boolean;
  isGone?: boolean;
  isOpenedAnew?: boolean;
};

/** A server with one draft, and time that is moved by hand. */
function desk(server: OneDraft, seen: Pick<OneDraft, "written" | "version"> = { ...server }) {
  const kept: KeptDraft[] = [];
  const shown: string[] = [];
  const timers: { at: number; does: () => void }[] = [];
  let now = 0;
  let saves = 0;
  const keeping = createKeeping(
    {
      store: async (draft) => void kept.push(draft),
      save: async (written, version): Promise<Outcome<object>> => {
        saves += 1;
        if (server.isGone === true) return { ok: false, kind: "refused", code: 1, words: "gone" };
        if (version !== server.version)
          return { ok: false, kind: "refused", code: 2, words: "stale", version: server.version };
        Object.assign(server, { written, version: version + 1 });
        if (server.answersAreLost === true) return { ok: false, kind: "unreachable" };
        return { ok: true, value: {}, date: undefined, version: server.version };
      },
      read: async () => ({ ...server }),
      after: (ms, does) => {
        const timer = { at: now + ms, does };
        timers.push(timer);
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
      },
      isNewest: () => server.isOpenedAnew !== true,
      shows: (what) => void shown.push(what),
    },
    seen,
  );
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.does();
    }
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { keeping, kept, shown, pass, saves: () => saves };
}

test("a word is on this device within a second and on the server within three, while keys go on", async () => {
  const server = { written: words(""), version: 1 };
  const { keeping, kept, pass } = desk(server);
  for (let key = 1; key <= 15; key++) {
    keeping.changed({}, words("x".repeat(key)));
    await pass(200);
  }
  assert.ok((kept.at(-1)?.written.bodyAsPlainText.length ?? 0) >= 11, "one second behind at most");
  assert.ok(server.written.bodyAsPlainText.length >= 5, "three seconds behind at most");
});

test("who leaves a draft right after the last word finds it on the server from elsewhere too", async () => {
  const server = { written: words(""), version: 1 };
  const { keeping, kept, pass, saves } = desk(server);
  keeping.changed({}, words("left at once"));
  void keeping.stop(true);
  await pass(0);
  assert.equal(server.written.bodyAsPlainText, "left at once");
  assert.equal(kept.at(-1)?.isSaved, true, "and this device will not take it for newer than what comes after");
  await pass(60_000);
  assert.equal(saves(), 1);
});

test("what was left and saved is shown although the page has not heard of it, and gives way to what is newer than it", async () => {
  const server = { written: words(""), version: 1 };
  const { keeping, kept, pass } = desk(server);
  keeping.changed({}, words("left at once"));
  void keeping.stop(true);
  await pass(0);
  const left = kept.at(-1);
  assert.ok(left?.isSaved === true && isNewer(left, { written: words(""), version: 1 }));
  assert.ok(isNewer(left, { written: words("left at once"), version: 2 }));
  assert.ok(!isNewer(left, { written: words("from another device"), version: 3 }));
  assert.ok(isNewer({ ...left, isSaved: false }, { written: words("from another device"), version: 3 }));

  const back = desk(server, { written: words(""), version: 1 });
  back.keeping.resume(left);
  back.keeping.changed({}, words("left at once, and more"));
  await back.keeping.flush();
  assert.deepEqual(
    [server.written.bodyAsPlainText, back.shown.at(-1), back.saves()],
    ["left at once, and more", "saved", 1],
  );
});

test("what was left is tried again while no answer comes, and never after a refusal or when the draft is open anew", async () => {
  const server: OneDraft = { written: words(""), version: 1, answersAreLost: true };
  const lost = desk(server);
  lost.keeping.changed({}, words("left"));
  void lost.keeping.stop(true);
  await lost.pass(0);
  Object.assign(server, { answersAreLost: false });
  await lost.pass(5_000);
  assert.deepEqual([server.written.bodyAsPlainText, lost.kept.at(-1)?.isSaved], ["left", true]);

  const refused = desk({ written: words(""), version: 1, isGone: true });
  refused.keeping.changed({}, words("left"));
  void refused.keeping.stop(true);
  await refused.pass(0);
  await refused.pass(60_000);
  assert.equal(refused.saves(), 1);

  const opened: OneDraft = { written: words(""), version: 1, answersAreLost: true };
  const older = desk(opened);
  older.keeping.changed({}, words("older"));
  void older.keeping.stop(true);
  const { length } = older.kept;
  opened.isOpenedAnew = true;
  await older.pass(0);
  await older.pass(60_000);
  assert.equal(older.saves(), 1, "another composer saves it from here on");
  assert.equal(older.kept.length, length, "and what that keeps on this device is not overwritten");

  const sent = desk({ written: words(""), version: 1 });
  sent.keeping.changed({}, words("typed after Send"));
  void sent.keeping.stop(false);
  await sent.pass(60_000);
  assert.equal(sent.saves(), 0);
});

test("a version that differs outside the text is saved over silently; one with other words is a conflict, and nothing is overwritten", async () => {
  const server = { written: words(""), version: 1 };
  const first = desk(server);
  server.version = 2;
  first.keeping.changed({}, words("mine"));
  await first.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, first.shown.at(-1)], ["mine", "saved"]);
  Object.assign(server, { written: words("theirs"), version: 9 });
  first.keeping.changed({}, words("mine again"));
  await first.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, first.shown.at(-1)], ["theirs", "conflict"]);
  first.keeping.settle({ ...server });
  await first.keeping.flush();
  assert.equal(server.written.bodyAsPlainText, "mine again");
});

test("what lies here unsaved competes with what somebody else wrote meanwhile, and not with a version of the same words", async () => {
  const server = { written: words("before"), version: 1 };
  const gone = desk(server);
  gone.keeping.changed({}, words("mine"));
  await gone.pass(500);
  const kept = gone.kept.at(-1);
  assert.ok(kept !== undefined && !kept.isSaved);

  Object.assign(server, { written: words("before"), version: 4 });
  const next = desk(server);
  next.keeping.resume(kept);
  next.keeping.changed({}, words("mine"));
  await next.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, next.shown.at(-1)], ["mine", "saved"]);

  Object.assign(server, { written: words("theirs"), version: 9 });
  const last = desk(server);
  last.keeping.resume(kept);
  last.keeping.changed({}, words("mine"));
  await last.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, last.shown.at(-1)], ["theirs", "conflict"]);
});

test("the last words reach the server although their editor has gone, and are no conflict for the next one", async () => {
  const server = { written: words(""), version: 1 };
  const left = desk(server);
  left.keeping.changed({}, words("in haste"));
  void left.keeping.stop(true);
  const kept = left.kept.at(-1);
  await left.pass(0);
  assert.deepEqual([server.written.bodyAsPlainText, left.kept.at(-1)?.isSaved], ["in haste", true]);

  assert.ok(kept !== undefined);
  const back = desk(server, { written: words(""), version: 1 });
  back.keeping.resume(kept);
  back.keeping.changed({}, words("in haste, and more"));
  await back.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, back.shown.at(-1)], ["in haste, and more", "saved"]);
});

test("a save whose answer was lost is no conflict, neither for this page nor for the one that opens after it", async () => {
  const server = { written: words(""), version: 1, answersAreLost: true };
  const dying = desk(server);
  dying.keeping.changed({}, words("half"));
  await dying.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, dying.shown.at(-1)], ["half", "notSaved"]);
  const kept = dying.kept.at(-1);
  assert.ok(kept !== undefined && !kept.isSaved);

  server.answersAreLost = false;
  const next = desk(server);
  next.keeping.resume(kept);
  next.keeping.changed({}, words("half and more"));
  await next.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, next.shown.at(-1)], ["half and more", "saved"]);

  Object.assign(server, { written: words("half"), version: 2 });
  dying.keeping.changed({}, words("half and a word"));
  await dying.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, dying.shown.at(-1)], ["half and a word", "saved"]);

  Object.assign(server, { written: words("theirs"), version: 9 });
  dying.keeping.changed({}, words("half and two"));
  await dying.keeping.flush();
  assert.deepEqual([server.written.bodyAsPlainText, dying.shown.at(-1)], ["theirs", "conflict"]);
});
