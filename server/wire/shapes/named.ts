import type { Named } from "../../ports/centre.ts";
import { located, paths } from "./uris.ts";
import { present } from "./viewing.ts";

/** A skill; with a user also its level, a string as in GWS. wire.md 2.3, 10.2 */
export const skillShape = ({ id, name }: Named, publicUrl: string, level?: number) => ({
  id,
  name,
  ...present("level", level === undefined ? undefined : String(level)),
  ...located(publicUrl, paths.skill(id)),
});

/** wire.md 10.2 */
export const groupShape = ({ id, name }: Named, publicUrl: string) => ({
  id,
  name,
  type: "AgentGroup",
  contains: ["users"],
  ...located(publicUrl, paths.group(id)),
});
