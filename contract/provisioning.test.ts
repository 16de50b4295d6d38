import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseProvisioning } from "./provisioning.ts";

const skillExpressionProblem = (expression: string, skills: ReadonlySet<string>): string | undefined => {
  const [skill = ""] = expression.split(" ");
  return expression === "" || skills.has(skill) ? undefined : `no such skill: ${skill}`;
};
const parse = (value: unknown) => parseProvisioning(value, { skillExpressionProblem });

/** The example of product.md. */
const example = {
  settings: {
    invitationTimeout: 30,
    afterRejectPause: 10,
    handlingTimeout: 10_800,
    sendRetry: [60, 300, 900, 3_600, 14_400],
    sendUnknownPolicy: "hold",
    sessionIdleTimeout: 1_800,
    longPollTimeout: 30,
    attachmentBytesMax: 26_214_400,
    messageBytesMax: 52_428_800,
  },
  mailboxes: [{ address: "support@acme.test", name: "Acme Support", queue: "support", aliases: ["help@acme.test"] }],
  queues: [
    {
      name: "support",
      routing: {
        skills: "English >= 3",
        priority: 10,
        relax: [{ after: 60, skills: "English >= 1" }],
        overflow: { after: 900, queue: "general" },
      },
    },
    { name: "general" },
    { name: "email-drafts", kind: "draft" },
    { name: "email-outbound", kind: "outbound" },
    { name: "review", kind: "review", routing: { skills: "QA >= 1" } },
  ],
  skills: ["English", "French", "QA"],
  groups: [{ name: "FrontLine" }],
  agents: [
    {
      userName: "alice",
      password: "alice-demo-1",
      firstName: "Alice",
      lastName: "Stone",
      emailAddress: "alice@acme.test",
      roles: ["agent"],
      skills: { English: 5, French: 2 },
      groups: ["FrontLine"],
      capacity: { email: 3 },
      signature: "Alice\nAcme Support",
    },
    { userName: "sam", password: "sam-demo-1", firstName: "Sam", lastName: "Ford", roles: ["agent", "supervisor"] },
    { userName: "root", password: "root-demo-1", firstName: "Root", lastName: "Admin", roles: ["admin"] },
  ],
  workbins: [
    { name: "in-progress", type: "Agent" },
    { name: "draft", type: "Agent" },
    { name: "failed", type: "Agent" },
    { name: "team", type: "AgentGroup" },
  ],
  standardResponses: [
    {
      category: "Greetings",
      name: "thanks",
      language: "en",
      subject: "",
      body: "<p>Dear <$ Contact.FirstName $>, thank you for writing.</p>",
    },
  ],
};

function provisioned(value: unknown) {
  const parsed = parse(value);
  assert(parsed.ok, JSON.stringify(parsed));
  return parsed.provisioning;
}

function problemsIn(value: unknown): readonly string[] {
  const parsed = parse(value);
  assert(!parsed.ok, "nothing was refused");
  return parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

test("the example of product.md is accepted, with parked added to its queues", () => {
  const { queues, agents, workbins } = provisioned(example);
  assert.deepEqual(
    queues.map(({ name, kind }) => `${name} ${kind}`),
    [
      "support inbound",
      "general inbound",
      "email-drafts draft",
      "email-outbound outbound",
      "review review",
      "parked parked",
    ],
  );
  assert.deepEqual(queues[0]?.routing, {
    skills: "English >= 3",
    priority: 10,
    relax: [{ after: 60, skills: "English >= 1" }],
    overflow: { after: 900, queue: "general" },
    lastAgent: false,
  });
  assert.equal(agents[1]?.capacity.email, 1);
  assert.equal(agents[1]?.enabled, true);
  assert.equal(agents[1]?.changePasswordOnFirstLogin, false);
  assert.equal(workbins.length, 4);
});

test("a file that was read is accepted again and means the same", () => {
  const once = provisioned(example);
  assert.deepEqual(provisioned(once), once);
  assert.deepEqual(provisioned(JSON.parse(JSON.stringify(once))), once);
});

test("an empty file is a contact centre with its built-in queues and workbins", () => {
  for (const empty of [{}, null, undefined, { queues: null, settings: null }]) {
    const { queues, workbins, agents } = provisioned(empty);
    assert.deepEqual(queues.map(({ name }) => name), ["email-drafts", "email-outbound", "parked"]); // biome-ignore format: one line
    assert.deepEqual(workbins.map(({ name }) => name), ["in-progress", "draft", "failed"]); // biome-ignore format: one line
    assert.deepEqual(agents, []);
  }
});

test("a dangling skill is named by its path, as product.md says", () => {
  const [alice] = example.agents;
  const file = { ...example, agents: [{ ...alice, skills: { Frnch: 2 } }] };
  assert.deepEqual(problemsIn(file), ["agents[0].skills.Frnch: no such skill"]);
});

test("all problems of a file are reported at once: shapes, unknown keys, dangling names, repeated names, expressions", () => {
  const file = {
    settings: {
      invitatonTimeout: 5,
      handlingTimeout: "3h",
      sendUnknownPolicy: "guess",
      defaultFromAddress: "x@acme.test",
    },
    mailboxes: [
      { address: "support@acme.test", queue: "suport", aliases: ["SUPPORT@acme.test"] },
      { address: "acme.test", queue: "email-drafts", colour: "red" },
    ],
    queues: [
      { name: "support", routing: { skills: "Frnch >= 1", overflow: { after: 0, queue: "nowhere" } } },
      { name: "support", kind: "inbund" },
      { name: "email-drafts", kind: "outbound" },
    ],
    skills: ["English", "English"],
    agents: [
      { userName: "alice", password: "", groups: ["Nobody"], skills: { English: 1.5 } },
      { userName: "ALICE", password: "x".repeat(129), roles: ["boss"] },
    ],
    workbins: [{ name: "draft", type: "AgentGroup" }],
    standardResponses: [{ category: "A", name: "b" }],
    surplus: 1,
  };
  assert.deepEqual([...problemsIn(file)].sort(), [
    "agents[0].groups[0]: no such group: Nobody",
    "agents[0].password: must not be empty",
    "agents[0].skills.English: expected a whole number, got 1.5",
    "agents[1].password: at most 128 characters",
    'agents[1].roles[0]: expected agent or supervisor or admin, got "boss"',
    "agents[1].userName: the same as agents[0].userName",
    "mailboxes[0].aliases[0]: the same as mailboxes[0].address",
    "mailboxes[0].queue: no such queue: suport",
    'mailboxes[1].address: not an e-mail address: "acme.test"',
    "mailboxes[1].colour: unknown key",
    "mailboxes[1].queue: a queue of kind outbound is never routed: email-drafts",
    "queues[0].routing.overflow.after: at least 1",
    "queues[0].routing.overflow.queue: no such queue: nowhere",
    "queues[0].routing.skills: no such skill: Frnch",
    'queues[1].kind: expected inbound or review or draft or outbound or parked, got "inbund"',
    "queues[1].name: the same as queues[0].name",
    "queues[2].kind: email-drafts is built in, its kind is draft",
    "settings.defaultFromAddress: no such mailbox: x@acme.test",
    "settings.handlingTimeout: expected number, got string",
    "settings.invitatonTimeout: unknown key",
    'settings.sendUnknownPolicy: expected hold or resend, got "guess"',
    "skills[1]: the same as skills[0]",
    "standardResponses[0].body: missing",
    "surplus: unknown key",
    "workbins[0].type: draft is built in, its type is Agent",
  ]);
});

const refusals: readonly [string, unknown, string][] = [
  ["a list", [], ": expected object, got array"],
  ["a text", "hello", ": expected object, got string"],
  ["a queue without a name", { queues: [{}] }, "queues[0].name: missing"],
  ["routing of a draft queue", { queues: [{ name: "d", kind: "draft", routing: {} }] }, "queues[0].routing: a queue of kind draft is never routed"],
  ["another parked queue", { queues: [{ name: "p", kind: "parked" }] }, "queues[0].kind: kind parked and the name parked belong together"],
  ["overflow into itself", { queues: [{ name: "q", routing: { overflow: { after: 1, queue: "q" } } }] }, "queues[0].routing.overflow.queue: a queue cannot overflow into itself"],
  ["overflow in a circle", { queues: ["in a", "a b", "b c", "c a"].map((pair) => ({ name: pair.split(" ")[0], routing: { overflow: { after: 1, queue: pair.split(" ")[1] } } })) }, "queues[1].routing.overflow.queue: overflows in a circle: a, b, c, a"],
  ["relaxations out of order", { queues: [{ name: "q", routing: { relax: [{ after: 9, skills: "" }, { after: 9, skills: "" }] } }] }, "queues[0].routing.relax[1].after: expected more than 9"],
  ["a time that is none", { queues: [{ name: "q", hours: { monday: [{ from: "8", to: "17:00" }] } }] }, "queues[0].hours.monday[0].from: expected a time such as 08:30"],
  ["a day that ends before it begins", { queues: [{ name: "q", hours: { monday: [{ from: "18:00", to: "17:00" }] } }] }, "queues[0].hours.monday[0]: must end after it begins"],
  ["a place as time zone", { queues: [{ name: "q", hours: { timeZone: "Acme/Town" } }] }, 'queues[0].hours.timeZone: not a time zone: "Acme/Town"'],
  ["spans that overlap", { queues: [{ name: "q", hours: { monday: [{ from: "13:00", to: "17:00" }, { from: "08:00", to: "12:00" }, { from: "11:59", to: "13:00" }] } }] }, "queues[0].hours.monday[2]: reaches into span 1"],
  ["hours without any", { queues: [{ name: "q", hours: { timeZone: "Europe/Berlin", monday: [] } }] }, "queues[0].hours: nobody ever works: at least one day needs a span"],
  ["a promise of more than the hours have", { queues: [{ name: "q", sla: { replySeconds: 187_201 }, hours: { monday: [{ from: "08:00", to: "09:00" }] } }] }, "queues[0].sla.replySeconds: more than the hours of a year: at most 187200"],
  ["a holiday that is no date", { queues: [{ name: "q", hours: { monday: [{ from: "08:00", to: "09:00" }], holidays: ["2026-02-29"] } }] }, "queues[0].hours.holidays[0]: expected a date such as 2026-12-25"],
  ["an acknowledgement with nothing to say", { queues: [{ name: "q", acknowledgement: { response: "hi" } }] }, "queues[0].acknowledgement.response: no such standard response: hi"],
  ["an account without a secret", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u" } }] }, "mailboxes[0].imap.password: either password or oauth is needed"],
  ["an account in clear text elsewhere", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "imap.b.test", user: "u", password: "p", tls: "none" } }] }, "mailboxes[0].imap.tls: none is allowed only on this machine (localhost, 127.0.0.1, ::1)"],
  ["mail moved to where it is", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", password: "p", after: "move", moveTo: "INBOX" } }] }, "mailboxes[0].imap.moveTo: is the folder that is read"],
  ["copies without a folder", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", password: "p", copySent: true } }] }, "mailboxes[0].imap.sentFolder: copySent needs it"],
  ["copies where mail is read", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", password: "p", sentFolder: "INBOX" } }] }, "mailboxes[0].imap.sentFolder: is the folder that is read"],
  ["canary mails by the second", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", canaryEvery: 1 }] }, "mailboxes[0].canaryEvery: at least 60"],
  ["copies where another mailbox reads", { queues: [{ name: "q" }], mailboxes: [{ sentFolder: "x" }, { folder: "x" }].map((more, at) => ({ address: `a${at}@b.test`, queue: "q", imap: { host: "h", user: "u", password: "p", ...more } })) }, "mailboxes[0].imap.sentFolder: is the folder that mailboxes[1].imap reads"],
  ["a secret of another shape", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", password: { file: "p" } } }] }, "mailboxes[0].imap.password: expected a text, or { env: NAME }"],
  ["one folder for two mailboxes", { queues: [{ name: "q" }], mailboxes: ["a", "c"].map((name) => ({ address: `${name}@b.test`, queue: "q", imap: { host: "h", user: "u", password: "p" } })) }, "mailboxes[1].imap: reads the same folder as mailboxes[0].imap"],
  ["no way to a token", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", oauth: { tokenUrl: "https://b.test/token", clientId: "c" } } }] }, "mailboxes[0].imap.oauth.refreshToken: either this or clientSecret is needed"],
  ["tokens in clear text", { queues: [{ name: "q" }], mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "h", user: "u", oauth: { tokenUrl: "http://b.test/token", clientId: "c", refreshToken: "r" } } }] }, "mailboxes[0].imap.oauth.tokenUrl: expected a URL that starts with https://"],
  ["a user name that Basic cannot carry", { agents: [{ userName: "a:b", password: "p" }] }, "agents[0].userName: no colon: HTTP Basic cannot carry it"],
  ["a user without password", { agents: [{ userName: "a" }] }, "agents[0].password: missing"],
  ["a setting out of range", { settings: { undoSendSeconds: 61 } }, "settings.undoSendSeconds: at most 60"],
  ["a setting in a group", { settings: { smtp: { bareNewlines: "maybe" } } }, 'settings.smtp.bareNewlines: expected accept or refuse, got "maybe"'],
  ["a public URL of another kind", { settings: { publicUrl: "ftp://x" } }, "settings.publicUrl: expected a URL that starts with http:// or https://"],
]; // biome-ignore format: a table
for (const [what, file, problem] of refusals) {
  test(`refused: ${what}`, () => assert.deepEqual(problemsIn(file), [problem]));
}

test("the same standard response in two languages is two", () => {
  const response = { category: "A", name: "b", body: "" };
  provisioned({ standardResponses: [response, { ...response, language: "fr" }] });
  assert.deepEqual(problemsIn({ standardResponses: [response, { ...response, language: "en" }] }), [
    "standardResponses[1].name: the same as standardResponses[0].name",
  ]);
});

test("keys of later issues are part of the format", () => {
  const { queues, mailboxes } = provisioned({
    queues: [
      {
        name: "q",
        invitationTimeout: 20,
        sla: { replySeconds: 3_600 },
        hours: { timeZone: "Europe/Berlin", monday: [{ from: "08:00", to: "17:30" }], holidays: ["2026-12-25"] },
        acknowledgement: { response: "hi" },
      },
    ],
    mailboxes: [{ address: "a@b.test", queue: "q", imap: { host: "imap.b.test", user: "a", password: "p" } }],
    standardResponses: [{ category: "A", name: "hi", body: "<p>hi</p>" }],
  });
  assert.deepEqual(queues[0]?.sla, { replySeconds: 3_600, targetPercent: 90 });
  assert.equal(mailboxes[0]?.imap?.folder, "INBOX");
});

test("no problem shows a password", () => {
  const secret = "correct horse battery staple ".repeat(9);
  const text = problemsIn({
    agents: [
      { userName: "a", password: secret },
      { userName: "b", password: [secret] },
    ],
  }).join("\n");
  assert(!text.includes("horse"), text);
});

test("nothing that YAML or JSON can say makes the reader throw", () => {
  const names = fc.constantFrom(
    "settings",
    "queues",
    "agents",
    "name",
    "skills",
    "routing",
    "kind",
    "smtp",
    "__proto__",
    "constructor",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      fc.jsonValue(),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(names, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const parsed = parse(value);
      if (parsed.ok) assert.deepEqual(provisioned(parsed.provisioning), parsed.provisioning);
      else assert(parsed.problems.length > 0);
    }),
    { numRuns: 300 },
  );
});

test("a file nested ten thousand levels deep is refused, not a crash", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 10_000; level += 1) deep = { settings: deep };
  assert.equal(parse(deep).ok, false);
});
