import type { rulesSimulateBody } from "@postroom/contract";
import type { z } from "zod";
import { parseAddress } from "../../domain/mail/address.ts";
import type { Field } from "../../domain/mail/mail-facts.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { type TriedMail, tryMail } from "../../operations/rules/try-mail.ts";
import { findRaw, type RawFound } from "../../queries/operator/raw.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import type { ImaginedMail } from "../../queries/rules/mail.ts";
import { type Simulated, simulateRules } from "../../queries/rules/simulate.ts";
import { refused, success } from "../answers.ts";
import type { Answer, Asking } from "../entry.ts";
import { addresses } from "../gws/email-input.ts";
import { asked } from "../reads.ts";
import { present } from "../shapes/viewing.ts";
import { consideredShape } from "./considered.ts";

type Given = z.output<typeof rulesSimulateBody>;
type Mail = Parameters<typeof simulateRules.run>[0]["input"]["mail"];

/** `POST /rules/simulate`. Headers of a mail that came in are read from its bytes, as rules saw them; a source goes through the reader. desktop.md 8.4 */
export async function answerSimulation(given: Given, asking: Asking): Promise<Answer> {
  const mail = await mailOf(given, asking);
  if (!mail.ok) return refused(mail.refusal);
  const read = await asked(asking, simulateRules, { rules: given.rules, mail: mail.value });
  if (!read.ok) return refused(read.refusal);
  return success({ ...shapeOf(read.value), ...("facts" in mail.value ? { read: readShape(mail.value) } : {}) });
}

async function mailOf({ interactionId = "", message, eml }: Given, asking: Asking): Promise<Found<Mail>> {
  if (eml !== undefined) {
    const { answering, request } = asking;
    return performAsSystem(answering.performing, { operation: tryMail, actor: request.actor, input: { eml } });
  }
  if (message !== undefined) return imagined(message);
  const raw = await asked(asking, findRaw, { id: interactionId });
  return raw.ok ? found({ interactionId, headers: await headersOf(raw.value, asking) }) : raw;
}

const readShape = ({ facts, placing }: TriedMail) => ({
  ...{ class: facts.class, isReply: facts.isReply, placing: placing.kind },
  ...("because" in placing ? { because: placing.because } : {}),
  ...present("mailbox", facts.mailbox === "" ? undefined : facts.mailbox),
  ...present("language", facts.language),
});

function imagined({ senderVerdict, ...message }: NonNullable<Given["message"]>): Found<ImaginedMail> {
  const from = parseAddress(message.from);
  if (from === undefined) {
    return missing({ kind: "badValue", path: "$.message.from", because: `not an e-mail address: ${message.from}` });
  }
  const to = addresses(message.to);
  if (!to.ok) return to;
  return found({
    ...message,
    ...{ from, to: to.value?.value ?? [] },
    headers: Object.entries(message.headers).map(([name, value]) => ({ name, value })),
    verdict: senderVerdict && { ...senderVerdict, isAligned: senderVerdict.aligned },
  });
}

const headerBytesMax = 262_144;

/** The header of a mail, read from its bytes. */
export async function headersOf(raw: RawFound, { answering }: Asking): Promise<readonly Field[]> {
  const bytes = "bytes" in raw ? raw.bytes : await beginningOf(raw, answering.performing.world.files);
  return answering.performing.world.headersOf(bytes.subarray(0, headerBytesMax));
}

async function beginningOf(
  { sha256, size }: Extract<RawFound, { readonly sha256: string }>,
  files: Asking["answering"]["performing"]["world"]["files"],
): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(files.open(sha256, { start: 0, end: Math.min(size, headerBytesMax) })));
}

function shapeOf({ path, ruled, queue, priority, offer, users, at }: Simulated) {
  return {
    path,
    result: { ...present("queue", queue?.name), priority, ...present("skill", ruled.skill), userData: ruled.userData },
    offer: consideredShape({ ...offer, at }, (id) => users.get(id) ?? id),
  };
}
