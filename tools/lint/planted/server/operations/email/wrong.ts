import { step } from "../../domain/interaction/lifecycle.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation } from "../operation.ts";
import { perform } from "../perform.ts"; // refused: noRestrictedImports
import { api } from "../../wire/api.ts"; // refused: noRestrictedImports
import { findEmail } from "../../queries/email/find.ts"; // refused: noRestrictedImports
import { Accept } from "@postroom/contract"; // refused: noRestrictedImports
import { sql } from "../../adapters/sql/store.ts"; // refused: noRestrictedImports
import { z } from "zod"; // refused: noRestrictedImports
import { createHash } from "node:crypto"; // refused: noRestrictedImports
export const moment = new Date(); // refused: noRestrictedGlobals
export const later = setInterval(step, 1); // refused: noRestrictedGlobals
export const answer = fetch("http://127.0.0.1"); // refused: noRestrictedGlobals
export const id = crypto.randomUUID(); // refused: noRestrictedGlobals, plugin
export const spread = Math.random(); // refused: plugin
export const run = async (tx: Transaction): Promise<unknown> => defineOperation("Wrong", tx);
