import type { Interaction } from "./interaction.ts";

/** A report that was sent by mail: nobody wrote it and it answers nothing. It is no work: agents neither find nor read it, supervisors see how it fared. desktop.md 7 */
export const isReportMail = ({ subtype, parent }: Pick<Interaction, "subtype" | "parent">): boolean =>
  subtype === "OutboundAutoResponse" && parent === undefined;
