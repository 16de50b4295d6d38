import { Archive, Inbox, PenLine, Search } from "lucide-react";
import type { Key } from "../i18n/words.ts";
import { draftRows, inboxRows } from "../state/rows.ts";
import { useDesk, useSay } from "./desk.ts";
import type { View } from "./views.ts";

const entries = [
  { kind: "inbox", path: "/inbox", label: "view.inbox", Icon: Inbox, keys: "g i" },
  { kind: "workbins", path: "/workbins", label: "view.workbins", Icon: Archive, keys: "g w" },
  { kind: "drafts", path: "/drafts", label: "view.drafts", Icon: PenLine, keys: "g d" },
  { kind: "search", path: "/search", label: "view.search", Icon: Search, keys: "/" },
] as const satisfies readonly { kind: View["kind"]; label: Key; [more: string]: unknown }[];

/** The views, each a link with its own URL. */
export function Rail({ view, go }: { readonly view: View; readonly go: (path: string) => void }) {
  const say = useSay();
  const counts = {
    inbox: useDesk((state) => inboxRows(state).length),
    drafts: useDesk((state) => draftRows(state).length),
    workbins: 0,
    search: 0,
  };
  return (
    <nav className="rail" aria-label={say("view.views")}>
      {entries.map(({ kind, path, label, Icon, keys }) => (
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
    </nav>
  );
}
