import type { SnoozeResource } from "@postroom/contract";
import {
  Archive,
  Bookmark,
  ChartColumn,
  Gauge,
  GraduationCap,
  Inbox,
  Layers,
  ListChecks,
  type LucideIcon,
  Mailbox,
  MessageSquareText,
  PenLine,
  Route,
  ScrollText,
  Search,
  Send,
  SlidersHorizontal,
  Stethoscope,
  Users,
  UserX,
} from "lucide-react";
import type { Key } from "../i18n/words.ts";
import { valueAt } from "../state/by-id.ts";
import type { Centre } from "../state/centre.ts";
import { draftRows, inboxRows } from "../state/rows.ts";
import { useDesk, useSay } from "./desk.ts";
import { follows } from "./follow.ts";
import { useSetUpListed } from "./set-up-list.ts";
import { type Admin, administers, leads, type View } from "./views.ts";

const entries = [
  { kind: "inbox", path: "/inbox", label: "view.inbox", Icon: Inbox, keys: "g i" },
  { kind: "workbins", path: "/workbins", label: "view.workbins", Icon: Archive, keys: "g w" },
  { kind: "queues", path: "/queues", label: "view.queues", Icon: Layers, keys: "g q" },
  { kind: "sent", path: "/sent", label: "view.sent", Icon: Send, keys: "g s" },
  { kind: "drafts", path: "/drafts", label: "view.drafts", Icon: PenLine, keys: "g d" },
  { kind: "search", path: "/search", label: "view.search", Icon: Search, keys: "/" },
  { kind: "wallboard", path: "/wallboard", label: "view.wallboard", Icon: Gauge, keys: "g b" },
  { kind: "agents", path: "/agents", label: "view.agents", Icon: Users, keys: "g a" },
  { kind: "reports", path: "/reports/volume", label: "view.reports", Icon: ChartColumn, keys: "g t" },
] as const satisfies readonly { kind: View["kind"]; label: Key; [more: string]: unknown }[];

const adminEntries = [
  { page: "setup", label: "view.setUp", Icon: ListChecks, keys: "g o" },
  { page: "mailboxes", label: "view.mailboxes", Icon: Mailbox, keys: "g m" },
  { page: "queues", label: "view.queueSettings", Icon: SlidersHorizontal, keys: "g e" },
  { page: "rules", label: "view.rules", Icon: Route, keys: "g r" },
  { page: "responses", label: "view.responses", Icon: MessageSquareText, keys: "g p" },
  { page: "skills", label: "view.skills", Icon: GraduationCap, keys: "g k" },
  { page: "system", label: "view.system", Icon: Stethoscope, keys: "g y" },
  { page: "audit", label: "view.audit", Icon: ScrollText, keys: "g u" },
  { page: "persons", label: "view.persons", Icon: UserX, keys: "g x" },
] as const satisfies readonly { page: Admin["page"]; label: Key; [more: string]: unknown }[];

/** For those who lead the room. */
const leading: readonly View["kind"][] = ["wallboard", "agents", "reports"];

const isDueOnShelf = ({ emails }: Centre, { state, interactionId }: SnoozeResource): boolean =>
  state === "due" && valueAt(emails, interactionId) === undefined;

type Props = { readonly view: View; readonly go: (path: string) => void };

/** The views, each a link with its own URL. */
export function Rail({ view, go }: Props) {
  const say = useSay();
  const views = useDesk((state) => state.views);
  const isLeading = useDesk(({ user }) => leads(user));
  const isAdministering = useDesk(({ user }) => administers(user));
  const isSetUpListed = useSetUpListed(isAdministering);
  const administered = adminEntries.filter(({ page }) => page !== "setup" || isSetUpListed);
  const shown = entries.filter(({ kind }) => isLeading || !leading.includes(kind));
  const counts: Readonly<Partial<Record<View["kind"], number>>> = {
    inbox: useDesk((state) => inboxRows(state).length),
    drafts: useDesk((state) => draftRows(state).length),
    // What has fallen due there and waits to be seen.
    workbins: useDesk(({ centre }) => Object.values(centre.snoozes).filter((one) => isDueOnShelf(centre, one)).length),
  };
  return (
    <nav className="rail" aria-label={say("view.views")}>
      {shown.map(({ kind, path, label, Icon, keys }) => (
        <Place
          key={kind}
          {...{ path, go, keys, Icon }}
          name={say(label)}
          isHere={view.kind === kind}
          count={counts[kind]}
        />
      ))}
      {views.map(({ id, name, count }) => (
        <Place
          key={id}
          {...{ go, name, count }}
          path={`/views/${id}`}
          Icon={Bookmark}
          isHere={view.kind === "view" && view.id === id}
        />
      ))}
      {isAdministering &&
        administered.map(({ page, label, Icon, keys }) => (
          <Place
            key={page}
            {...{ go, keys, Icon }}
            path={`/admin/${page}`}
            name={say(label)}
            isHere={view.kind === "admin" && view.page === page}
          />
        ))}
    </nav>
  );
}

type PlaceProps = {
  readonly path: string;
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly isHere: boolean;
  readonly go: Props["go"];
  readonly count?: number | undefined;
  readonly keys?: string;
};

function Place({ path, name, Icon, isHere, go, count = 0, keys }: PlaceProps) {
  return (
    <a
      href={path}
      aria-current={isHere ? "page" : undefined}
      title={keys === undefined ? undefined : `${name} (${keys})`}
      onClick={follows(path, go)}
    >
      <Icon size={20} aria-hidden="true" />
      <span className="name" dir="auto">
        {name}
      </span>
      {count > 0 && <span className="count">{count}</span>}
    </a>
  );
}
