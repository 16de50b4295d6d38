import { authenticate } from "mailauth";
import pino from "pino"; // refused: noRestrictedImports
