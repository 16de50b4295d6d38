import type { JobResource } from "@postroom/contract/jobs";
import { ListTodo } from "lucide-react";
import { useEffect } from "react";
import type { Key } from "../i18n/words.ts";
import { isRunning, lastUndoable, leftOf, shownJobs } from "../state/jobs.ts";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { commandOnJob, putAway, readAway } from "./job-verbs.ts";
import { useNow } from "./ticking.ts";
import { isSearched, type View } from "./views.ts";

/** What each does, as its verb is called. */
export const jobLabels: Readonly<Record<JobResource["action"], Key>> = {
  Assign: "command.assign",
  MoveToQueue: "command.toQueue",
  MoveToWorkbin: "command.othersWorkbin",
  Complete: "command.done",
  Cancel: "command.discard",
  Transfer: "command.transfer",
  PlaceInQueue: "command.toQueue",
  PlaceInWorkbin: "command.workbin",
  SetDisposition: "command.disposition",
  Snooze: "command.snooze",
};

/** What the server does to many e-mails: how far it is, what it could not do, and the way back. desktop.md 3.8 */
export function Jobs({ view }: { readonly view: View }) {
  const say = useSay();
  const state = useDesk((all) => all);
  const now = useNow();
  useEffect(() => desk.store.setState({ jobsAway: readAway() }), []);
  const { jobs } = state.centre;
  const isShowingFound = isSearched(view);
  // What was found is not pushed: it is read again with each piece of news.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the jobs are the news.
  useEffect(() => {
    if (isShowingFound && Object.keys(jobs).length > 0) void verbs.searchAgain();
  }, [jobs]);
  const undoable = lastUndoable(state, now)?.id;
  return (
    <section className="jobs" aria-label={say("job.label")} aria-live="polite">
      {shownJobs(state, now).map((job) => (
        <Shown key={job.id} job={job} isLast={job.id === undoable} />
      ))}
    </section>
  );
}

function Shown({ job, isLast }: { readonly job: JobResource; readonly isLast: boolean }) {
  const say = useSay();
  const { id, total, done, failed, undone, state } = job;
  const isUndoing = state === "undoing" || state === "undone";
  const counts = isUndoing ? { done: undone, total: done } : { done, total };
  const left = leftOf(job);
  return (
    <div className="notice" data-level="hold" data-job={state}>
      <div aria-live={isRunning(job) ? "off" : undefined}>
        <p>
          <ListTodo size={16} aria-hidden="true" />{" "}
          {say(`job.${state}`, { ...counts, verb: say(jobLabels[job.action]) })}
        </p>
        {isRunning(job) && (
          <progress
            aria-label={say("job.progress")}
            value={isUndoing ? undone : done + failed}
            max={Math.max(1, counts.total)}
          />
        )}
      </div>
      <div className="verbs">
        {left > 0 && (
          <Button onPress={() => desk.store.setState({ dialog: "selection.failures", failedJob: id })}>
            {say(isUndoing ? "job.notBack" : "job.failed", { count: left })}
          </Button>
        )}
        {state === "running" && <Button onPress={() => commandOnJob(id, "Cancel")}>{say("job.stop")}</Button>}
        {job.undoable && !isUndoing && state !== "running" && (
          <Button keys={isLast ? "z" : undefined} onPress={() => commandOnJob(id, "Undo")}>
            {say("command.undo")}
          </Button>
        )}
        {!isRunning(job) && (
          <Button onPress={() => putAway(id)} label={say("notice.dismiss")}>
            ✕
          </Button>
        )}
      </div>
    </div>
  );
}
