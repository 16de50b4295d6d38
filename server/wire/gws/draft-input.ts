import type { Create, Forward, Reply, ReplyAll } from "@postroom/contract";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { ReplyInput } from "../../operations/email/answer.ts";
import type { CreateInput } from "../../operations/email/create.ts";
import type { Spelt } from "../../operations/references.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { present } from "../shapes/viewing.ts";
import { addresses, contentIn, queueIn, spelt } from "./email-input.ts";
import { draftPairsIn } from "./user-data-input.ts";

/** The body of Reply or ReplyAll as the operation's input. wire.md 5.6, 5.7 */
export function replyIn(body: Omit<Reply | ReplyAll, "operationName">): Found<ReplyInput> {
  const queue = queueIn(body);
  if (!queue.ok) return queue;
  const pairs = draftPairsIn(body.userData);
  if (!pairs.ok) return pairs;
  const { userData, path, ...besides } = pairs.value;
  return found({
    ...present("queue", queue.value),
    subjectPrefix: body.subjectPrefix,
    ...present("startLine", body.replyToStartLine),
    indent: body.indentCharacter,
    quoteOriginal: body.quoteOriginal,
    ...present("text", body.bodyAsPlainText),
    ...present("html", body.body),
    userData,
    userDataPath: path,
    ...besides,
  });
}

/** The body of Forward: `instructions` is another name of the own text. wire.md 5.8 */
export function forwardIn({ instructions, ...body }: Forward): Found<ReplyInput> {
  const [to, cc, bcc] = [addresses(body.to), addresses(body.cc), addresses(body.bcc)];
  if (!to.ok) return to;
  if (!cc.ok) return cc;
  if (!bcc.ok) return bcc;
  const text = body.bodyAsPlainText ?? instructions;
  const answer = replyIn({ ...body, ...present("bodyAsPlainText", text) });
  if (!answer.ok) return answer;
  const lists = { ...present("to", to.value), ...present("cc", cc.value), ...present("bcc", bcc.value) };
  return found({ ...answer.value, forwarded: { ...lists, includeAttachments: body.includeAttachments } });
}

/** The body of Create. wire.md 5.9 */
export function createIn(body: Create): Found<CreateInput> {
  const queue = queueIn(body);
  if (!queue.ok) return queue;
  const content = contentIn(body.content);
  if (!content.ok) return content;
  const pairs = draftPairsIn(body.userData);
  if (!pairs.ok) return pairs;
  const { path: _, ...given } = pairs.value;
  const contact = spelt("$.contactId", body.contactId);
  const contradiction = contradicts(given.subject, content.value?.subject) ?? contradicts(given.contactId, contact);
  if (contradiction !== undefined) return missing(contradiction);
  return found({
    ...present("queue", queue.value),
    ...present("subtype", body.interactionSubType),
    ...present("parent", (spelt("$.parentId", body.parentId) ?? spelt("$.parentId", body.parentInteractionId))?.value),
    ...present("contact", contact?.value),
    ...present("content", content.value),
    ...given,
  });
}

/** What user data mean besides must not say something else than the key for it. wire.md 1.4 */
function contradicts(one: Spelt<string> | undefined, other: Spelt<string> | undefined): Refusal | undefined {
  if (one === undefined || other === undefined || one.value === other.value) return undefined;
  return { kind: "contradiction", path: one.path, because: `contradicts ${other.path}` };
}
