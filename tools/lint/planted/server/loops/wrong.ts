import { step } from "../domain/interaction/lifecycle.ts";
import { invite } from "../operations/system/invite.ts";
import type { Store } from "../ports/store.ts";
import { waiting } from "../queries/queue/waiting.ts";
import { notifications } from "../wire/notifications.ts";
import { loop } from "./loop.ts";
import { hub } from "../adapters/cometd/hub.ts"; // refused: noRestrictedImports
import { main } from "../main.ts"; // refused: noRestrictedImports
import { Accept } from "@postroom/contract"; // refused: noRestrictedImports
import { setTimeout as pause } from "node:timers/promises"; // refused: noRestrictedImports
export const later = setTimeout(step, 1); // refused: noRestrictedGlobals
export const moment = Date.now(); // refused: noRestrictedGlobals
