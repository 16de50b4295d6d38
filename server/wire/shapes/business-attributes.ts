import { dispositionKey } from "../../domain/interaction/disposition-key.ts";
import type { Subtype } from "../../domain/interaction/interaction.ts";
import type { Settings } from "../../ports/centre.ts";

/** wire.md 10.3 */
export const businessAttributesOf = ({ dispositions, workspace }: Settings) => [
  attribute(dispositionKey(workspace), dispositions),
  attribute("InteractionType", ["Inbound", "Outbound", "Internal"]),
  attribute("InteractionSubtype", subtypes),
];

const attribute = (name: string, values: readonly string[]) => ({
  name,
  values: values.map((value) => ({ name: value, displayName: value })),
});

const subtypes = [
  "InboundNew",
  "InboundCustomerReply",
  "InboundNDR",
  "InboundReport",
  "InboundDisposition",
  "OutboundNew",
  "OutboundReply",
  "OutboundAcknowledgement",
  "OutboundAutoResponse",
  "OutboundRedirect",
] as const satisfies readonly Subtype[];
