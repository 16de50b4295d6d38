import type { Notice } from "../domain/desktop/notice.ts";

export interface NoticeReads {
  /** What the user has not yet put away, oldest first. */
  of(user: string): Promise<readonly Notice[]>;
}

export interface NoticeRows {
  /** Keeps it, and at most `noticesMax` of the user: the oldest go. */
  create(notice: Notice): Promise<void>;
  /** Puts it away; undefined when it is not one of the user's. */
  remove(id: string, user: string): Promise<Notice | undefined>;
}
