import type { EmailB } from "@postroom/contract";
import { type BoardNews, isBoardNews } from "./board.ts";

/** A draft that somebody else writes, told whole to who says that they watch it. desktop.md 13 */
export type DraftNews = { readonly messageType: "Draft"; readonly topic: string; readonly email: EmailB };

/** Something that admins look at is another: whoever shows it reads it again. desktop.md 13 */
export type AdminNews = { readonly messageType: "Admin"; readonly topic: string };

/** What is told on a topic that is watched while somebody looks at it. */
export type WatchedNews = BoardNews | DraftNews | AdminNews;

/** Where the texts of a draft are told. */
export const draftTopic = (id: string): string => `/postroom/v1/drafts/${id}`;

export const isWatchedNews = (data: unknown): data is WatchedNews =>
  isBoardNews(data) ||
  (typeof data === "object" &&
    data !== null &&
    "messageType" in data &&
    (data.messageType === "Draft" || data.messageType === "Admin"));

/** The one that is shown after another was read or told: an older one changes nothing. */
export const newer = (shown: EmailB | undefined, other: EmailB): EmailB =>
  shown !== undefined && shown.id === other.id && (shown.version ?? 0) >= (other.version ?? 0) ? shown : other;
