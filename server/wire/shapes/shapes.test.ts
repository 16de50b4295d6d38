import assert from "node:assert/strict";
import { test } from "node:test";
import {
  auditRow,
  channelResource,
  deliveryResource,
  emailB as emailSchema,
  historyRow,
  interactionA as interactionSchema,
  operatorRow as operatorRowSchema,
  queueResource,
  userResource,
  wholeInteraction as wholeSchema,
} from "@postroom/contract";
import fc from "fast-check";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction, State } from "../../domain/interaction/interaction.ts";
import type { User } from "../../ports/agents.ts";
import type { WithContent } from "../../ports/interactions.ts";
import {
  alice,
  aliceAtLunch,
  draft,
  eventOf,
  facts,
  label,
  order,
  orderContent,
  recorded,
} from "../examples.fixture.ts";
import { seen } from "../views.ts";
import { channelShape } from "./channel.ts";
import { deliveryShape } from "./delivery.ts";
import { emailA } from "./email-a.ts";
import { emailB } from "./email-b.ts";
import { auditShape, historyShape } from "./history.ts";
import { operatorRow, wholeInteraction } from "./operator-row.ts";
import { queueShape } from "./queue.ts";
import { ucsInteraction } from "./ucs-interaction.ts";
import { mySubresources, userShape } from "./user.ts";

const viewing = { ...facts, publicUrl: "http://127.0.0.1:8080" };
const states: readonly State[] = [
  "Queued",
  "Invited",
  "Processing",
  "Composing",
  "InWorkbin",
  "Sent",
  "Completed",
  "Canceled",
];
const address = fc.record({ name: fc.string(), address: fc.emailAddress() });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const contents: fc.Arbitrary<Content> = fc.record({
  id: fc.constant("c"),
  from: maybe(address),
  replyTo: fc.array(address, { maxLength: 2 }),
  to: fc.array(address, { maxLength: 2 }),
  cc: fc.array(address, { maxLength: 2 }),
  bcc: fc.array(address, { maxLength: 2 }),
  subject: fc.string(),
  text: fc.string({ unit: "grapheme" }),
  html: fc.string({ unit: "grapheme" }),
  messageId: maybe(fc.constant("<m@x.test>")),
  inReplyTo: fc.constant(undefined),
  references: fc.constant([]),
});

const interactions: fc.Arbitrary<Interaction> = fc
  .record({
    base: fc.constantFrom(order, draft),
    state: fc.constantFrom(...states),
    holder: maybe(fc.constantFrom(alice.id, "gone")),
    contact: maybe(fc.constant("0000Wa9CAM6W018X")),
    delivery: maybe(fc.constantFrom("waiting", "sent", "failed" as const)),
    comments: fc.array(fc.record({ at: fc.nat(), by: fc.constant(alice.id), text: fc.string() }), { maxLength: 1 }),
    attachments: fc.constantFrom([], [label]),
    shelf: maybe(fc.constant({ workbin: "w", name: "failed", owner: alice.id, ownedBy: "agent" as const })),
  })
  .map(({ base, ...rest }) => ({ ...base, ...rest }));

const emails: fc.Arbitrary<WithContent> = fc.record({ interaction: interactions, content: contents });

test("every e-mail in every state fits the contract, in every form", () => {
  fc.assert(
    fc.property(emails, maybe(fc.nat(20)), (email, bodyBytesMax) => {
      const view = { ...viewing, bodyBytesMax };
      interactionSchema.parse(emailA(email, view, seen("A", email.interaction, alice)));
      emailSchema.parse(emailB(email, view, seen("B", email.interaction, alice)));
      operatorRowSchema.parse(operatorRow(email, view));
      wholeSchema.parse(wholeInteraction(email, view, alice));
      ucsInteraction(
        { entry: { ...email, subject: "", owner: undefined, endedAt: undefined }, content: email.content },
        view,
      );
    }),
    { numRuns: 200 },
  );
});

test("no value is ever null or undefined, but in the operators' list", () => {
  fc.assert(
    fc.property(emails, (email) => {
      const shapes = [
        emailA(email, viewing, seen("A", email.interaction, alice)),
        emailB(email, viewing, seen("B", email.interaction, alice)),
      ];
      for (const value of shapes.flatMap((shape) => Object.values<unknown>(shape)))
        assert.ok(value !== null && value !== undefined);
    }),
    { numRuns: 100 },
  );
});

test("both body forms are filled, or both are empty, when only one was given", () => {
  const view = (content: Partial<Content>) =>
    emailB({ interaction: order, content: { ...orderContent, ...content } }, viewing, seen("B", order, alice));
  const fromText = view({ text: "a < b\nc", html: "" });
  assert.deepEqual([fromText.bodyAsPlainText, fromText.body], ["a < b\nc", "<p>a &lt; b<br>c</p>"]);
  const fromHtml = view({ text: "", html: "<p>a &lt; b<br>c</p>" });
  assert.equal(fromHtml.bodyAsPlainText, "a < b\nc");
  const neither = view({ text: "", html: "" });
  assert.deepEqual([neither.bodyAsPlainText, neither.body], ["", ""]);
});

test("long texts are cut between characters, and say so", () => {
  const content = { ...orderContent, text: "aé€😀", html: "<p>x</p>" };
  const cut = emailB({ interaction: order, content }, { ...viewing, bodyBytesMax: 8 }, seen("B", order, alice));
  assert.equal(cut.bodyAsPlainText, "aé€");
  assert.equal(cut.body, "<p>x</p>");
  assert.equal("bodyTruncated" in cut && cut.bodyTruncated, true);
});

test("a text of control characters is cut to what fits as it travels", () => {
  const control = String.fromCharCode(1);
  for (const [text, shown] of [
    [control.repeat(100), control.repeat(16)],
    ["a\n\t\r".repeat(25), "a\n\t\r".repeat(25)],
    [`${"é".repeat(48)}${control}z`, "é".repeat(48)],
  ] as const) {
    const content = { ...orderContent, text, html: "<p>x</p>" };
    const cut = emailB({ interaction: order, content }, { ...viewing, bodyBytesMax: 100 }, seen("B", order, alice));
    assert.equal(cut.bodyAsPlainText, shown);
    assert.equal("bodyTruncated" in cut && cut.bodyTruncated, text !== shown);
  }
});

test("names and Reply-To are shown beside the bare addresses; Bcc of received mail is not", () => {
  const named = { name: "Ann Lee", address: "ann@customer.test" };
  const content = {
    ...orderContent,
    from: named,
    replyTo: [{ name: "", address: "ann.private@customer.test" }],
    bcc: [named],
  };
  const shown = emailB({ interaction: order, content }, viewing, seen("B", order, alice));
  assert.equal("from" in shown && shown.from, "ann@customer.test");
  assert.ok(!("bcc" in shown));
  assert.deepEqual("addresses" in shown && shown.addresses, {
    from: [named],
    to: orderContent.to,
    cc: orderContent.cc,
    bcc: [],
    replyTo: content.replyTo,
  });
});

test("the whole resource has the stored state, and A's capabilities before B's own", () => {
  const email = { interaction: draft, content: orderContent };
  const whole = wholeInteraction(email, viewing, alice);
  assert.equal(whole.state, "Composing");
  assert.deepEqual(whole.capabilities.slice(-1), ["AddAttachment"]);
  assert.equal(new Set(whole.capabilities).size, whole.capabilities.length);
});

const user: User = {
  id: alice.id,
  userName: "alice",
  firstName: "Alice",
  lastName: "Stone",
  emailAddress: "alice@acme.test",
  roles: ["agent"],
  enabled: true,
  changePasswordOnFirstLogin: false,
  capacity: 3,
  signature: "Alice",
  skills: [{ id: "s", name: "English", level: 5 }],
  groups: [{ id: "g", name: "FrontLine" }],
  settings: { "email.reply-prefix": "Aw: " },
};

test("users, channels, queues, deliveries, history and audit fit the contract", () => {
  channelResource.parse(channelShape(aliceAtLunch));
  const held = { emails: [{ interaction: order, content: orderContent }], names: facts };
  const mine = { user, agent: aliceAtLunch, held, workspace: { "email.reply-prefix": "Re: " } };
  const sees = (dialect: "A" | "B", { interaction }: WithContent) => seen(dialect, interaction, alice);
  const me = userResource.parse({ ...userShape(user, viewing.publicUrl), ...mySubresources(mine, viewing, sees) });
  assert.deepEqual(me.settings?.["interaction-workspace"], {
    "email.reply-prefix": "Aw: ",
    "email.signature": "Alice",
  });
  const routing = { skills: "", priority: 0, relax: [], overflow: undefined };
  const queue = {
    id: "q",
    name: "support",
    description: "",
    kind: "inbound",
    routing,
    invitationTimeoutMs: undefined,
  } as const;
  queueResource.parse(
    queueShape({ queue, waiting: 2, overflowQueue: undefined, oldestReceivedAt: 0 }, viewing.publicUrl),
  );
  const delivery = {
    interaction: draft.id,
    state: "retrying",
    stage: undefined,
    messageId: "<m@acme.test>",
    from: "support@acme.test",
    group: 1,
    isSent: false,
    to: ["ann@customer.test"],
    sha256: "00",
    size: 1,
    refusals: 1,
    attempts: 1,
    fence: 1,
    nextAttempt: { due: 0, shown: 0 },
    sealedAt: 0,
    queuedAt: 0,
    holdRound: 0,
  } as const;
  const attempt = {
    number: 1,
    at: 0,
    host: "relay:25",
    code: 451,
    enhancedCode: undefined,
    text: "later",
    outcome: "deferred",
  } as const;
  deliveryResource.parse(deliveryShape({ delivery, attempts: [attempt], version: 3 }));
  const event = eventOf({ kind: "InteractionMoved", operation: "Accept" }, order, { ...order, state: "Processing" });
  historyRow.parse(historyShape(recorded(event, 18), event, viewing));
  auditRow.parse(auditShape(recorded(event, 18), viewing));
  auditRow.parse(
    auditShape(recorded({ kind: "ReadinessChanged", user: alice.id, operation: "Ready", note: undefined }), viewing),
  );
  auditRow.parse(
    auditShape(recorded({ kind: "ConfigurationChanged", thing: "queue", name: "a", operation: "Provision" }), viewing),
  );
});
