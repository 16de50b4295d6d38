import type { EmailB } from "@postroom/contract";
import { Mail, Paperclip, PenLine } from "lucide-react";
import { draftOf } from "../state/rows.ts";
import { useDesk, usePreferences, useSay } from "./desk.ts";
import { openRow } from "./doing.ts";
import { useNow } from "./ticking.ts";
import { ageText, timeOf } from "./times.ts";

type Place = { readonly index: number; readonly count: number; readonly start: number; readonly size: number };

/** One e-mail in the list. */
export function Row({
  row,
  place,
  isActive,
}: {
  readonly row: EmailB;
  readonly place: Place;
  readonly isActive: boolean;
}) {
  const say = useSay();
  const language = usePreferences((chosen) => chosen.language);
  const isOpen = useDesk(({ openId }) => openId === row.id);
  const hasDraft = useDesk((state) => draftOf(state, row.id) !== undefined);
  const pending = useDesk((state) => state.pending[row.id] !== undefined);
  const now = useNow();
  const isDraft = row.state === "Composing";
  const name = (isDraft ? row.to?.join(", ") : (row.addresses?.from?.[0]?.name ?? row.from)) || row.from || "";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys, with aria-activedescendant; an option takes no focus.
    <div
      id={`row-${row.id}`}
      role="option"
      tabIndex={-1}
      className="row"
      data-kind={isDraft ? "draft" : "customer"}
      aria-selected={isOpen || isActive}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      aria-busy={pending}
      style={{
        position: "absolute",
        insetInline: 0,
        top: 0,
        height: place.size,
        transform: `translateY(${place.start}px)`,
      }}
      onClick={() => openRow(row)}
    >
      <span className="line">
        {isDraft ? (
          <PenLine size={14} aria-label={say("list.draft")} />
        ) : (
          <Mail size={14} aria-label={say("list.mail")} />
        )}
        <strong dir="auto">{name}</strong>
        <time>{ageText(now - timeOf(row.receivedDate), language)}</time>
      </span>
      <span className="subject" dir="auto">
        {row.subject === "" || row.subject === undefined ? say("list.noSubject") : row.subject}
      </span>
      <span className="line">
        <span className="preview" dir="auto">
          {row.bodyAsPlainText.slice(0, 140)}
        </span>
        {(row.attachments?.length ?? 0) > 0 && <Paperclip size={14} aria-label={say("list.attachments")} />}
        {hasDraft && !isDraft && <span className="chip">{say("list.writing")}</span>}
        {row.queue !== undefined && <span className="chip">{row.queue}</span>}
      </span>
    </div>
  );
}
