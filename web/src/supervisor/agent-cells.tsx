import { useLocale, useSay } from "../desktop/desk.ts";
import { clockText, runningText } from "../desktop/times.ts";
import type { Key } from "../i18n/words.ts";
import type { AgentRow } from "./trouble.ts";

/** What was done last, where the desktop has its own word for it; else the operation's name, as trainers know it. */
const words: Readonly<Record<string, Key>> = {
  Accept: "command.accept",
  Reject: "command.decline",
  Reply: "command.reply",
  ReplyAll: "command.replyAll",
  Forward: "command.forward",
  Complete: "command.done",
  Transfer: "command.transfer",
  PlaceInWorkbin: "command.workbin",
  Snooze: "command.snooze",
  SetDisposition: "command.disposition",
  Ready: "command.ready",
  NotReady: "command.notReady",
  LogOut: "command.logOff",
};

/** Name, state, load and day of an agent, the same on the page of agents and on a wall. */
export function AgentCells({ agent, now }: { readonly agent: AgentRow; readonly now: number }) {
  const say = useSay();
  const locale = useLocale();
  const { userName, state, reason, since, held, offered, capacity, lastAction } = agent;
  const isThere = state !== "LoggedOut";
  const word = lastAction === undefined ? undefined : words[lastAction.operation];
  return (
    <>
      <th scope="row">
        <bdi>{userName}</bdi>
      </th>
      <td>
        <span aria-hidden="true">{state === "Ready" ? "●" : isThere ? "○" : "–"}</span> {say(`status.${state}`)}
        {reason !== undefined && <span dir="auto">: {reason}</span>}
      </td>
      <td className="number">{isThere && runningText(now - Date.parse(since))}</td>
      <td className="number" data-label={say("agents.load")}>
        {held}/{capacity}
      </td>
      <td className="number" data-label={say("wallboard.offered")}>
        {offered}
      </td>
      <td data-label={lastAction === undefined ? undefined : say("agents.lastAction")}>
        {lastAction !== undefined && (
          <>
            {word === undefined ? <bdi>{lastAction.operation}</bdi> : say(word)}{" "}
            <time>{clockText(Date.parse(lastAction.at), locale)}</time>
          </>
        )}
      </td>
      <td className="number" data-label={say("agents.done")}>
        {agent.done}
      </td>
      <td className="number" data-label={say("agents.declined")}>
        {agent.declined}
      </td>
      <td className="number" data-label={say("agents.missed")}>
        {agent.missed}
      </td>
    </>
  );
}
