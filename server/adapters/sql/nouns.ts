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
import { extraReads } from "./extras.ts";
import { guardReads } from "./guard.ts";
import { historyReads } from "./history.ts";
import { holdReads, holdRows } from "./holds.ts";
import { interactionReads } from "./interaction-reads.ts";
import { interactionRows } from "./interaction-rows.ts";
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
import { paceReads } from "./paces.ts";
import { preferenceReads, preferenceRows } from "./preferences.ts";
import { presenceReads, presenceRows } from "./presences.ts";
import { quarantineReads, quarantineRows } from "./quarantine.ts";
import { readingReads, readingRows } from "./readings.ts";
import { forgetting, type Remembered } from "./remembered.ts";
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

/** The questions of a snapshot. */
export const readingNouns = (database: Database, now: Moment, remembered: Remembered): Omit<Reading, "now"> => ({
  interactions: interactionReads(database, now),
  agents: agentReads(database, now),
  users: userReads(database),
  centre: centreReads(database, remembered),
  configuration: configurationReads(database),
  contacts: contactReads(database),
  responses: responseReads(database),
  guard: guardReads(database),
  history: historyReads(database),
  deliveries: deliveryReads(database),
  documents: documentReads(database),
  messages: messageReads(database),
  mailAccounts: mailAccountReads(database),
  mailLedger: mailLedgerReads(database),
  mailboxAlarms: mailboxAlarmReads(database),
  canaries: canaryReads(database),
  sentFolders: sentFolderReads(database),
  domainAuth: domainAuthReads(database),
  readings: readingReads(database, remembered),
  rules: ruleReads(database, remembered),
  quarantine: quarantineReads(database),
  automaticMails: automaticMailReads(database),
  journal: journalReads(database),
  sessions: sessionReads(database),
  subscriptions: subscriptionReads(database),
  preferences: preferenceReads(database),
  notices: noticeReads(database),
  displays: displayReads(database),
  macros: macroReads(database),
  extras: extraReads(database),
  searches: searchReads(database),
  drafts: draftReads(database),
  timeline: timelineReads(database),
  notes: noteReads(database),
  offers: offerReads(database),
  paces: paceReads(database, now),
  presences: presenceReads(database, now),
  snoozes: snoozeReads(database),
  holds: holdReads(database),
  mailViews: mailViewReads(database),
  consistency: consistencyReads(database),
  leftovers: leftoverReads(database),
});

/** The questions and the writes of a transaction. */
export const writingNouns = (writing: Writing): Omit<Transaction, "now" | "referenceId" | "isRerun" | "attempt"> => {
  const { remembered } = writing;
  const reads = readingNouns(writing.database, writing.now, remembered);
  return {
    interactions: { ...reads.interactions, ...interactionRows(writing, reads.interactions) },
    agents: { ...reads.agents, ...agentRows(writing, reads.agents) },
    users: { ...reads.users, ...userRows(writing) },
    centre: { ...reads.centre, ...forgetting(centreRows(writing), remembered) },
    configuration: { ...reads.configuration, ...forgetting(configurationRows(writing), remembered) },
    responses: { ...reads.responses, ...responseRows(writing) },
    contacts: { ...reads.contacts, ...contactRows(writing), ...threadRows(writing) },
    guard: reads.guard,
    history: reads.history,
    deliveries: { ...reads.deliveries, ...deliveryRows(writing) },
    messages: { ...reads.messages, ...messageRows(writing) },
    mailAccounts: { ...reads.mailAccounts, ...mailAccountRows(writing) },
    mailLedger: { ...reads.mailLedger, ...mailLedgerRows(writing) },
    mailboxAlarms: { ...reads.mailboxAlarms, ...mailboxAlarmRows(writing) },
    canaries: { ...reads.canaries, ...canaryRows(writing) },
    sentFolders: { ...reads.sentFolders, ...sentFolderRows(writing) },
    domainAuth: { ...reads.domainAuth, ...domainAuthRows(writing) },
    automaticMails: { ...reads.automaticMails, ...automaticMailRows(writing) },
    readings: { ...reads.readings, ...readingRows(writing) },
    rules: { ...reads.rules, ...ruleRows(writing) },
    quarantine: { ...reads.quarantine, ...quarantineRows(writing) },
    journal: { ...reads.journal, ...journalRows(writing) },
    sessions: { ...reads.sessions, ...sessionRows(writing) },
    subscriptions: { ...reads.subscriptions, ...subscriptionRows(writing) },
    preferences: { ...reads.preferences, ...preferenceRows(writing) },
    notices: { ...reads.notices, ...noticeRows(writing) },
    displays: { ...reads.displays, ...displayRows(writing) },
    macros: { ...reads.macros, ...macroRows(writing) },
    mailViews: { ...reads.mailViews, ...mailViewRows(writing) },
    holds: { ...reads.holds, ...holdRows(writing) },
    notes: { ...reads.notes, ...noteRows(writing) },
    offers: { ...reads.offers, ...offerRows(writing) },
    paces: reads.paces,
    presences: { ...reads.presences, ...presenceRows(writing) },
    snoozes: { ...reads.snoozes, ...snoozeRows(writing) },
    searches: { ...reads.searches, ...searchRows(writing) },
    extras: reads.extras,
    drafts: reads.drafts,
    timeline: reads.timeline,
    documents: reads.documents,
    consistency: reads.consistency,
    leftovers: { ...reads.leftovers, ...leftoverRows(writing) },
  };
};
