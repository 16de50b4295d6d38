import type { ConfigQueuesAnswer } from "@postroom/contract";
import { useCallback, useState } from "react";
import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../page.tsx";
import { useRead } from "../use-read.ts";
import { beginQueue, openQueue, queuesPath } from "./open-queue.ts";
import { QueueCard } from "./queue-card.tsx";
import { QueueForm } from "./queue-form.tsx";
import "./queues.css";

/** Others may change them too. */
const how = { everyMs: 30_000 } as const;

/** What each queue promises, when people work on it, and where its work goes. desktop.md 8.3 */
export function Queues() {
  const say = useSay();
  const { read, problem, readAgain } = useRead<ConfigQueuesAnswer>(queuesPath, how);
  const { open } = useStore(openQueue);
  const [said, setSaid] = useState("");
  const queues = read?.body.queues ?? [];
  const done = useCallback(
    async (words: string): Promise<void> => {
      await readAgain();
      setSaid(words);
    },
    [readAgain],
  );
  const now = queues.find(({ id }) => id === open?.before?.id);
  const shared = { queues, readAgain, done };
  return (
    <Page title="view.queueSettings" problem={problem}>
      {read === undefined && problem === undefined && <p>{say("app.loading")}</p>}
      {read !== undefined && (
        <>
          <p className="soft">{say("queue.hint")}</p>
          <div className="verbs">
            <Button onPress={() => beginQueue(undefined)} isDisabled={open !== undefined}>
              {say("queue.add")}
            </Button>
            <span role="status">{said}</span>
          </div>
          {open !== undefined && now === undefined && <QueueForm {...shared} open={open} now={undefined} />}
          <div className="cards queues">
            {queues.map((queue) =>
              queue.id === now?.id && open !== undefined ? (
                <QueueForm key={queue.id} {...shared} open={open} now={queue} />
              ) : (
                <QueueCard key={queue.id} queue={queue} done={done} />
              ),
            )}
          </div>
        </>
      )}
    </Page>
  );
}
