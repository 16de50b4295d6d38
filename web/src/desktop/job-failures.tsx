import type { JobFailuresAnswer } from "@postroom/contract/jobs";
import { useEffect, useState } from "react";
import { failuresOf } from "../state/jobs.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { closeDialog } from "./asked-about.ts";
import { desk, useDesk, useSay } from "./desk.ts";
import { openNamed } from "./doing.ts";

type Failure = JobFailuresAnswer["failures"][number];

/** What a job could not do, each by its subject with the server's reason. */
export function JobFailures() {
  const say = useSay();
  const id = useDesk(({ failedJob }) => failedJob) ?? "";
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isRead, setRead] = useState(false);
  const read = async (from?: string): Promise<void> => {
    const page = await failuresOf(desk.api, id, from);
    setRead(true);
    if (!page.ok) return setProblem(page.kind === "refused" ? page.words : say("notice.unknown"));
    setFailures((before) => (from === undefined ? page.value.failures : [...before, ...page.value.failures]));
    setCursor(page.value.nextCursor);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, then page by page.
  useEffect(() => void read(), [id]);
  if (!isRead) return <p>{say("app.loading")}</p>;
  return (
    <>
      {problem !== undefined && <p role="alert">{say("notice.refused", { words: problem })}</p>}
      <ul className="failures">
        {failures.map(({ interactionId, subject, statusMessage, undoing }) => (
          <li key={`${interactionId} ${undoing}`}>
            <button
              type="button"
              className="link"
              onClick={() => {
                closeDialog("selection.failures");
                openNamed(interactionId);
              }}
            >
              <bdi>
                <Subject text={subject === undefined || subject === "" ? interactionId : subject} />
              </bdi>
            </button>
            <small dir="auto">
              {undoing === true ? `${say("job.stays")} ` : ""}
              {statusMessage}
            </small>
          </li>
        ))}
      </ul>
      {cursor !== undefined && <Button onPress={() => read(cursor)}>{say("job.more")}</Button>}
    </>
  );
}
