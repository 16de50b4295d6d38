import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { control } from "./control.ts";
import { For } from "./for.tsx";
import { ItemList } from "./item-list.tsx";
import type { AgentRow } from "./trouble.ts";
import { Why } from "./why.tsx";

type Props = { readonly agent: AgentRow; readonly changed: () => Promise<void>; readonly close: () => void };

const shownMax = 20;
/** Where mail lies that is no person's. */
const parked = "parked";

/** What waits, the oldest first, each to be offered to this agent: also what they declined or missed. */
export function Waiting({ agent, changed, close }: Props) {
  const say = useSay();
  return (
    <ItemList
      query={`state=Queued&limit=${shownMax}`}
      hides={({ queue }) => queue === parked}
      label={say("agents.offer")}
      empty={say("agents.waitingNone")}
      close={close}
      verbs={({ id, subject }, read) => (
        <>
          <Button
            hint={say("agents.reOfferHint")}
            onPress={async () => {
              await control(agent, { operationName: "ReOffer", interactionId: id });
              await Promise.all([read(), changed()]);
            }}
          >
            {say("agents.reOffer")}
            <For name={subject ?? id} />
          </Button>
          <Why id={id} />
        </>
      )}
    />
  );
}
