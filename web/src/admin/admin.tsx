import type { Admin as View } from "../desktop/views.ts";
import { Audit } from "./audit.tsx";
import { Mailboxes } from "./mailboxes.tsx";
import { Persons } from "./persons/persons.tsx";
import { Queues } from "./queues/queues.tsx";
import { Responses } from "./responses/responses.tsx";
import { Rules } from "./rules/rules.tsx";
import { SetUpList } from "./set-up/set-up-list.tsx";
import { Skills } from "./skills.tsx";
import { System } from "./system.tsx";
import "../supervisor/supervisor.css";
import "./admin.css";

const pages = {
  setup: SetUpList,
  mailboxes: Mailboxes,
  system: System,
  audit: Audit,
  persons: Persons,
  skills: Skills,
  rules: Rules,
  responses: Responses,
  queues: Queues,
} as const;

/** The pages of admins, each with its URL. desktop.md 8 */
export function Admin({ page }: Pick<View, "page">) {
  const Page = pages[page];
  return <Page />;
}
