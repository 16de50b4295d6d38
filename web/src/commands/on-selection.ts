import type { EmailB } from "@postroom/contract";
import { leads } from "../desktop/views.ts";
import type { SelectionDialog } from "../state/desk-state.ts";
import type { Action } from "../state/jobs.ts";
import { namedSet } from "../state/selection.ts";
import type { Doing, OnSelection } from "./command.ts";

type Unless = OnSelection["unless"];

const any = (): boolean => true;

/** What is put off must be worked on, not written. */
export const isSnoozable = ({ state }: Pick<EmailB, "state">): boolean => state === "Processing";

/** Where the server allows it on one of them; what it does not allow is listed at the end. desktop.md 2.3 */
export const maySome =
  (capability: string, suits: (email: EmailB) => boolean = any): Unless =>
  ({ rows }) =>
    rows.some((row) => row.capabilities.includes(capability) && suits(row)) ? undefined : "obstacle.notAllowed";

/** The same; and who leads may do it to what others hold, and to what waits. wire.md 12 */
export const mayLead =
  (capability: string): Unless =>
  (chosen, doing) =>
    leads(doing.state.user) && chosen.rows.some(isOpen) ? undefined : maySome(capability)(chosen, doing);

/** Only who leads may. */
export const leading: Unless = ({ rows }, { state }) =>
  leads(state.user) ? (rows.some(isOpen) ? undefined : "obstacle.notAllowed") : "obstacle.notLeading";

const open: ReadonlySet<string> = new Set(["Queued", "Invited", "Processing", "Composing", "InWorkbin"]);
const isOpen = ({ state }: EmailB): boolean => open.has(state);

/** Asks first how, then whether. */
export const showsFor = (dialog: SelectionDialog, unless: Unless): OnSelection => ({
  unless,
  runs: (_, { desk }) => desk.store.setState({ dialog }),
});

/** Asks at once whether it is to be done to all that is selected; where all of it has left meanwhile, says so. */
export const asksAll =
  (action: Action, params: object = {}, target?: string) =>
  (_: unknown, { desk }: Pick<Doing, "desk">): void => {
    const { selection } = desk.store.getState();
    if (selection === undefined) {
      desk.store.setState({ dialog: undefined });
      desk.tell({ key: "selection.gone" });
      return;
    }
    const asked = { action, params, selection: namedSet(selection), ...(target === undefined ? {} : { target }) };
    desk.store.setState({ asked, dialog: "selection.confirm" });
  };
