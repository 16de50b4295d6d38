import { hrtime } from "node:process";
import type { Clock } from "../../ports/clock.ts";
import pino from "pino"; // refused: noRestrictedImports
import { api } from "../../wire/api.ts"; // refused: noRestrictedImports
export const moment = Date.now();
