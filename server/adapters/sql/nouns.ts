import type { Moment } from "../../domain/interaction/interaction.ts";
import type { Reading, Transaction } from "../../ports/transaction.ts";
import { agentReads, agentRows } from "./agents.ts";
import { automaticMailReads, automaticMailRows } from "./automatic-mails.ts";
import { centreReads, centreRows } from "./centre.ts";
import { configurationReads, configurationRows } from "./configuration.ts";
import { consistencyReads } from "./consistency.ts";
import { contactRows } from "./contact-rows.ts";
import { contactReads } from "./contacts.ts";
import type { Database, Writing } from "./context.ts";
import { deliveryReads, deliveryRows } from "./deliveries.ts";
import { documentReads } from "./documents.ts";
import { draftReads } from "./drafts.ts";
import { extraReads } from "./extras.ts";
import { historyReads } from "./history.ts";
import { holdReads, holdRows } from "./holds.ts";
import { interactionReads } from "./interaction-reads.ts";
import { interactionRows } from "./interaction-rows.ts";
import { journalReads, journalRows } from "./journal.ts";
import { leftoverReads, leftoverRows } from "./leftovers.ts";
import { mailViewReads, mailViewRows } from "./mail-views.ts";
import { messageReads, messageRows } from "./messages.ts";
import { noteReads, noteRows } from "./notes.ts";
import { preferenceReads, preferenceRows } from "./preferences.ts";
import { presenceReads, presenceRows } from "./presences.ts";
import { readingReads, readingRows } from "./readings.ts";
import { responseRows } from "./response-rows.ts";
import { responseReads } from "./responses.ts";
import { searchReads, searchRows } from "./searches.ts";
import { sessionReads, sessionRows } from "./sessions.ts";
import { subscriptionReads, subscriptionRows } from "./subscriptions.ts";
import { threadRows } from "./thread-rows.ts";
import { timelineReads } from "./timeline.ts";
import { userReads, userRows } from "./users.ts";

/** The questions of a snapshot. */
export const readingNouns = (database: Database, now: Moment): Omit<Reading, "now"> => ({
  interactions: interactionReads(database, now),
  agents: agentReads(database),
  users: userReads(database),
  centre: centreReads(database),
  configuration: configurationReads(database),
  contacts: contactReads(database),
  responses: responseReads(database),
  history: historyReads(database),
  deliveries: deliveryReads(database),
  documents: documentReads(database),
  messages: messageReads(database),
  readings: readingReads(database),
  automaticMails: automaticMailReads(database),
  journal: journalReads(database),
  sessions: sessionReads(database),
  subscriptions: subscriptionReads(database),
  preferences: preferenceReads(database),
  extras: extraReads(database),
  searches: searchReads(database),
  drafts: draftReads(database),
  timeline: timelineReads(database),
  notes: noteReads(database),
  presences: presenceReads(database, now),
  holds: holdReads(database),
  mailViews: mailViewReads(database),
  consistency: consistencyReads(database),
  leftovers: leftoverReads(database),
});

/** The questions and the writes of a transaction. */
export const writingNouns = (writing: Writing): Omit<Transaction, "now" | "referenceId" | "attempt"> => {
  const reads = readingNouns(writing.database, writing.now);
  return {
    interactions: { ...reads.interactions, ...interactionRows(writing, reads.interactions) },
    agents: { ...reads.agents, ...agentRows(writing, reads.agents) },
    users: { ...reads.users, ...userRows(writing) },
    centre: { ...reads.centre, ...centreRows(writing) },
    configuration: { ...reads.configuration, ...configurationRows(writing) },
    responses: { ...reads.responses, ...responseRows(writing) },
    contacts: { ...reads.contacts, ...contactRows(writing), ...threadRows(writing) },
    history: reads.history,
    deliveries: { ...reads.deliveries, ...deliveryRows(writing) },
    messages: { ...reads.messages, ...messageRows(writing) },
    automaticMails: { ...reads.automaticMails, ...automaticMailRows(writing) },
    readings: { ...reads.readings, ...readingRows(writing) },
    journal: { ...reads.journal, ...journalRows(writing) },
    sessions: { ...reads.sessions, ...sessionRows(writing) },
    subscriptions: { ...reads.subscriptions, ...subscriptionRows(writing) },
    preferences: { ...reads.preferences, ...preferenceRows(writing) },
    mailViews: { ...reads.mailViews, ...mailViewRows(writing) },
    holds: { ...reads.holds, ...holdRows(writing) },
    notes: { ...reads.notes, ...noteRows(writing) },
    presences: { ...reads.presences, ...presenceRows(writing) },
    searches: { ...reads.searches, ...searchRows(writing) },
    extras: reads.extras,
    drafts: reads.drafts,
    timeline: reads.timeline,
    documents: reads.documents,
    consistency: reads.consistency,
    leftovers: { ...reads.leftovers, ...leftoverRows(writing) },
  };
};
