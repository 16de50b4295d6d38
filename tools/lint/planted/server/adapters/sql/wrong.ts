import { Kysely } from "kysely";
import { start } from "./embedded/supervisor.ts";
import { disk } from "../files/disk.ts"; // refused: noRestrictedImports
import { perform } from "../../operations/perform.ts"; // refused: noRestrictedImports
import fastify from "fastify"; // refused: noRestrictedImports
