import { z } from "zod";

const pageMax = 1_000;

const number = (digits: number, error = "expected a whole number") =>
  z.string().regex(new RegExp(`^\\d{1,${digits}}$`), { error, abort: true });

/** Size of a page: 1 to 1000. wire.md 1.7 */
export const limit = (byDefault: number) =>
  number(10).default(String(byDefault)).transform(Number).pipe(z.int().min(1).max(pageMax));

/** What a page of a collection may say of itself. wire.md 1.7 */
export const pageQuery = (byDefault: number) => ({
  fields: z.string().max(10_000).optional(),
  limit: limit(byDefault),
  cursor: z.string().max(1_000).optional(),
});

/** Query of a collection: what to show (`*` or names), and paging. Other keys are filters. wire.md 1.7 */
export const collectionQuery = z.looseObject({
  fields: z.string().max(10_000).optional(),
  subresources: z.string().max(10_000).optional(),
  limit: limit(pageMax),
  cursor: z.string().max(1_000).optional(),
});

/** `GET /interactions`: besides what product.md names, the keys of its rows by which a mail and what belongs to it are found (wire.md 1.7). */
export const interactionsQuery = z.object({
  ...pageQuery(100),
  state: z.string().max(100).optional(),
  queue: z.string().max(1_000).optional(),
  assignedTo: z.string().max(1_000).optional(),
  contactId: z.string().max(1_000).optional(),
  threadId: z.string().max(1_000).optional(),
  messageId: z.string().max(1_000).optional(),
  q: z.string().max(1_000).optional(),
});

/** `GET /interactions/{id}/history`. product.md */
export const historyQuery = z.object({ ...pageQuery(100), cursor: number(15, "not a cursor of this list").optional() });

/** `GET /audit`: rows with a `seq` above `since`. product.md */
export const auditQuery = z.object({
  fields: pageQuery(100).fields,
  since: number(15).default("0").transform(Number),
  limit: limit(100),
});
