import { snapshotAnswer } from "@postroom/contract";
import { readSnapshot, type Snapshot } from "../../queries/desktop/snapshot.ts";
import { refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { shaped } from "../reads.ts";
import { channelShape } from "../shapes/channel.ts";
import { emailB } from "../shapes/email-b.ts";
import { holdShape } from "../shapes/hold.ts";
import { jobShape } from "../shapes/job.ts";
import { noticeShape } from "../shapes/notice.ts";
import { preferencesShape } from "../shapes/preferences.ts";
import { snoozeShape } from "../shapes/snooze.ts";
import { isoTime } from "../shapes/times.ts";
import { presenceShape } from "../shapes/together.ts";
import { userShape } from "../shapes/user.ts";
import { workbinShape } from "../shapes/workbin.ts";
import { sees, viewingCut } from "../viewing.ts";
import { below, desktop } from "./paths.ts";

/** What the desktop begins with, and replaces everything with after a gap. desktop.md 13, 3.7 */
export const snapshot: Resource = {
  name: desktop,
  paths: [below("/me/snapshot")],
  get: { answer: answerSnapshot, describes: { summary: "All that the desktop begins with", answer: snapshotAnswer } },
};

async function answerSnapshot(asking: Asking): Promise<Answer> {
  const found = await shaped(asking, readSnapshot, {}, (one) => snapshotShape(one, asking));
  return found.ok ? success(found.value) : refused(found.refusal);
}

function snapshotShape(
  { at, me, workbins, presences, people, views, holds, jobs, snoozes, preferences, notices }: Snapshot,
  asking: Asking,
) {
  const { publicUrl } = asking.answering;
  const viewing = viewingCut(asking, me.held.names);
  return {
    serverTime: isoTime(at),
    user: userShape(me.user, publicUrl),
    channels: me.agent === undefined ? [] : [channelShape(me.agent)],
    emails: me.held.emails.map((email) => emailB(email, viewing, sees(asking)("B", email))),
    workbins: workbins.map((one) => workbinShape(one, publicUrl)),
    presence: presences.map((one) => presenceShape(one, people)),
    holds: holds.map(holdShape),
    snoozes: snoozes.map(snoozeShape),
    notices: notices.map((one) => noticeShape(one, people)),
    jobs: jobs.map(jobShape),
    viewCounts: Object.fromEntries(views.flatMap(({ view, count }) => (count === undefined ? [] : [[view.id, count]]))),
    preferences: preferencesShape(preferences),
  };
}
