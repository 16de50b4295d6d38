import { Registry } from "@prometheus-io/client";
import { log } from "../log/pino.ts"; // refused: noRestrictedImports
