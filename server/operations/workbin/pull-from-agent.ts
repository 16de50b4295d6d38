import type { Changed } from "../email/do-row.ts";
import { defineOperation } from "../operation.ts";
import { type FromShelf, pulled } from "./pulled.ts";

/** A supervisor or admin owns what lies on another agent's shelf, even without role agent, as Take does. wire.md 12 */
export const pullFromAgent = defineOperation<FromShelf, Changed>("PullFromAgent", "PullFromAgent", pulled);
