import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { channelResource } from "../gws/channels.ts";
import { emailB } from "../gws/emails.ts";
import { time } from "../gws/resource.ts";
import { userResource } from "../gws/users.ts";
import { workbinResource } from "../gws/workbins.ts";
import { holdResource } from "./holds.ts";
import { jobResource } from "./jobs.ts";
import { noticeResource } from "./notices.ts";
import { preferencesResource } from "./preferences.ts";
import { snoozeResource } from "./snoozes.ts";
import { presenceMembers } from "./threads.ts";

/** `GET /me/snapshot`: one picture of one moment, in GWS's shapes. desktop.md 13 */
export const snapshotAnswer = answerWith({
  serverTime: time,
  user: userResource,
  channels: z.array(channelResource),
  /** What the user holds: Invited, Processing, Composing. */
  emails: z.array(emailB),
  workbins: z.array(workbinResource),
  /** Who is at these e-mails. */
  presence: z.array(z.strictObject(presenceMembers)),
  /** What can still be called back. */
  holds: z.array(holdResource),
  /** What the user has put off. */
  snoozes: z.array(snoozeResource),
  /** What was done to the user and is not put away yet, oldest first. */
  notices: z.array(noticeResource),
  /** What the server does for the user in the background: what runs, and what has ended within the last hour. */
  jobs: z.array(jobResource),
  /** View → how many it finds, up to 1000. */
  viewCounts: z.record(z.string(), z.int()),
  preferences: preferencesResource,
});

export type SnapshotAnswer = z.infer<typeof snapshotAnswer>;
