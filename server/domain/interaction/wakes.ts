import type { Event } from "./events.ts";

/** The loops that have something to do after an event. A hint: every loop also looks by itself (architecture.md 7). */
export function wakesOf(event: Event): readonly ("router" | "sender" | "reader" | "clock")[] {
  switch (event.kind) {
    case "ReadinessChanged":
      return ["router"];
    case "MessageReceived":
      return event.operation === "Receive" ? ["reader"] : ["router"];
    case "InteractionMoved":
    case "DraftCreated":
      return event.interaction.state === "Sent" ? ["sender", "router", "clock"] : ["router", "clock"];
    case "ConfigurationChanged":
      return ["router"];
    case "DeliveryChanged":
      return event.interaction.delivery === "waiting" ? ["sender"] : [];
    case "RawRead":
    case "AccessRefused":
    case "ContactChanged":
    case "Answered":
    case "DraftSaved":
    case "PropertiesChanged":
    case "AttachmentAdded":
    case "AttachmentRemoved":
    case "WorkbinWatched":
      return [];
  }
}
