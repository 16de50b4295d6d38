import { useState } from "react";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { DigitMenu } from "./digit-menu.tsx";
import { unlockSound } from "./sound.ts";

/** The states that the agent may choose, each with a digit. desktop.md 3.2 */
export function StatusMenu() {
  const say = useSay();
  const states = useDesk(({ agentStates }) => agentStates);
  const isUndisturbed = useDesk(({ centre }) => centre.channel?.doNotDisturb === "On");
  const [isLater, setLater] = useState(false);
  const away = [
    { word: say("status.NotReady"), operationName: "NotReady" },
    ...states.map(({ displayName: word, operationName }) => ({ word, operationName })),
  ];
  const later = away.map((then) => ({
    word: say("status.afterThis", { word: then.word }),
    choose: () => verbs.becomeAfterThis(then),
  }));
  const now = [
    {
      word: say("status.Ready"),
      choose: () => {
        unlockSound();
        return verbs.become("Ready");
      },
    },
    ...away.map(({ word, operationName }) => ({ word, choose: () => verbs.become(operationName) })),
    { word: say("status.later"), choose: () => setLater(true) },
    {
      word: say(isUndisturbed ? "status.disturb" : "status.doNotDisturb"),
      choose: () => verbs.become(isUndisturbed ? "DoNotDisturbOff" : "DoNotDisturbOn"),
    },
    { word: say("command.logOff"), choose: () => desk.signOut() },
  ];
  return <DigitMenu choices={isLater ? later : now} />;
}
