import type { MailboxResource } from "@postroom/contract";
import { useState } from "react";
import { desk, useSay } from "../desktop/desk.ts";
import { For } from "../supervisor/for.tsx";
import { told } from "../supervisor/told.ts";
import { Button } from "../ui/button.tsx";
import { type Level, Standing } from "./level.tsx";

type Direction = "in" | "out";
type Props = {
  readonly mailbox: Pick<MailboxResource, "id" | "address" | "imap">;
  readonly changed: () => Promise<void>;
};

/** Tries the way of mail, in or out, and shows what the servers there say. desktop.md 8.2 */
export function MailboxTest({ mailbox: { id, address, imap }, changed }: Props) {
  const say = useSay();
  const [running, setRunning] = useState<Direction>();
  const [log, setLog] = useState<readonly string[]>([]);
  const test = async (direction: Direction): Promise<void> => {
    setRunning(direction);
    setLog([]);
    const path = `/api/postroom/v1/mailboxes/${id}/tests`;
    const tested = await desk.api.post<{ log: readonly string[] }>(path, { direction });
    setRunning(undefined);
    told(tested);
    if (tested.ok) setLog(tested.value.log);
    await changed();
  };
  return (
    <div className="tested">
      <div className="verbs">
        {imap?.enabled === true && (
          <Button onPress={() => test("in")} isDisabled={running !== undefined} hint={say("mailboxes.testInHint")}>
            {say("mailboxes.testIn")}
            <For name={address} />
          </Button>
        )}
        <Button onPress={() => test("out")} isDisabled={running !== undefined} hint={say("mailboxes.testOutHint")}>
          {say("mailboxes.testOut")}
          <For name={address} />
        </Button>
      </div>
      <div role="status">
        {running !== undefined && <p>{say("mailboxes.testing")}</p>}
        {log.length > 0 && (
          <ul className="log">
            {log.map((line) => (
              <Line key={line} line={line} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const levels: readonly Level[] = ["ok", "warn", "fail"];

/** `fail: what the server said` */
function Line({ line }: { readonly line: string }) {
  const level = levels.find((one) => line.startsWith(`${one}: `));
  return (
    <li>
      {level !== undefined && <Standing level={level} />}{" "}
      <span dir="auto" lang="en">
        {level === undefined ? line : line.slice(level.length + 2)}
      </span>
    </li>
  );
}
