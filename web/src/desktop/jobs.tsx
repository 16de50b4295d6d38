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
  Reply: "command.replyEach",
  Spam: "command.spam",
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

/** What goes out is said in its own words. */
const answered: Readonly<Partial<Record<JobResource["state"] | "held", Key>>> = {
  held: "job.answered",
  done: "job.sentOff",
  undoing: "job.callingBack",
  undone: "job.calledBack",
};

const goesBack = ({ state }: JobResource): boolean => state === "undoing" || state === "undone";

function HowFar({ job }: { readonly job: JobResource }) {
  const say = useSay();
  const { total, done, failed, undone, state, action, held } = job;
  const words =
    (action === "Reply" && answered[state === "done" && held > 0 ? "held" : state]) || (`job.${state}` as const);
  const isUndoing = goesBack(job);
  const counts = isUndoing ? { done: undone, total: done } : { done, total };
  return (
    <div aria-live={isRunning(job) ? "off" : undefined}>
      <p>
        <ListTodo size={16} aria-hidden="true" /> {say(words, { ...counts, verb: say(jobLabels[action]) })}
      </p>
      {held > 0 && <p aria-live="off">{say("job.held", { count: held })}</p>}
      {isRunning(job) && (
        <progress
          aria-label={say("job.progress")}
          value={isUndoing ? undone : done + failed}
          max={Math.max(1, counts.total)}
        />
      )}
    </div>
  );
}

function Shown({ job, isLast }: { readonly job: JobResource; readonly isLast: boolean }) {
  const say = useSay();
  const { id, state, action } = job;
  const isUndoing = goesBack(job);
  const left = leftOf(job);
  return (
    <div className="notice" data-level="hold" data-job={state}>
      <HowFar job={job} />
      <div className="verbs">
        {left > 0 && (
          <Button onPress={() => desk.store.setState({ dialog: "selection.failures", failedJob: id })}>
            {say(isUndoing ? (action === "Reply" ? "job.gone" : "job.notBack") : "job.failed", { count: left })}
          </Button>
        )}
        {state === "running" && <Button onPress={() => commandOnJob(id, "Cancel")}>{say("job.stop")}</Button>}
        {job.undoable && !isUndoing && (
          <Button keys={isLast ? "z" : undefined} onPress={() => commandOnJob(id, "Undo")}>
            {say("command.undo")}
          </Button>
        )}
        {!isRunning(job) && job.held === 0 && (
          <Button onPress={() => putAway(id)} label={say("notice.dismiss")}>
            ✕
          </Button>
        )}
      </div>
    </div>
  );
}
