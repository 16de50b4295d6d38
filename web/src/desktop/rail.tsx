import type { SnoozeResource } from "@postroom/contract";
import { Archive, Bookmark, Gauge, Inbox, Layers, PenLine, Search, Send, Users } from "lucide-react";
import type { Key } from "../i18n/words.ts";
import { valueAt } from "../state/by-id.ts";
import type { Centre } from "../state/centre.ts";
import { draftRows, inboxRows } from "../state/rows.ts";
import { useDesk, useSay } from "./desk.ts";
import { leads, type View } from "./views.ts";

const entries = [
  { kind: "inbox", path: "/inbox", label: "view.inbox", Icon: Inbox, keys: "g i" },
  { kind: "workbins", path: "/workbins", label: "view.workbins", Icon: Archive, keys: "g w" },
  { kind: "queues", path: "/queues", label: "view.queues", Icon: Layers, keys: "g q" },
  { kind: "sent", path: "/sent", label: "view.sent", Icon: Send, keys: "g s" },
  { kind: "drafts", path: "/drafts", label: "view.drafts", Icon: PenLine, keys: "g d" },
  { kind: "search", path: "/search", label: "view.search", Icon: Search, keys: "/" },
  { kind: "wallboard", path: "/wallboard", label: "view.wallboard", Icon: Gauge, keys: "g b" },
  { kind: "agents", path: "/agents", label: "view.agents", Icon: Users, keys: "g a" },
] as const satisfies readonly { kind: View["kind"]; label: Key; [more: string]: unknown }[];

const isDueOnShelf = ({ emails }: Centre, { state, interactionId }: SnoozeResource): boolean =>
  state === "due" && valueAt(emails, interactionId) === undefined;

/** The views, each a link with its own URL. */
export function Rail({ view, go }: { readonly view: View; readonly go: (path: string) => void }) {
  const say = useSay();
  const views = useDesk((state) => state.views);
  const isLeading = useDesk(({ user }) => leads(user));
  const shown = entries.filter(({ kind }) => isLeading || (kind !== "wallboard" && kind !== "agents"));
  const counts = {
    inbox: useDesk((state) => inboxRows(state).length),
    drafts: useDesk((state) => draftRows(state).length),
    // What has fallen due there and waits to be seen.
    workbins: useDesk(({ centre }) => Object.values(centre.snoozes).filter((one) => isDueOnShelf(centre, one)).length),
    queues: 0,
    sent: 0,
    search: 0,
    wallboard: 0,
    agents: 0,
  };
  return (
    <nav className="rail" aria-label={say("view.views")}>
      {shown.map(({ kind, path, label, Icon, keys }) => (
        <a
          key={kind}
          href={path}
          aria-current={view.kind === kind ? "page" : undefined}
          title={`${say(label)} (${keys})`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go(path);
          }}
        >
          <Icon size={20} aria-hidden="true" />
          <span className="name">{say(label)}</span>
          {counts[kind] > 0 && <span className="count">{counts[kind]}</span>}
        </a>
      ))}
      {views.map(({ id, name, count }) => (
        <a
          key={id}
          href={`/views/${id}`}
          aria-current={view.kind === "view" && view.id === id ? "page" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            go(`/views/${id}`);
          }}
        >
          <Bookmark size={20} aria-hidden="true" />
          <span className="name" dir="auto">
            {name}
          </span>
          {count !== undefined && count > 0 && <span className="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
