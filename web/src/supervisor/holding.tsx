import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { control } from "./control.ts";
import { For } from "./for.tsx";
import { ItemList } from "./item-list.tsx";
import type { AgentRow } from "./trouble.ts";
import { Why } from "./why.tsx";

type Props = { readonly agent: AgentRow; readonly changed: () => Promise<void>; readonly close: () => void };

/** What an agent holds, each to be looked at, put back into its queue for somebody else, or offered from the start. */
export function Holding({ agent, changed, close }: Props) {
  const say = useSay();
  const query = `state=Invited,Processing,Composing&assignedTo=${encodeURIComponent(agent.userName)}`;
  const may = (name: AgentRow["capabilities"][number]): boolean => agent.capabilities.includes(name);
  return (
    <ItemList
      query={query}
      label={`${say("agents.items")} ${agent.userName}`}
      empty={say("agents.nothing")}
      close={close}
      verbs={({ id, subject, state }, read) => {
        const does = (operationName: "TakeBack" | "ReOffer") => async () => {
          await control(agent, { operationName, interactionId: id });
          await Promise.all([read(), changed()]);
        };
        return (
          <>
            {state !== "Composing" && may("TakeBack") && (
              <Button onPress={does("TakeBack")} hint={say("agents.takeBackHint")}>
                {say("agents.takeBack")}
                <For name={subject ?? id} />
              </Button>
            )}
            {state === "Invited" && may("ReOffer") && (
              <Button onPress={does("ReOffer")} hint={say("agents.reOfferHint")}>
                {say("agents.reOffer")}
                <For name={subject ?? id} />
              </Button>
            )}
            <Why id={id} />
          </>
        );
      }}
    />
  );
}
