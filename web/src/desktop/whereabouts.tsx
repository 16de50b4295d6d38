import type { EmailB } from "@postroom/contract";
import type { Key, Values } from "../i18n/words.ts";
import { valueAt } from "../state/by-id.ts";
import { useDesk, useSay } from "./desk.ts";

/** Of an e-mail that its reader does not hold: who has it, or where it lies, in words. desktop.md 3.6 */
export function Whereabouts({ email }: { readonly email: EmailB }) {
  const say = useSay();
  const isHeld = useDesk(({ centre }) => valueAt(centre.emails, email.id) !== undefined);
  const me = useDesk(({ user }) => user?.id);
  const isOurs = isHeld || (me !== undefined && email.assignedToId === me);
  const where = isOurs ? undefined : whereOf(email);
  return where === undefined ? null : (
    <p className="whereabouts" role="status" dir="auto">
      {say(...where)}
    </p>
  );
}

function whereOf({ state, assignedTo: name, queue, workbin }: EmailB): readonly [Key, Values] | undefined {
  switch (state) {
    case "Invited":
    case "Processing":
    case "Composing":
      return name === undefined ? undefined : [`where.${state}`, { name }];
    case "Queued":
      return queue === undefined ? undefined : ["where.Queued", { queue }];
    case "InWorkbin":
      return workbin === undefined ? undefined : ["where.InWorkbin", { workbin }];
    case "Completed":
    case "Canceled":
      return [`where.${state}`, {}];
    // How sent mail fares is said with it.
    default:
      return undefined;
  }
}
