import type { ImapFlow } from "imapflow";
import { type Settling, SourceFailed } from "../../ports/mail-source.ts";

const inUids = { uid: true } as const;

/**
 * Marks messages as read, moves them away, or deletes them. A server that cannot expunge by UID (RFC 4315) would expunge with ours what
 * other clients have marked as deleted, so there ours are marked as deleted and no more. mail.md 3.1
 */
export async function settle(client: ImapFlow, uids: readonly number[], after: Settling): Promise<void> {
  const range = uids.join(",");
  switch (after.kind) {
    case "seen":
      await client.messageFlagsAdd(range, ["\\Seen"], inUids);
      return;
    case "delete":
      return remove(client, range);
    case "move":
      if (!(await move(client, range, after.to))) {
        throw new SourceFailed("folder", `mail cannot be moved to the folder ${after.to}`);
      }
  }
}

/** The library's own deletion sends a plain EXPUNGE where there is no UIDPLUS. */
async function remove(client: ImapFlow, range: string): Promise<void> {
  if (offers(client, "UIDPLUS")) await client.messageDelete(range, inUids);
  else await client.messageFlagsAdd(range, ["\\Deleted"], inUids);
}

/** The library's own detour around a missing MOVE (RFC 6851) ends in its deletion. */
async function move(client: ImapFlow, range: string, to: string): Promise<boolean> {
  if (offers(client, "MOVE")) return (await client.messageMove(range, to, inUids)) !== false;
  if ((await client.messageCopy(range, to, inUids)) === false) return false;
  await remove(client, range);
  return true;
}

/** Both are part of IMAP4rev2 (RFC 9051 appendix E). */
const offers = ({ capabilities, enabled }: ImapFlow, extension: "UIDPLUS" | "MOVE"): boolean =>
  capabilities.has(extension) ||
  enabled.has("IMAP4REV2") ||
  (capabilities.has("IMAP4rev2") && !capabilities.has("IMAP4rev1"));
