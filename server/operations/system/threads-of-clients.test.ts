import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { macOf } from "../../adapters/ids/mac.ts";
import { addressWithToken, type Mac } from "../../domain/mail/token.ts";
import { readSome } from "../../loops/reader.ts";
import { doneBy, drafted, incoming, load, owned, takeIn } from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { type MailClient, mailClients } from "../../testing/mail-clients.ts";
import { complete } from "../email/complete.ts";
import { send } from "../email/send.ts";

/** What one client's customer and an agent have written to each other: theirs, ours. */
type Conversation = {
  readonly client: MailClient;
  readonly customer: string;
  readonly thread: string;
  readonly theirs: string;
  readonly ours: string;
  readonly token: string;
  readonly forged: string;
  readonly topic: string;
};

type Written = {
  readonly from: string;
  readonly subject: string;
  readonly headers: readonly string[];
  /** Where it is addressed to, header and envelope. */
  readonly to?: string;
  readonly cc?: string;
};

/** `join`: in the conversation's thread. `apart`: in a thread of its own, linked to it where `isLinked`. */
type Expected = { readonly kind: "join" } | { readonly kind: "apart"; readonly isLinked: boolean };

type Situation = {
  readonly title: string;
  readonly write: (conversation: Conversation) => Written;
  readonly expected: (conversation: Conversation) => Expected;
};

const join: Expected = { kind: "join" };
const linked: Expected = { kind: "apart", isLinked: true };
const apart: Expected = { kind: "apart", isLinked: false };
/** What headers bring, when the client writes any that we know. */
const byHeaders =
  (expected: Expected) =>
  ({ client }: Conversation): Expected =>
    client.isTraceable ? expected : apart;
const always = (expected: Expected) => (): Expected => expected;
const both = ({ client, theirs, ours, topic }: Conversation): readonly string[] =>
  client.identify([theirs, ours], topic);
const answer = (conversation: Conversation, from: string, more: Partial<Written> = {}): Written => ({
  from,
  subject: `${conversation.client.prefix}${conversation.topic}`,
  headers: both(conversation),
  ...more,
});
const support = "support@acme.test";

const situations: readonly Situation[] = [
  {
    title: "the customer answers our answer",
    write: (one) => answer(one, one.customer),
    expected: byHeaders(join),
  },
  {
    title: "the customer answers the own first mail",
    write: (one) => answer(one, one.customer, { headers: one.client.identify([one.theirs], one.topic) }),
    expected: byHeaders(join),
  },
  {
    title: "the domain of the id has changed its case on the way",
    write: (one) =>
      answer(one, one.customer, {
        headers: one.client.identify([one.ours.replace("@acme.test", "@ACME.Test")], one.topic),
      }),
    expected: byHeaders(join),
  },
  {
    title: "the subject is another one",
    write: (one) => answer(one, one.customer, { subject: `${one.client.prefix}Something else entirely` }),
    expected: byHeaders(join),
  },
  {
    title: "the subject is empty",
    write: (one) => answer(one, one.customer, { subject: "" }),
    expected: byHeaders(join),
  },
  {
    title: "ids of others stand between ours",
    write: (one) =>
      answer(one, one.customer, {
        headers: one.client.identify(["<x1@list.test>", one.ours, "<x2@list.test>"].toSorted(byOurs(one)), one.topic),
      }),
    expected: byHeaders(join),
  },
  {
    title: "a colleague of the same company answers",
    write: (one) => answer(one, `colleague@${domainOf(one)}`),
    expected: byHeaders(join),
  },
  {
    title: "a stranger to whom our mail was shown answers it",
    write: (one) => answer(one, `stranger@other-${domainOf(one)}`),
    expected: byHeaders(linked),
  },
  {
    title: "somebody at a public provider, where nobody is anybody's colleague, answers it",
    write: (one) => answer(one, `someone.${slug(one)}@gmail.com`),
    expected: byHeaders(linked),
  },
  {
    title: "another customer names a mail of this one",
    write: (one) => answer(one, `rival@rival-${domainOf(one)}`, { subject: "Re: My own matter" }),
    expected: byHeaders(linked),
  },
  {
    title: "the customer writes to the address with the token",
    write: (one) => answer(one, one.customer, { headers: [], to: one.token }),
    expected: always(join),
  },
  {
    title: "the token has been written in lower case on the way",
    write: (one) => answer(one, one.customer, { headers: [], to: one.token.toLowerCase() }),
    expected: always(join),
  },
  {
    title: "the token stands in Cc alone",
    write: (one) => answer(one, one.customer, { headers: [], cc: one.token }),
    expected: always(join),
  },
  {
    title: "the token stands in Delivered-To alone",
    write: (one) => answer(one, one.customer, { headers: [`Delivered-To: ${one.token}`] }),
    expected: always(join),
  },
  {
    title: "the token came to a stranger with a forwarded mail",
    write: (one) => answer(one, `forwarded@far-${domainOf(one)}`, { headers: [], to: one.token }),
    expected: always(join),
  },
  {
    title: "the token is forged",
    write: (one) => answer(one, `guess@far-${domainOf(one)}`, { headers: [], to: one.forged }),
    expected: always(apart),
  },
  {
    title: "an empty id names nothing",
    write: (one) => answer(one, one.customer, { headers: ["In-Reply-To: <>", "References: <> < >"] }),
    expected: always(apart),
  },
  {
    title: "the same subject alone, with a mark of an answer",
    write: (one) => answer(one, one.customer, { headers: [] }),
    expected: always(apart),
  },
  {
    title: "a newsletter's answer names only the newsletter",
    write: (one) =>
      answer(one, one.customer, {
        subject: "Re: News of May",
        headers: one.client.identify(["<may@news.test>"], "News of May"),
      }),
    expected: always(apart),
  },
  {
    title: "the customer forwards a mail of others",
    write: (one) =>
      answer(one, one.customer, {
        subject: `Fwd: ${one.topic}`,
        headers: one.client.identify([`<else-${slug(one)}@others.test>`], `among others ${slug(one)}`),
      }),
    expected: always(apart),
  },
];

const slug = ({ client }: Conversation): string => client.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const domainOf = ({ customer }: Conversation): string => customer.slice(customer.indexOf("@") + 1);
/** Our id last: a client that cuts References keeps the newest. */
const byOurs =
  ({ ours }: Conversation) =>
  (one: string, other: string): number =>
    Number(one === ours) - Number(other === ours);

let count = 0;

async function converse(centre: Centre, client: MailClient, mac: Mac): Promise<Conversation> {
  count += 1;
  const name = client.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const customer = `ann@${name}.test`;
  const topic = `Order ${4700 + count} of ${client.name}`;
  const theirs = client.messageId(count);
  const headers = [`From: Ann <${customer}>`, `To: ${support}`, `Subject: ${topic}`, `Message-ID: ${theirs}`];
  const original = await owned(centre, "alice", { headers, envelopeFrom: customer });
  const draft = await drafted(centre, "alice", original);
  await doneBy(centre, "alice", send, { target: draft, input: { rememberAgent: false } });
  await doneBy(centre, "alice", complete, { target: original, input: { rememberAgent: false } });
  const { thread } = await load(centre, original);
  const { store } = centre.performing;
  const ours = (await store.read((reading) => reading.deliveries.of(draft)))?.delivery.messageId ?? "";
  const token = addressWithToken(support, "c", thread, mac) ?? "";
  return {
    client,
    customer,
    thread,
    theirs,
    ours,
    token,
    forged: token.replace(/\.[a-z2-7]{16}@/, `.${"a".repeat(16)}@`),
    topic,
  };
}

/** Takes a mail in without reading it. Value: the interaction. */
async function write(centre: Centre, { client }: Conversation, written: Written): Promise<string> {
  const { from, subject, headers, to = support, cc } = written;
  count += 1;
  const lines = [
    ...[`From: Some One <${from}>`, `To: ${to}`, ...(cc === undefined ? [] : [`Cc: ${cc}`])],
    ...[`Subject: ${subject}`, `Message-ID: ${client.messageId(count)}`, ...headers],
  ];
  const mail = await incoming(centre, { headers: lines, body: `Number ${count}`, envelopeFrom: from });
  const recipients = mail.recipients.map((one) => ({ ...one, address: to }));
  const [taken] = await takeIn(centre, [{ ...mail, recipients }]);
  return taken?.interaction ?? "";
}

test(`${mailClients.length} clients in ${situations.length} situations: who belongs is joined, who does not is not`, async (t) => {
  const centre = await testCentre(t, acme);
  const { store } = centre.performing;
  const mac = macOf(await store.read((reading) => reading.centre.secret()));
  const wrong: string[] = [];
  let cases = 0;
  const conversations: Conversation[] = [];
  for (const client of mailClients) conversations.push(await converse(centre, client, mac));
  for (const conversation of conversations) {
    const written = [];
    for (const situation of situations) {
      written.push({ ...situation, id: await write(centre, conversation, situation.write(conversation)) });
    }
    while (await readSome(centre.performing, centre.reader, centre.wake));
    for (const { title, id, expected } of written) {
      const { thread } = await load(centre, id);
      const reading = await store.read((one) => one.readings.of(id));
      const isLinked = reading?.linkedThread === conversation.thread;
      const found = thread === conversation.thread ? join : { kind: "apart", isLinked };
      cases += 1;
      if (!isDeepStrictEqual(found, expected(conversation))) {
        wrong.push(`${conversation.client.name}, ${title}: ${JSON.stringify(found)}`);
      }
    }
  }
  t.diagnostic(`${cases} cases, ${wrong.length} wrong`);
  assert.ok(cases >= 500, `${cases}`);
  assert.deepEqual(wrong, []);
});
