import { useLocation } from "wouter";
import { useLocale, useSay, verbs } from "../desktop/desk.ts";
import { clockText } from "../desktop/times.ts";
import { quoted } from "../state/asked.ts";
import type { Board } from "../state/board.ts";
import { For } from "./for.tsx";
import { Move } from "./move-form.tsx";
import { marks, type QueueRow } from "./trouble.ts";

type Item = Board["attention"][number];

type Props = { readonly items: readonly Item[]; readonly queues: readonly QueueRow[]; readonly isOnWall?: boolean };

/** What somebody should look at, the worst first, each with its cause. desktop.md 7 */
export function Attention({ items, queues, isOnWall = false }: Props) {
  const say = useSay();
  return (
    <section className="attention" aria-label={say("attention.title")}>
      <h2>{say("attention.title")}</h2>
      {items.length === 0 && <p>{say("attention.none")}</p>}
      <ul>
        {items.map((item) => (
          <li key={`${item.kind} ${item.queue ?? item.mailbox ?? ""} ${item.text ?? ""}`} data-trouble={item.level}>
            <span className="trouble">
              <span aria-hidden="true">{marks[item.level]}</span>
              <span className="only-heard">{say(`wallboard.${item.level}`)}:</span>
            </span>
            <Words item={item} />
            {!isOnWall && item.queue !== undefined && (
              <>
                <Show queue={item.queue} />
                <Move count={item.count ?? 0} queue={item.queue} queues={queues} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Words({ item: { kind, queue = "", mailbox = "", count = 0, since, text } }: { readonly item: Item }) {
  const say = useSay();
  const locale = useLocale();
  if (kind !== "mailbox") return <span>{say(`attention.${kind}`, { count, queue })}</span>;
  const clock = clockText(Date.parse(since ?? ""), locale);
  return (
    <span>
      {say("attention.mailbox", { mailbox, clock })} {text !== undefined && <span dir="auto">{text}</span>}
    </span>
  );
}

function Show({ queue }: { readonly queue: string }) {
  const say = useSay();
  const [, go] = useLocation();
  return (
    <a
      href="/search"
      onClick={(event) => {
        event.preventDefault();
        go("/search");
        void verbs.search(`queue:${quoted(queue)} state:Queued`, "oldest");
      }}
    >
      {say("wallboard.show")}
      <For name={queue} />
    </a>
  );
}
