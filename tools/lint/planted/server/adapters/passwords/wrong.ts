import { hash } from "@node-rs/argon2";
import pino from "pino"; // refused: noRestrictedImports
