import { ImapFlow } from "imapflow";
import pino from "pino"; // refused: noRestrictedImports
