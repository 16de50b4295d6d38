import type { GuardWarning } from "../../domain/mail/recipient-guard.ts";
import { present } from "./viewing.ts";

/** One warning of the recipient guard. desktop.md 13 */
export const warningShape = ({ kind, address, level, text }: GuardWarning) => ({
  kind,
  ...present("address", address),
  level,
  text,
});

/** The same in words: `newToThread eve@other.test (was not in this thread before)`. */
export const warningWords = ({ kind, address, text }: GuardWarning): string =>
  `${kind}${address === undefined ? "" : ` ${address}`} (${text})`;
