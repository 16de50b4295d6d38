import { documentedStatuses } from "../../server/wire/status.ts";
import type { Generator } from "./generator.ts";
import { heading, table } from "./markdown.ts";

export const errors: Generator = { file: "docs/errors.md", make: page };

function page(): string {
  return `${[
    heading("Refusals and failures", "`server/wire/status.ts`"),
    "Every answer that is no success has the keys `status` (`error`), `statusCode`, `errorDescription` and `statusMessage`. Clients rely on the code; the text is for people. A refused request has changed nothing. After 429 and 503 nothing was applied either: repeat freely. After any other 5xx the outcome is unknown: read, or repeat with the same `Idempotency-Key`.",
    table(["code", "HTTP", "name", "text, for example"], documentedStatuses().map(cells)),
  ].join("\n\n")}\n`;
}

const cells = ({ code, http, name, text }: ReturnType<typeof documentedStatuses>[number]): readonly string[] => [
  String(code),
  String(http),
  name,
  `\`${text}\``,
];
