import {
  auditSearchAnswer,
  auditSearchQuery,
  auditVerifyAnswer,
  auditVerifyBody,
  momentIn,
  readBody,
} from "@postroom/contract";
import type { RecordedEvent } from "../../domain/interaction/events.ts";
import type { ChainPlace } from "../../ports/consistency.ts";
import type { AuditPlace } from "../../ports/journal.ts";
import { searchAudit } from "../../queries/operator/search-audit.ts";
import { verifyAudit } from "../../queries/operator/verify-audit.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { refusalOf, refused, success } from "../answers.ts";
import { catchUp } from "../catch-up.ts";
import { written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { asked } from "../reads.ts";
import { auditShape } from "../shapes/history.ts";
import { isoTime } from "../shapes/times.ts";
import { present, type Viewing } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { below, desktop } from "./paths.ts";

/** The audit as people look into it: newest first, by who, what, and when. desktop.md 8.5, 13 */
export const auditSearch: Resource = {
  name: desktop,
  paths: [below("/audit")],
  get: {
    answer: answerSearch,
    describes: { summary: "The audit trail, newest first", query: auditSearchQuery, answer: auditSearchAnswer },
  },
};

async function answerSearch(asking: Asking): Promise<Answer> {
  const query = readBody(auditSearchQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const { actor, object, action, from = "", to = "", limit, cursor } = query.value;
  const before = placeIn(cursor);
  if (!before.ok) return refused(before.refusal);
  await catchUp(asking.answering.performing);
  const times = { from: momentIn(from), to: momentIn(to) };
  const read = await asked(asking, searchAudit, {
    actor,
    object,
    operation: action,
    ...times,
    before: before.value,
    limit,
  });
  if (!read.ok) return refused(read.refusal);
  const { events, names, next } = read.value;
  const viewing = viewingWhole(asking, names);
  const further = next && { nextCursor: cursorAfter(next.at, String(next.seq)), lookedBackTo: isoTime(next.at) };
  return success({ audit: events.map((one) => foundShape(one, viewing)), ...further });
}

function foundShape(recorded: RecordedEvent, viewing: Viewing) {
  const row: ReturnType<typeof auditShape> & { readonly from?: unknown; readonly to?: unknown } = auditShape(
    recorded,
    viewing,
  );
  return { ...row, ...present("before", row.from), ...present("after", row.to) };
}

const noCursor = missing({ kind: "badValue", path: "$.cursor", because: "not a cursor of this list" });

function placeIn(cursor: string | undefined): Found<AuditPlace | undefined> {
  const place = cursorIn(cursor);
  if (!place.ok || place.value === undefined) return place.ok ? found(undefined) : place;
  const seq = Number(place.value.id);
  return Number.isSafeInteger(seq) ? found({ at: place.value.at, seq }) : noCursor;
}

export const auditVerification: Resource = {
  name: desktop,
  paths: [below("/audit/verify")],
  post: written({
    summary: "Hashes a part of the audit anew: says where it was changed or cut, or from where to go on",
    body: auditVerifyBody,
    named: "AuditVerify",
    does: async ({ cursor }, asking) => {
      const from = chainPlaceIn(cursor);
      if (!from.ok) return refused(from.refusal);
      const read = await asked(asking, verifyAudit, { from: from.value });
      if (!read.ok) return refused(read.refusal);
      const { firstBadSeq = null, checkedTo, lastSeq, next } = read.value;
      const further = next && { nextCursor: `${next.seq}-${next.hash}` };
      return success({ ok: firstBadSeq === null, firstBadSeq, checkedTo, lastSeq, ...further });
    },
    answer: auditVerifyAnswer,
  }),
};

/** Whoever makes one up deceives nobody else. */
function chainPlaceIn(cursor: string | undefined): Found<ChainPlace> {
  if (cursor === undefined) return found({ seq: 0, hash: "" });
  const [, seq, hash] = /^(\d{1,15})-([0-9a-f]{64})$/.exec(cursor) ?? [];
  return seq === undefined || hash === undefined ? noCursor : found({ seq: Number(seq), hash });
}
