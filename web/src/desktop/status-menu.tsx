import { useEffect } from "react";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { unlockSound } from "./sound.ts";

/** The states that the agent may choose, each with a digit. desktop.md 3.2 */
export function StatusMenu() {
  const say = useSay();
  const states = useDesk(({ agentStates }) => agentStates);
  const choices = [
    {
      word: say("status.Ready"),
      choose: () => {
        unlockSound();
        return verbs.become("Ready");
      },
    },
    { word: say("status.NotReady"), choose: () => verbs.become("NotReady") },
    ...states.map((state) => ({ word: state.displayName, choose: () => verbs.become(state.operationName) })),
    { word: say("command.logOff"), choose: () => desk.signOut() },
  ];
  useEffect(() => {
    const listen = ({ key }: KeyboardEvent): void => {
      if (/^[1-9]$/.test(key)) void choices[Number(key) - 1]?.choose();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
  return (
    <div className="choices">
      {choices.map(({ word, choose }, index) => (
        <Button key={word} keys={String(index + 1)} onPress={choose}>
          {word}
        </Button>
      ))}
    </div>
  );
}
