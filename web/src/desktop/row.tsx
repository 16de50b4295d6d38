import type { EmailB } from "@postroom/contract";
import { AlarmClock, Check, Mail, Paperclip, PenLine } from "lucide-react";
import { memo } from "react";
import { nameInLine } from "../i18n/in-line.ts";
import type { FoundRow } from "../state/desk-state.ts";
import { draftOf } from "../state/rows.ts";
import { isSelected } from "../state/selection.ts";
import { Subject } from "../ui/subject.tsx";
import { useDesk, useLocale, useSay } from "./desk.ts";
import { openRow } from "./doing.ts";
import { MissedChip } from "./missed-chip.tsx";
import { useNow } from "./ticking.ts";
import { ageText, soonText, timeOf } from "./times.ts";

/** One e-mail in the list. Drawn again only when something of it changes. */
export const Row = memo(function Row({
  row,
  index,
  count,
  start,
  size,
  isActive,
  found,
}: {
  readonly row: EmailB;
  readonly index: number;
  readonly count: number;
  /** Pixels from the top of the list, and of its own height. */
  readonly start: number;
  readonly size: number;
  readonly isActive: boolean;
  /** Where the words of a search stand in it. */
  readonly found?: FoundRow | undefined;
}) {
  const say = useSay();
  const isChosen = useDesk(({ selection }) => isSelected(selection, row.id));
  const isOpen = useDesk(({ openId }) => openId === row.id);
  const hasDraft = useDesk((state) => draftOf(state, row.id) !== undefined);
  const pending = useDesk((state) => state.pending[row.id] !== undefined);
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
      data-active={isActive}
      aria-selected={isChosen}
      aria-current={isOpen}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-busy={pending}
      style={{
        position: "absolute",
        insetInline: 0,
        top: 0,
        height: size,
        transform: `translateY(${start}px)`,
      }}
      onClick={() => openRow(row)}
    >
      {/* For the pointer; keys and assistive technology select the row itself. */}
      <span className="pick" aria-hidden="true">
        <span className="box">{isChosen && <Check size={14} strokeWidth={3} />}</span>
      </span>
      <span className="line">
        {isDraft ? (
          <PenLine size={14} aria-label={say("list.draft")} />
        ) : (
          <Mail size={14} aria-label={say("list.mail")} />
        )}
        <strong dir="auto">{nameInLine(name)}</strong>
        <Age since={timeOf(row.receivedDate)} />
      </span>
      <span className="subject" dir="auto">
        <Subject text={row.subject || say("list.noSubject")} />
      </span>
      <span className="line">
        <span className="preview" dir="auto">
          {found === undefined ? <Subject text={row.bodyAsPlainText.slice(0, 140)} /> : <Snippet found={found} />}
        </span>
        {(row.attachments?.length ?? 0) > 0 && <Paperclip size={14} aria-label={say("list.attachments")} />}
        {hasDraft && !isDraft && <span className="chip">{say("list.writing")}</span>}
        <SnoozeChip id={row.id} />
        <MissedChip id={row.id} />
        {row.queue !== undefined && <span className="chip">{row.queue}</span>}
      </span>
    </div>
  );
});

/** Until when it is put off, or that its time has come. */
function SnoozeChip({ id }: { readonly id: string }) {
  const say = useSay();
  const locale = useLocale();
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const { state, until = "" } = useDesk(({ centre }) => centre.snoozes[id]) ?? {};
  if (state === undefined || state === "over") return null;
  return (
    <span className="chip" data-snooze={state}>
      <AlarmClock size={12} aria-hidden="true" />{" "}
      {state === "due"
        ? say("list.due")
        : say("list.snoozed", { time: soonText(Date.parse(until), Date.now() + offset, locale) })}
    </span>
  );
}

/** By itself, so that a passing second draws no row again. */
function Age({ since }: { readonly since: number }) {
  const locale = useLocale();
  const offset = useDesk(({ clockOffset }) => clockOffset);
  return <time>{ageText(useNow() + offset - since, locale)}</time>;
}

/** The snippet with what was looked for marked. */
function Snippet({ found: { snippet, marks } }: { readonly found: FoundRow }) {
  const ends = [0, ...marks.flat(), snippet.length];
  return ends.slice(0, -1).map((start, index) => {
    const text = snippet.slice(start, ends[index + 1]);
    return index % 2 === 1 ? (
      <mark key={start}>
        <Subject text={text} />
      </mark>
    ) : (
      <Subject key={`before ${start}`} text={text} />
    );
  });
}
