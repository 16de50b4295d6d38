import type { Resource } from "../entry.ts";
import { agent } from "./agents.ts";
import { auditSearch, auditVerification } from "./audit.ts";
import { draftVersion, draftVersions } from "./composing.ts";
import { configQueue, configQueues } from "./config-queues.ts";
import { configResponses } from "./config-responses.ts";
import { contactCard, contactMerge, timeline } from "./contacts.ts";
import { deliveryDecision } from "./deliveries.ts";
import { display, displays } from "./displays.ts";
import { erasure, legalHold } from "./erasure.ts";
import { hold, holds } from "./holds.ts";
import { job, jobFailures, jobs } from "./jobs.ts";
import { macros } from "./macros.ts";
import { imageConsents, mailViews } from "./mail-views.ts";
import { mailboxTrials, mailServers } from "./mailbox-trials.ts";
import { notice } from "./notices.ts";
import { declineReasons, offers } from "./offers.ts";
import { preferences } from "./preferences.ts";
import { preview } from "./preview.ts";
import { draftQuote } from "./quote.ts";
import { rulesReplay } from "./replay.ts";
import { reportSchedule, reportSchedules } from "./report-schedules.ts";
import { report } from "./reports.ts";
import { responseFile, responseFiles } from "./response-files.ts";
import { offeredResponses, renderedResponse } from "./responses.ts";
import { rules, rulesDraft, rulesPublication, rulesReversion, rulesSimulation, rulesVocabulary } from "./rules.ts";
import { search, suggestions, view, views } from "./search.ts";
import { setUpBackup, setUpStepList } from "./set-up-steps.ts";
import { skillGrid, skillMatch } from "./skills.ts";
import { snapshot } from "./snapshot.ts";
import { snooze } from "./snooze.ts";
import { notes, presence, thread } from "./threads.ts";
import { wallboard } from "./wallboard.ts";

/** What the desktop needs beyond GWS. desktop.md 13 */
export const desktopResources: readonly Resource[] = [
  draftVersions,
  draftVersion,
  draftQuote,
  contactCard,
  contactMerge,
  timeline,
  ...[erasure, legalHold],
  snapshot,
  preferences,
  mailViews,
  imageConsents,
  preview,
  holds,
  hold,
  ...[jobs, job, jobFailures],
  thread,
  notes,
  presence,
  snooze,
  offers,
  declineReasons,
  deliveryDecision,
  wallboard,
  agent,
  displays,
  display,
  notice,
  offeredResponses,
  renderedResponse,
  macros,
  ...[rules, rulesVocabulary, rulesDraft, rulesPublication, rulesReversion, rulesSimulation, rulesReplay],
  ...[skillGrid, skillMatch],
  ...[auditSearch, auditVerification],
  ...[report, reportSchedules, reportSchedule],
  ...[configQueues, configQueue, configResponses, responseFiles, responseFile],
  ...[mailServers, mailboxTrials, setUpStepList, setUpBackup],
  search,
  suggestions,
  views,
  view,
];
