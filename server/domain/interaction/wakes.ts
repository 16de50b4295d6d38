import type { Event } from "./events.ts";

type Woken = "router" | "sender" | "reader" | "clock" | "fetcher" | "domains" | "jobs";

/** The loops that have something to do after an event. A hint: every loop also looks by itself (architecture.md 7). */
export function wakesOf(event: Event): readonly Woken[] {
  switch (event.kind) {
    case "ReadinessChanged":
      return ["router"];
    case "MessageReceived":
      return event.operation === "Receive" ? ["reader"] : ["router"];
    case "PropertiesChanged":
      return event.operation === "SnoozeAgain" ? ["clock"] : [];
    case "InteractionMoved":
    case "DraftCreated":
      return event.interaction.state === "Sent" ? ["sender", "router", "clock"] : ["router", "clock"];
    case "ConfigurationChanged":
      return event.thing === "mailbox" ? ["router", "fetcher", "domains"] : ["router"];
    case "DeliveryChanged":
      return event.interaction.delivery === "waiting" ? ["sender"] : [];
    case "DeskChanged":
      return event.operation === "StartJob" || event.operation === "UndoJob" ? ["jobs"] : [];
    case "RawRead":
    case "AccessRefused":
    case "ContactChanged":
    case "Erased":
    case "Answered":
    case "DraftSaved":
    case "AttachmentAdded":
    case "AttachmentRemoved":
    case "WorkbinWatched":
    case "SignedOut":
      return [];
  }
}
