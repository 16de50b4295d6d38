import { Accept } from "@postroom/contract";
import { accept } from "../../operations/email/accept.ts";
import { findEmail } from "../../queries/email/find.ts";
import { capabilities } from "../../domain/interaction/lifecycle.ts";
import { emailB } from "../shapes/email-b.ts";
import { row } from "../entry.ts";
import type { JournalRow } from "../../ports/journal.ts";
import { NotApplied } from "../../ports/store.ts"; // refused: plugin
import { store } from "../../adapters/sql/store.ts"; // refused: noRestrictedImports
import { router } from "../../loops/router.ts"; // refused: noRestrictedImports
import { createHash } from "node:crypto"; // refused: noRestrictedImports
import fastify from "fastify"; // refused: noRestrictedImports
export const moment = Date.now(); // refused: noRestrictedGlobals
export const spread = Math.random(); // refused: plugin
