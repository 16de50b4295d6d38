import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Answer } from "../../adapters/http/http.fixture.ts";
import { incoming, load, readAndRoute, ready, takeIn } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";
import { pushMessages } from "../push-messages.ts";
import { withSettings } from "./desk.fixture.ts";
import { startDay } from "./listening.fixture.ts";
import { byPerson, type Dialect, type Told } from "./table-expected.fixture.ts";
import { everybody, nothingAllowed, type Person, tableCentre } from "./table-people.fixture.ts";
import { type Row, type SituationName, standIns } from "./table-rows.fixture.ts";

const paths = { A: "/me/interactions", B: "/me/emails" } as const;
const boundary = "table";
const form = [
  `--${boundary}`,
  'Content-Disposition: form-data; name="attachment"; filename="label.txt"',
  ...["Content-Type: text/plain", "", "To: Ann", `--${boundary}--`, ""],
].join("\r\n");

/** A centre in which e-mails are brought into any situation, asked about, and listened to. */
export type TableDesk = {
  readonly centre: Centre;
  make(situation: SituationName): Promise<string>;
  link(draft: string): Promise<void>;
  ask(row: Row, id: string, who: Person, dialect: Dialect): Promise<Answer>;
  read(id: string, who: Person, dialect: Dialect): Promise<Answer>;
  /** What was told since the last call, in one dialect each. */
  heard(): Promise<Readonly<Record<Dialect, readonly Told[]>>>;
  /** How many events of changes there are, numbered or not. That somebody was refused stands in the audit, and changes nothing. */
  events(): Promise<number>;
};

export async function tableDesk(t: TestContext): Promise<TableDesk> {
  const centre = await testCentre(t, tableCentre);
  await withSettings(centre, "carol", nothingAllowed);
  const day = await startDay(t, { centre });
  await ready(centre, "alice");
  for (const who of ["bob", "sam"] as const) {
    await post(who, "/me", { operationName: "StartContactCenterSession", channels: ["email"] });
  }
  const ids = await idsOf(centre, day.get);
  const make = maker(centre, post, ids);

  async function post(who: Person, path: string, body: object): Promise<Answer> {
    const answer = await day.post(who, path, body);
    assert.equal(answer.status, 200, `${who} ${path} ${JSON.stringify(body)}: ${answer.text}`);
    return answer;
  }

  return {
    centre,
    make,
    link: async (draft) => {
      await post("alice", `/me/emails/${draft}`, { operationName: "AddAttachment", documentId: ids.document });
    },
    ask: async (row, id, who, dialect) => day.server.ask({ as: who, ...request(row, id, dialect, await ids.bins(id)) }),
    read: (id, who, dialect) => day.get(who, `${paths[dialect]}/${id}`),
    heard: listener(centre, ids.people),
    events: async () => Number((await centre.pool.query(ofChanges)).rows[0].n),
  };

  function request(row: Row, id: string, dialect: Dialect, bins: Bins) {
    const at = `/api/v2${paths[dialect]}/${id}`;
    const method = "POST";
    switch (row.on) {
      case "email":
        return { method, path: at, body: filled(row.body) };
      case "supervision":
        return { method, path: `/api/v2/interactions/${id}`, body: row.body };
      case "upload":
        return {
          ...{ method, path: `${at}/attachments`, body: form },
          headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
        };
      case "document":
        return { method: "DELETE", path: `${at}/attachments/${ids.document}` };
      case "shelf": {
        const whose = row.shelf === "alice's" ? `/users/${ids.people["alice"]}` : "/me";
        const [bin, query] = row.shelf === "group" ? [bins.team, "?agentGroup=FrontLine"] : [bins.own, ""];
        return { method, path: `/api/v2${whose}/workbins/${bin}${query}`, body: { ...row.body, id } };
      }
    }
  }

  function filled(body: Row["body"]): Row["body"] {
    const real = new Map([
      [standIns.contactId, ids.contact],
      [standIns.documentId, ids.document],
      [standIns.responseTemplateId, ids.template],
    ] as readonly (readonly [unknown, string])[]);
    return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, real.get(value) ?? value]));
  }
}

type Bins = { readonly own: string; readonly team: string };
type Ids = Awaited<ReturnType<typeof idsOf>>;
type Post = (who: Person, path: string, body: object) => Promise<Answer>;

/** Ids of what parameters name: another contact, a document of a received e-mail, a template, workbins, people. */
async function idsOf(centre: Centre, get: (who: string, path: string) => Promise<Answer>) {
  const batch = [
    await incoming(centre, {
      headers: [
        ...["From: Joe <joe@customer.test>", "To: support@acme.test", "Subject: A label", "Message-ID: <joe@x.test>"],
        ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'],
      ],
      body: [
        ...["--b", "", "See it.", "--b", "Content-Type: text/plain; name=a.txt"],
        ...["Content-Disposition: attachment; filename=a.txt", "", "To: Joe", "--b--"],
      ].join("\r\n"),
    }),
  ];
  const [received] = await takeIn(centre, batch);
  await readAndRoute(centre);
  const joes = await load(centre, received?.interaction ?? "");
  const one = async (sql: string): Promise<string> => String((await centre.pool.query(sql)).rows[0]?.id);
  const bin = (name: string) => one(`SELECT id FROM workbins WHERE name = '${name}'`);
  const [inProgress, draft, team] = [await bin("in-progress"), await bin("draft"), await bin("team")];
  const named = await Promise.all(everybody.map(async (who) => [who, (await centre.as(who)).id] as const));
  const { json } = await get("alice", "/response-templates?fields=id");
  const [template]: { id: string }[] = JSON.parse(JSON.stringify(json["templates"]));
  const directions = new Map<string, string>();
  return {
    contact: joes.contact ?? assert.fail("no contact"),
    document: joes.attachments[0]?.id ?? assert.fail("no document"),
    template: template?.id ?? assert.fail("no template"),
    people: Object.fromEntries(named),
    bins: async (id: string): Promise<Bins> => {
      const direction = directions.get(id) ?? (await load(centre, id)).direction;
      directions.set(id, direction);
      return { own: direction === "inbound" ? inProgress : draft, team };
    },
  };
}

/** Brings e-mails into situations by the operations that lead there; mail is received many at a time. */
function maker(centre: Centre, post: Post, { people }: Ids) {
  const offered: string[] = [];
  let original: string | undefined;
  const does = async (id: string, operationName: string, more: object = {}) => {
    await post("alice", `/me/emails/${id}`, { operationName, ...more });
    return id;
  };
  const invited = async () => {
    if (offered.length === 0) {
      const batch = [];
      for (let count = 0; count < 40; count += 1) batch.push(await incoming(centre));
      offered.push(...(await takeIn(centre, batch)).map(({ interaction }) => interaction));
      await readAndRoute(centre);
    }
    return offered.pop() ?? assert.fail();
  };
  const processing = async () => does(await invited(), "Accept");
  const composing = async () => {
    original ??= await processing();
    const { json } = await post("alice", `/me/emails/${original}`, { operationName: "Reply" });
    return String(json["interactionId"]);
  };
  const team = { workbinName: "team", agentGroup: "FrontLine" };
  const ways: Readonly<Record<SituationName, () => Promise<string>>> = {
    queued: async () => does(await invited(), "Reject"),
    "draft in review": async () => does(await composing(), "Send", { queueName: "review" }),
    invited,
    "draft invited": async () => {
      const id = await does(await composing(), "PlaceInWorkbin");
      await post("sam", `/interactions/${id}`, { operationName: "Assign", userId: people["alice"] });
      return id;
    },
    processing,
    composing,
    "on alice's shelf": async () => does(await processing(), "PlaceInWorkbin"),
    "draft on alice's shelf": async () => does(await composing(), "PlaceInWorkbin"),
    "on the group's shelf": async () => does(await processing(), "PlaceInWorkbin", team),
    "draft on the group's shelf": async () => does(await composing(), "PlaceInWorkbin", team),
    sent: async () => does(await composing(), "Send"),
    completed: async () => does(await processing(), "Complete"),
    canceled: async () => does(await composing(), "Cancel"),
  };
  return (situation: SituationName) => ways[situation]();
}

const ofChanges = "SELECT count(*) AS n FROM outbox WHERE event ->> 'kind' <> 'AccessRefused'";

/** Tells as the notifier would, and keeps of each message what the table speaks of. */
function listener(centre: Centre, people: Readonly<Record<string, string>>): TableDesk["heard"] {
  const names = new Map(everybody.map((who) => [people[who], who]));
  const { store } = centre.performing;
  let position = 0;
  const pushed = async () => {
    const events = await store.read((reading) => reading.journal.after(position, 1_000));
    position = events.at(-1)?.position ?? position;
    assert.ok(events.length < 1_000, "more was told than is read at once");
    return pushMessages(store, events, written);
  };
  return async () => {
    await catchUp(centre.performing);
    const spoken = (await pushed()).filter(({ topic }) => topic.startsWith("/v2/"));
    const messages = spoken.map(({ user, ...more }) => ({ ...more, who: names.get(user) ?? assert.fail(user) }));
    const toldOn = (topic: string, of: (data: Keys) => Keys) =>
      byPerson(messages.filter((one) => one.topic === topic).map(({ who, data }) => partsOf(who, data, of(data))));
    return {
      A: toldOn("/v2/me/interactions", (data) => data),
      B: toldOn("/v2/me/emails", ({ email }) => Object(email)),
    };
  };
}

const written = { publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 };

type Keys = Readonly<Record<string, unknown>>;
const partsOf = (who: Person, data: Keys, { state, reason = "", capabilities }: Keys): Told => [
  who,
  String(data["notificationType"]),
  String(state),
  String(reason),
  [capabilities].flat().map(String),
];
