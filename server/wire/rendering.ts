import { expand, type FieldCode, type FieldText, unresolvedAmong } from "../domain/response/field-codes.ts";
import { fieldValues } from "../domain/response/field-values.ts";
import { type GivenTexts, readyTexts } from "../operations/email/texts.ts";
import type { World } from "../operations/operation.ts";
import type { Found } from "../queries/query.ts";
import { found, missing } from "../queries/query.ts";
import type { Renderable } from "../queries/response/for-rendering.ts";
import { isoTime } from "./shapes/times.ts";

/** Subject and texts with values for the field codes, ready to be put into a draft. */
export type Rendered = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Names of field codes that became nothing, each once. */
  readonly unresolved: readonly string[];
  /** Every code of the text. */
  readonly codes: readonly FieldCode[];
};

/** A thousand long values do not make a mail. */
const charactersMax = 4_000_000;

/** The only place where field codes are replaced; what comes of it is as harmless as what agents write. wire.md 9, mail.md 12 */
export async function rendered(
  world: World,
  { response, facts, receivedAt }: Renderable,
  form: "html" | "marked" = "html",
): Promise<Found<Rendered>> {
  const values = fieldValues({ ...facts, dateReceived: isoTime(receivedAt) });
  const put = (text: string, form: FieldText) => expand(text, form, { values, charactersMax });
  const subject = put(response.subject, "line");
  const body = put(response.body, form);
  if (subject === undefined || body === undefined) {
    return missing({ kind: "notPossible", operation: "Render", because: "the text would be too long" });
  }
  const given: GivenTexts = { html: body.text };
  const ready = await readyTexts(world, given);
  if (!ready.ok) return ready;
  const { html = "", text = "" } = ready.value;
  return found({
    subject: subject.text,
    html,
    text,
    unresolved: unresolvedAmong([...subject.codes, ...body.codes]),
    codes: body.codes,
  });
}
