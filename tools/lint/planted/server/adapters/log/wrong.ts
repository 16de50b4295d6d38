import pino from "pino";
import { Registry } from "@prometheus-io/client"; // refused: noRestrictedImports
