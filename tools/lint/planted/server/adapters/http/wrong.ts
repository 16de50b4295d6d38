import fastify from "fastify";
import cookie from "@fastify/cookie";
import { createHash } from "node:crypto";
import { Accept } from "@postroom/contract";
import { perform } from "../../operations/perform.ts";
import { ask } from "../../queries/query.ts";
import { api } from "../../wire/api.ts";
import { NotApplied } from "../../ports/store.ts";
import type { Actor } from "../../domain/agent/actor.ts";
import { isAgent } from "../../domain/agent/actor.ts"; // refused: plugin
import { accept } from "../../operations/email/accept.ts"; // refused: noRestrictedImports
import { findEmail } from "../../queries/email/find.ts"; // refused: noRestrictedImports
import { hub } from "../cometd/hub.ts"; // refused: noRestrictedImports
import { database } from "../sql/database.ts"; // refused: noRestrictedImports
import { router } from "../../loops/router.ts"; // refused: noRestrictedImports
import { main } from "../../main.ts"; // refused: noRestrictedImports
import { Kysely } from "kysely"; // refused: noRestrictedImports
export const database = process.env["POSTROOM_DATABASE"]; // refused: noProcessEnv
