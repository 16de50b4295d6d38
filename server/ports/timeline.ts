/** Something that happened with a contact, as one line. desktop.md 3.5 */
export type TimelineEntry = {
  readonly kind: "mail" | "reply" | "note" | "transfer" | "state";
  readonly id: string;
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly interaction: string | undefined;
  /** User id, or `system`; undefined for what the contact did. */
  readonly by: string | undefined;
  /** A subject, a note, or the name of what was done, with what was said to it. */
  readonly text: string;
};

export interface TimelineReads {
  /** Newest first, of the contact and those merged into it; of transfers and states those of its latest 200 e-mails. */
  of(
    contact: string,
    page: { readonly limit: number; readonly before?: { readonly at: number; readonly id: string } },
  ): Promise<readonly TimelineEntry[]>;
}
