import type { WorkbinFound } from "../../queries/workbin/list.ts";
import { located, paths } from "./uris.ts";

/** GWS names a workbin three times. wire.md 7 */
export const workbinShape = ({ workbin, count }: WorkbinFound, publicUrl: string) => ({
  id: workbin.id,
  workbinName: workbin.name,
  name: workbin.name,
  displayName: workbin.name,
  type: workbin.type,
  ...located(publicUrl, paths.workbin(workbin.id)),
  count,
});
