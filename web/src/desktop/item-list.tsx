import type { EmailB } from "@postroom/contract";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { desk, useDesk, usePreferences, useSay } from "./desk.ts";
import { Divider } from "./divider.tsx";
import { openRow } from "./doing.ts";
import { ListHead } from "./list-head.tsx";
import { Row } from "./row.tsx";
import { keepSelected, pick, selectableList } from "./selecting.ts";
import { SelectionBar, SelectionSaid } from "./selection-bar.tsx";
import type { Run } from "./shell.tsx";
import { isSearched, type Listed, rowsOf } from "./views.ts";

const rowPixels = { comfortable: 84, compact: 60 } as const;

/** Inbox, workbins, drafts and search results: one list with the same keys. Only what is visible is rendered. desktop.md 3.4 */
export function ItemList({ view, run }: { readonly view: Listed; readonly run: Run }) {
  const say = useSay();
  const centre = useDesk((state) => state.centre);
  const hidden = useDesk((state) => state.hidden);
  const found = useDesk((state) => state.found);
  const looked = useDesk((state) => state.looked);
  const searchFor = useDesk((state) => state.searchFor);
  const rows = useMemo(() => rowsOf(view, { centre, hidden, found, looked }), [view, centre, hidden, found, looked]);
  const activeId = useDesk((state) => state.activeId);
  const isSearch = isSearched(view);
  const list = useDesk((state) => selectableList(view, state));
  const isSelecting = useDesk(({ selection }) => selection !== undefined);
  useEffect(() => keepSelected(list, rows), [list, rows]);
  useEffect(() => () => keepSelected(undefined, []), []);
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
  const isPointed = useRef(false);
  const head = useHeadHeight(isSelecting, (by) => {
    // From the top nothing is pushed out of sight, unless the pointer stands on the row that began it.
    if (isPointed.current || scroller.current?.scrollTop !== 0) scroller.current?.scrollBy(0, by);
    isPointed.current = false;
    scrollTo(activeId);
  });
  return (
    <section className="item-list" aria-label={say("list.label")}>
      <div ref={head}>
        <div hidden={isSelecting}>
          <ListHead view={view} />
        </div>
        {isSelecting && <SelectionBar view={view} run={run} />}
      </div>
      <SelectionSaid />
      <div
        ref={scroller}
        className="rows"
        role="listbox"
        tabIndex={0}
        aria-label={say("list.label")}
        aria-multiselectable={list !== undefined}
        data-selecting={isSelecting}
        aria-activedescendant={active >= 0 ? `row-${activeId}` : undefined}
        onClickCapture={(event) => {
          const row = event.target instanceof Element ? event.target.closest(".pick")?.closest(".row") : undefined;
          if (row === undefined || row === null) return;
          event.stopPropagation();
          isPointed.current = !isSelecting;
          pick(view, row.id.slice("row-".length), event.shiftKey);
        }}
        onKeyDown={(event) => {
          if (event.shiftKey) return;
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
          if (event.key === " " && row !== undefined && list !== undefined) {
            event.preventDefault();
            pick(view, row.id, false);
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

/** Tells by how much the head has grown when something else stands in it: the rows stay under the pointer where they can. */
function useHeadHeight(isSelecting: boolean, grown: (by: number) => void): RefObject<HTMLDivElement | null> {
  const head = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => {
      height.current = entry?.contentRect.height ?? 0;
    });
    if (head.current !== null) seen.observe(head.current);
    return () => seen.disconnect();
  }, []);
  const changed = useEffectEvent(() => {
    if (height.current !== 0) grown((head.current?.offsetHeight ?? 0) - height.current);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only selecting puts something else there.
  useLayoutEffect(() => changed(), [isSelecting]);
  return head;
}
