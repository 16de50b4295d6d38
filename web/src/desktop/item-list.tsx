import type { EmailB } from "@postroom/contract";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useLocation } from "wouter";
import { desk, useDesk, usePreferences, useSay } from "./desk.ts";
import { Divider } from "./divider.tsx";
import { openRow } from "./doing.ts";
import { QueuesHead } from "./queues-head.tsx";
import { Row } from "./row.tsx";
import { SearchHead } from "./search-head.tsx";
import { isSearched, type Listed, rowsOf, shelfOf } from "./views.ts";

const rowPixels = { comfortable: 84, compact: 60 } as const;

/** Inbox, workbins, drafts and search results: one list with the same keys. Only what is visible is rendered. desktop.md 3.4 */
export function ItemList({ view }: { readonly view: Listed }) {
  const say = useSay();
  const centre = useDesk((state) => state.centre);
  const hidden = useDesk((state) => state.hidden);
  const found = useDesk((state) => state.found);
  const looked = useDesk((state) => state.looked);
  const searchFor = useDesk((state) => state.searchFor);
  const rows = useMemo(() => rowsOf(view, { centre, hidden, found, looked }), [view, centre, hidden, found, looked]);
  const activeId = useDesk((state) => state.activeId);
  const isSearch = isSearched(view);
  const density = usePreferences((chosen) => chosen.density);
  const scroller = useRef<HTMLDivElement>(null);
  const active = useMemo(() => rows.findIndex(({ id }) => id === activeId), [rows, activeId]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels[density],
    overscan: 6,
    // The active row is always there: assistive technology follows it.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
      return active >= 0 && active < count && !range.includes(active)
        ? [...range, active].sort((a, b) => a - b)
        : range;
    },
  });
  const scrollTo = useEffectEvent((id: string | undefined) => {
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) virtual.scrollToIndex(index);
  });
  // Whichever key chose it; a list that only grows or shrinks stays where its reader left it.
  useEffect(() => scrollTo(activeId), [activeId]);
  const choose = (row: EmailB | undefined): void => {
    if (row !== undefined) desk.store.setState({ activeId: row.id });
  };
  return (
    <section className="item-list" aria-label={say("list.label")}>
      <ListHead view={view} />
      <div
        ref={scroller}
        className="rows"
        role="listbox"
        tabIndex={0}
        aria-label={say("list.label")}
        aria-activedescendant={active >= 0 ? `row-${activeId}` : undefined}
        onKeyDown={(event) => {
          const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (by !== 0) {
            event.preventDefault();
            choose(rows[Math.min(rows.length - 1, Math.max(0, active + by))]);
          }
          const row = rows[active];
          if (event.key === "Enter" && row !== undefined) {
            event.preventDefault();
            openRow(row);
          }
        }}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Row
                key={row.id}
                row={row}
                {...{ index, count: rows.length, start, size }}
                isActive={row.id === activeId}
                found={isSearch ? found?.[index] : undefined}
              />
            );
          })}
        </div>
      </div>
      <Divider pane="list" />
      {rows.length === 0 && <p className="empty">{emptyWords()}</p>}
    </section>
  );

  function emptyWords(): string {
    if (isSearch && found === undefined && searchFor !== "") return say("list.searching");
    const keys = {
      inbox: "list.empty",
      interaction: "list.empty",
      workbins: "list.emptyWorkbin",
      drafts: "list.emptyDrafts",
      search: "list.emptySearch",
      view: "list.emptySearch",
      sent: "list.emptySearch",
      queues: "list.emptyQueue",
    } as const;
    return say(keys[view.kind]);
  }
}

function ListHead({ view }: { readonly view: Listed }) {
  const say = useSay();
  const [, go] = useLocation();
  const centre = useDesk((state) => state.centre);
  if (view.kind === "search" || view.kind === "view")
    return <SearchHead key={view.kind === "view" ? view.id : ""} view={view} />;
  if (view.kind === "queues") return <QueuesHead name={view.name} />;
  if (view.kind === "interaction") return <h1>{say("view.inbox")}</h1>;
  if (view.kind !== "workbins") return <h1>{say(`view.${view.kind}`)}</h1>;
  return (
    <>
      <h1>{say("view.workbins")}</h1>
      <div className="shelves">
        {Object.values(centre.shelves).map(({ workbin, items }) => (
          <button
            key={workbin.id}
            type="button"
            className="button"
            aria-pressed={shelfOf(view, { centre })?.workbin.id === workbin.id}
            onClick={() => go(`/workbins/${encodeURIComponent(workbin.name)}`)}
          >
            {workbin.displayName} {Object.keys(items).length}
          </button>
        ))}
      </div>
    </>
  );
}
