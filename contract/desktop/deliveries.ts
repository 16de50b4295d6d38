import { z } from "zod";
import { deliveryCommands } from "../gws/supervisor.ts";

/** The version of the e-mail that the person saw: who decides on what has changed meanwhile is refused. */
const version = { version: z.int().min(1) };

/** `POST /interactions/{id}/delivery`: GWS's bodies, with the version. desktop.md 13 */
export const deliveryDecisions = {
  Resend: deliveryCommands.Resend.extend(version),
  MarkSent: deliveryCommands.MarkSent.extend(version),
  Cancel: deliveryCommands.Cancel.extend(version),
} as const;
