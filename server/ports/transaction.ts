import type { Moment } from "../domain/interaction/interaction.ts";
import type { AgentReads, AgentRows, UserReads, UserRows } from "./agents.ts";
import type { AutomaticMailReads, AutomaticMailRows } from "./automatic-mails.ts";
import type { CentreReads, CentreRows } from "./centre.ts";
import type { ConfigurationReads, ConfigurationRows } from "./configuration.ts";
import type { ConsistencyReads } from "./consistency.ts";
import type { ContactReads, ContactRows } from "./contacts.ts";
import type { DeliveryReads, DeliveryRows } from "./deliveries.ts";
import type { DocumentReads } from "./documents.ts";
import type { DraftReads } from "./drafts.ts";
import type { ExtraReads } from "./extras.ts";
import type { HistoryReads } from "./history.ts";
import type { HoldReads, HoldRows } from "./holds.ts";
import type { InteractionReads, InteractionRows } from "./interactions.ts";
import type { JournalReads, JournalRows } from "./journal.ts";
import type { LeftoverReads, LeftoverRows } from "./leftovers.ts";
import type { MailViewReads, MailViewRows } from "./mail-views.ts";
import type { MessageReads, MessageRows } from "./messages.ts";
import type { NoteReads, NoteRows } from "./notes.ts";
import type { PreferenceReads, PreferenceRows } from "./preferences.ts";
import type { PresenceReads, PresenceRows } from "./presences.ts";
import type { ReadingReads, ReadingRows } from "./readings.ts";
import type { ResponseReads, ResponseRows } from "./responses.ts";
import type { SearchReads, SearchRows } from "./searches.ts";
import type { SessionReads, SessionRows } from "./sessions.ts";
import type { SubscriptionReads, SubscriptionRows } from "./subscriptions.ts";
import type { TimelineReads } from "./timeline.ts";

/** Nouns of a read-only snapshot, each with the few questions that queries ask. */
export interface Reading {
  readonly now: Moment;
  readonly interactions: InteractionReads;
  readonly agents: AgentReads;
  readonly users: UserReads;
  readonly centre: CentreReads;
  readonly configuration: ConfigurationReads;
  readonly contacts: ContactReads;
  readonly responses: ResponseReads;
  readonly history: HistoryReads;
  readonly deliveries: DeliveryReads;
  readonly documents: DocumentReads;
  readonly messages: MessageReads;
  readonly readings: ReadingReads;
  readonly automaticMails: AutomaticMailReads;
  readonly journal: JournalReads;
  readonly sessions: SessionReads;
  readonly subscriptions: SubscriptionReads;
  readonly preferences: PreferenceReads;
  readonly extras: ExtraReads;
  readonly searches: SearchReads;
  readonly drafts: DraftReads;
  readonly timeline: TimelineReads;
  readonly notes: NoteReads;
  readonly presences: PresenceReads;
  readonly holds: HoldReads;
  readonly mailViews: MailViewReads;
  readonly consistency: ConsistencyReads;
  readonly leftovers: LeftoverReads;
}

/** Nouns of a transaction: the same questions, and the writes that operations need. */
export interface Transaction extends Reading {
  /** Integer 1…2147483647 that links answer and notifications (wire.md 1.3); 0 for the server's own changes. */
  readonly referenceId: number;
  /** Runs `work` so that its writes are undone, and only they, when `keep` says no. */
  attempt<T>(work: () => Promise<T>, keep: (value: T) => boolean): Promise<T>;
  readonly interactions: InteractionReads & InteractionRows;
  readonly agents: AgentReads & AgentRows;
  readonly users: UserReads & UserRows;
  readonly centre: CentreReads & CentreRows;
  readonly configuration: ConfigurationReads & ConfigurationRows;
  readonly contacts: ContactReads & ContactRows;
  readonly responses: ResponseReads & ResponseRows;
  readonly deliveries: DeliveryReads & DeliveryRows;
  readonly messages: MessageReads & MessageRows;
  readonly readings: ReadingReads & ReadingRows;
  readonly automaticMails: AutomaticMailReads & AutomaticMailRows;
  readonly journal: JournalReads & JournalRows;
  readonly sessions: SessionReads & SessionRows;
  readonly subscriptions: SubscriptionReads & SubscriptionRows;
  readonly preferences: PreferenceReads & PreferenceRows;
  readonly searches: SearchReads & SearchRows;
  readonly notes: NoteReads & NoteRows;
  readonly presences: PresenceReads & PresenceRows;
  readonly holds: HoldReads & HoldRows;
  readonly mailViews: MailViewReads & MailViewRows;
  readonly leftovers: LeftoverReads & LeftoverRows;
}
