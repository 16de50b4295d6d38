import type { Interaction } from "../domain/interaction/interaction.ts";
import type { Clock } from "./clock.ts";
import { step } from "../domain/interaction/lifecycle.ts"; // refused: plugin
import { now } from "./now.ts"; // refused: plugin
import type { Kysely } from "kysely"; // refused: noRestrictedImports
import type { Readable } from "node:stream"; // refused: noRestrictedImports
import type { Performing } from "../operations/perform.ts"; // refused: noRestrictedImports
