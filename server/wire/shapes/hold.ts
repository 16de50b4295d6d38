import { emailsIn, type Hold } from "../../domain/desktop/hold.ts";
import { statusOf } from "../status.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** What can be called back, or what became of it. desktop.md 13 */
export const holdShape = (hold: Hold) => ({
  id: hold.id,
  until: isoTime(hold.until),
  state: hold.state,
  ...present("reason", hold.refusal && statusOf(hold.refusal).text),
  emailIds: emailsIn(hold),
  version: hold.version,
});
