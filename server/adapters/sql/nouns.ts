import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Reading, Transaction } from "../../ports/transaction.ts";
import { agentReads, agentRows } from "./agents.ts";
import { automaticMailReads, automaticMailRows } from "./automatic-mails.ts";
import { canaryReads, canaryRows } from "./canaries.ts";
import { centreReads, centreRows } from "./centre.ts";
import { configurationReads, configurationRows } from "./configuration.ts";
import { consistencyReads } from "./consistency.ts";
import { contactRows } from "./contact-rows.ts";
import { contactReads } from "./contacts.ts";
import type { Database, Writing } from "./context.ts";
import { deliveryReads, deliveryRows } from "./deliveries.ts";
import { displayReads, displayRows } from "./displays.ts";
import { documentReads } from "./documents.ts";
import { domainAuthReads, domainAuthRows } from "./domain-auth.ts";
import { draftReads } from "./drafts.ts";
import { erasureReads, erasureRows } from "./erasures.ts";
import { extraReads } from "./extras.ts";
import { guardReads } from "./guard.ts";
import { historyReads } from "./history.ts";
import { holdReads, holdRows } from "./holds.ts";
import { interactionReads } from "./interaction-reads.ts";
import { interactionRows } from "./interaction-rows.ts";
import { jobReads, jobRows } from "./jobs.ts";
import { journalReads, journalRows } from "./journal.ts";
import { leftoverReads, leftoverRows } from "./leftovers.ts";
import { macroReads, macroRows } from "./macros.ts";
import { mailAccountReads, mailAccountRows } from "./mail-accounts.ts";
import { mailLedgerReads, mailLedgerRows } from "./mail-ledger.ts";
import { mailViewReads, mailViewRows } from "./mail-views.ts";
import { mailboxAlarmReads, mailboxAlarmRows } from "./mailbox-alarms.ts";
import { messageReads, messageRows } from "./messages.ts";
import { noteReads, noteRows } from "./notes.ts";
import { noticeReads, noticeRows } from "./notices.ts";
import { offerReads, offerRows } from "./offers.ts";
import { onDemand } from "./on-demand.ts";
import { paceReads } from "./paces.ts";
import { preferenceReads, preferenceRows } from "./preferences.ts";
import { presenceReads, presenceRows } from "./presences.ts";
import { quarantineReads, quarantineRows } from "./quarantine.ts";
import { readingReads, readingRows } from "./readings.ts";
import { forgetting, type Remembered } from "./remembered.ts";
import { reportScheduleReads, reportScheduleRows } from "./report-schedules.ts";
import { reportReads } from "./reports.ts";
import { responseRows } from "./response-rows.ts";
import { responseReads } from "./responses.ts";
import { ruleReads, ruleRows } from "./rules.ts";
import { searchReads, searchRows } from "./searches.ts";
import { sentFolderReads, sentFolderRows } from "./sent-folders.ts";
import { sessionReads, sessionRows } from "./sessions.ts";
import { snoozeReads, snoozeRows } from "./snoozes.ts";
import { subscriptionReads, subscriptionRows } from "./subscriptions.ts";
import { threadRows } from "./thread-rows.ts";
import { timelineReads } from "./timeline.ts";
import { userReads, userRows } from "./users.ts";

/** What the questions share: the connection, the moment, what is configured. */
type Asking = { readonly database: Database; readonly now: Moment; readonly remembered: Remembered };

const questions = {
  interactions: ({ database, now }: Asking) => interactionReads(database, now),
  agents: ({ database, now }: Asking) => agentReads(database, now),
  users: ({ database }: Asking) => userReads(database),
  centre: ({ database, remembered }: Asking) => centreReads(database, remembered),
  configuration: ({ database }: Asking) => configurationReads(database),
  contacts: ({ database }: Asking) => contactReads(database),
  responses: ({ database }: Asking) => responseReads(database),
  guard: ({ database }: Asking) => guardReads(database),
  history: ({ database }: Asking) => historyReads(database),
  deliveries: ({ database }: Asking) => deliveryReads(database),
  documents: ({ database }: Asking) => documentReads(database),
  messages: ({ database }: Asking) => messageReads(database),
  mailAccounts: ({ database }: Asking) => mailAccountReads(database),
  mailLedger: ({ database }: Asking) => mailLedgerReads(database),
  mailboxAlarms: ({ database }: Asking) => mailboxAlarmReads(database),
  canaries: ({ database }: Asking) => canaryReads(database),
  sentFolders: ({ database }: Asking) => sentFolderReads(database),
  domainAuth: ({ database }: Asking) => domainAuthReads(database),
  readings: ({ database, remembered }: Asking) => readingReads(database, remembered),
  rules: ({ database, remembered }: Asking) => ruleReads(database, remembered),
  quarantine: ({ database }: Asking) => quarantineReads(database),
  automaticMails: ({ database }: Asking) => automaticMailReads(database),
  journal: ({ database }: Asking) => journalReads(database),
  sessions: ({ database }: Asking) => sessionReads(database),
  subscriptions: ({ database }: Asking) => subscriptionReads(database),
  preferences: ({ database }: Asking) => preferenceReads(database),
  notices: ({ database }: Asking) => noticeReads(database),
  displays: ({ database }: Asking) => displayReads(database),
  macros: ({ database }: Asking) => macroReads(database),
  extras: ({ database, remembered }: Asking) => extraReads(database, remembered),
  searches: ({ database }: Asking) => searchReads(database),
  drafts: ({ database }: Asking) => draftReads(database),
  timeline: ({ database }: Asking) => timelineReads(database),
  notes: ({ database }: Asking) => noteReads(database),
  offers: ({ database }: Asking) => offerReads(database),
  paces: ({ database, now }: Asking) => paceReads(database, now),
  presences: ({ database, now }: Asking) => presenceReads(database, now),
  reports: ({ database, now }: Asking) => reportReads(database, now),
  reportSchedules: ({ database }: Asking) => reportScheduleReads(database),
  snoozes: ({ database }: Asking) => snoozeReads(database),
  holds: ({ database }: Asking) => holdReads(database),
  jobs: ({ database }: Asking) => jobReads(database),
  mailViews: ({ database }: Asking) => mailViewReads(database),
  consistency: ({ database }: Asking) => consistencyReads(database),
  erasures: ({ database }: Asking) => erasureReads(database),
  leftovers: ({ database }: Asking) => leftoverReads(database),
};

const asked = onDemand<Asking, typeof questions>(questions);

/** The questions of a snapshot. */
export const readingNouns = (asking: Asking): Omit<Reading, "now"> => asked(asking);

/** The questions of a noun beside its writes. */
const both =
  <R extends object, W extends object>(reads: (writing: Writing) => R, rows: (writing: Writing) => W) =>
  (writing: Writing): R & W => ({ ...reads(writing), ...rows(writing) });

const writes = {
  interactions: both(questions.interactions, interactionRows),
  agents: (writing: Writing) => {
    const reads = questions.agents(writing);
    return { ...reads, ...agentRows(writing, reads) };
  },
  users: both(questions.users, userRows),
  centre: (writing: Writing) => ({
    ...questions.centre(writing),
    ...forgetting(centreRows(writing), writing.remembered),
  }),
  configuration: (writing: Writing) => ({
    ...questions.configuration(writing),
    ...forgetting(configurationRows(writing), writing.remembered),
  }),
  responses: both(questions.responses, responseRows),
  contacts: (writing: Writing) => ({ ...questions.contacts(writing), ...contactRows(writing), ...threadRows(writing) }),
  deliveries: both(questions.deliveries, deliveryRows),
  messages: both(questions.messages, messageRows),
  mailAccounts: both(questions.mailAccounts, mailAccountRows),
  mailLedger: both(questions.mailLedger, mailLedgerRows),
  mailboxAlarms: both(questions.mailboxAlarms, mailboxAlarmRows),
  canaries: both(questions.canaries, canaryRows),
  sentFolders: both(questions.sentFolders, sentFolderRows),
  domainAuth: both(questions.domainAuth, domainAuthRows),
  automaticMails: both(questions.automaticMails, automaticMailRows),
  readings: both(questions.readings, readingRows),
  rules: both(questions.rules, ruleRows),
  quarantine: both(questions.quarantine, quarantineRows),
  journal: both(questions.journal, journalRows),
  sessions: both(questions.sessions, sessionRows),
  subscriptions: both(questions.subscriptions, subscriptionRows),
  preferences: both(questions.preferences, preferenceRows),
  notices: both(questions.notices, noticeRows),
  displays: both(questions.displays, displayRows),
  macros: both(questions.macros, macroRows),
  mailViews: both(questions.mailViews, mailViewRows),
  holds: both(questions.holds, holdRows),
  jobs: both(questions.jobs, jobRows),
  notes: both(questions.notes, noteRows),
  offers: both(questions.offers, offerRows),
  presences: both(questions.presences, presenceRows),
  reportSchedules: both(questions.reportSchedules, reportScheduleRows),
  snoozes: both(questions.snoozes, snoozeRows),
  searches: both(questions.searches, searchRows),
  erasures: both(questions.erasures, erasureRows),
  leftovers: both(questions.leftovers, leftoverRows),
};

const all = { ...questions, ...writes };
const written = onDemand<Writing, typeof all>(all);

/** The questions and the writes of a transaction. */
export const writingNouns = (writing: Writing): Omit<Transaction, "now" | "referenceId" | "isRerun" | "attempt"> =>
  written(writing);
