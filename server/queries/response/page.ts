import type { StandardResponse } from "../../domain/response/response.ts";
import type { ResponseFilter } from "../../ports/responses.ts";
import type { Reading } from "../../ports/transaction.ts";

export type ResponsePage = { readonly responses: readonly StandardResponse[]; readonly hasMore: boolean };

/** A page of standard responses in the order of their names; one more is read to know whether there is another. */
export async function pageOf(reading: Reading, filter: ResponseFilter): Promise<ResponsePage> {
  const rows = await reading.responses.page({ ...filter, limit: filter.limit + 1 });
  return { responses: rows.slice(0, filter.limit), hasMore: rows.length > filter.limit };
}
