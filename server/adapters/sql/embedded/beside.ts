import { realpath } from "node:fs/promises";
import { layoutOf } from "./layout.ts";
import { ownerOf } from "./owner.ts";
import { probe } from "./probe.ts";
import { type Connections, connectionsTo } from "./roles.ts";

/**
 * The server that another process keeps on `dataDirectory` just now, for commands that work beside it (`check`,
 * `backup`, `provision`). Undefined: none runs, so `startEmbedded` may.
 */
export async function connectBeside(
  dataDirectory: string,
): Promise<(Connections & { readonly owner: number | undefined }) | undefined> {
  const data = await realpath(dataDirectory).catch(() => undefined);
  if (data === undefined) return undefined;
  const layout = layoutOf(data);
  const found = await probe(layout);
  if (found.kind !== "running") return undefined;
  await found.client.end();
  return { ...(await connectionsTo(layout, found.endpoint)), owner: await ownerOf(layout) };
}
