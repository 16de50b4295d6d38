import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery } from "../query.ts";
import { accept } from "../../operations/email/accept.ts"; // refused: noRestrictedImports
import { emailB } from "../../wire/shapes/email-b.ts"; // refused: noRestrictedImports
import { Email } from "@postroom/contract"; // refused: noRestrictedImports
import { readFile } from "node:fs/promises"; // refused: noRestrictedImports
import { Kysely } from "kysely"; // refused: noRestrictedImports
export const moment = Date.now(); // refused: noRestrictedGlobals
