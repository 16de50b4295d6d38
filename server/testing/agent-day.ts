import { fingerprint } from "../adapters/mime/fingerprint.ts";
import { recognise } from "../adapters/mime/recognise.ts";
import { system } from "../domain/agent/actor.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import { readSome } from "../loops/reader.ts";
import { routeOnce } from "../loops/router.ts";
import { accept } from "../operations/email/accept.ts";
import type { ReplyInput } from "../operations/email/answer.ts";
import { reply } from "../operations/email/reply.ts";
import { send } from "../operations/email/send.ts";
import type { OperationDefinition, Result } from "../operations/operation.ts";
import { perform, performAsSystem } from "../operations/perform.ts";
import { logIn } from "../operations/session/log-in.ts";
import { setReadiness } from "../operations/session/set-readiness.ts";
import { receiveMessages } from "../operations/system/receive-message.ts";
import type { IncomingMail, Received } from "../operations/system/take-in.ts";
import type { Centre } from "./centre.ts";

/** What a mail of a test is made of. */
export type TestMail = {
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly mailbox?: string;
  readonly envelopeFrom?: string;
};

let count = 0;

/** Takes a mail in as SMTP would, without reading it. Value: the interaction. */
export async function receive(centre: Centre, mail: TestMail = {}): Promise<string> {
  const result = await takeIn(centre, [await incoming(centre, mail)]);
  return result[0]?.interaction ?? "";
}

/** A batch of mails as the receiving side gathers them. Throws when one is refused. */
export async function takeIn(centre: Centre, batch: readonly IncomingMail[]): Promise<readonly Received[]> {
  const asked = { operation: receiveMessages, actor: system, input: { batch } };
  const result = await performAsSystem(centre.performing, asked);
  if (!result.ok) throw new Error(result.refusal.kind);
  return result.value;
}

/** A mail as it comes in, with the mailbox that it is for. */
export async function incoming(centre: Centre, mail: TestMail = {}): Promise<IncomingMail> {
  count += 1;
  const headers = mail.headers ?? [
    "From: Ann Lee <ann@customer.test>",
    "To: support@acme.test",
    "Subject: Order 4711",
    `Message-ID: <m${count}@customer.test>`,
  ];
  const bytes = Buffer.from([...headers, "", mail.body ?? "Where is it?\r\nAnn", ""].join("\r\n"));
  const mailboxes = await centre.performing.store.read((reading) => reading.centre.mailboxes());
  const mailbox = mailboxes.find((one) => one.address === (mail.mailbox ?? "support@acme.test"));
  if (mailbox === undefined) throw new Error("no such mailbox");
  return {
    ...fingerprint(await recognise(bytes, [bytes])),
    raw: { bytes },
    envelopeFrom: mail.envelopeFrom ?? "ann@customer.test",
    recipients: [{ mailbox: mailbox.id, address: mailbox.address }],
    session: {},
    receivedAt: centre.clock.wall(),
  };
}

/** What Reply is given when nothing is said. */
export const replyInput: ReplyInput = {
  ...{ subjectPrefix: "Re: ", indent: "> ", quoteOriginal: false },
  ...{ userData: {}, userDataPath: "$.userData" },
};

/** A received mail that the agent has accepted; the agent is Ready afterwards. */
export async function owned(centre: Centre, userName: string, mail: TestMail = {}): Promise<string> {
  await ready(centre, userName);
  const id = await receive(centre, mail);
  await readAndRoute(centre);
  await doneBy(centre, userName, accept, { target: id, input: { rememberAgent: false } });
  return id;
}

/** A draft that answers it. */
export async function drafted(centre: Centre, userName: string, target: string): Promise<string> {
  return (await doneBy(centre, userName, reply, { target, input: replyInput })).interaction.id;
}

/** An e-mail of the agent in the send queue. */
export async function sent(centre: Centre, userName: string): Promise<string> {
  const target = await drafted(centre, userName, await owned(centre, userName));
  await doneBy(centre, userName, send, { target, input: { rememberAgent: false } });
  return target;
}

/** Reads what was received, then routes until nothing more can be offered. */
export async function readAndRoute(centre: Centre): Promise<void> {
  while (await readSome(centre.performing, centre.reader, centre.wake));
  await route(centre);
}

export async function route(centre: Centre): Promise<void> {
  while (await routeOnce(centre.performing));
}

/** Does an operation as a user and gives its result. */
export async function ask<Input, Value>(
  centre: Centre,
  userName: string,
  operation: OperationDefinition<Input, Value>,
  asked: { readonly target?: string; readonly input: Input; readonly expectedVersion?: number },
): Promise<Result<Value>> {
  const answered = await perform(centre.performing, { operation, actor: await centre.as(userName), ...asked });
  if ("replay" in answered) throw new Error("not keyed");
  return answered.result;
}

/** Does it and expects it to be done. */
export async function doneBy<Input, Value>(...args: Parameters<typeof ask<Input, Value>>): Promise<Value> {
  const result = await ask(...args);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** Logged in on e-mail and Ready. */
export async function ready(centre: Centre, ...userNames: readonly string[]): Promise<void> {
  for (const userName of userNames) {
    await doneBy(centre, userName, logIn, { input: { channels: ["email"] } });
    await doneBy(centre, userName, setReadiness, { input: { state: "Ready" } });
  }
}

export async function load(centre: Centre, id: string): Promise<Interaction> {
  const interaction = await centre.performing.store.read((reading) => reading.interactions.byId(id));
  if (interaction === undefined) throw new Error(`no interaction ${id}`);
  return interaction;
}
