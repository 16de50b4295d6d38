import { Button } from "../ui/button.tsx";
import { useSay, verbs } from "./desk.ts";
import { unlockSound } from "./sound.ts";

/** Makes the agent Ready. The press is also what lets the browser play the sound of an offer. */
export function GoReady() {
  const say = useSay();
  return (
    <Button
      isMain
      onPress={() => {
        unlockSound();
        return verbs.become("Ready");
      }}
    >
      {say("status.goReady")}
    </Button>
  );
}
