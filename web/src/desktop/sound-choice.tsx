import { type Sound, sounds, usualSound } from "../state/preferences.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { preferences, usePreferences, useSay } from "./desk.ts";
import { playOffer, unlockSound } from "./sound.ts";

const silence = "none";

/** What is heard when something is offered: which, how loud, how often; and a test of it. desktop.md 3.3 */
export function SoundChoice() {
  const say = useSay();
  const chosen = usePreferences(({ sound }) => sound);
  const change = (what: Partial<Sound>): void =>
    preferences.setState({ sound: { ...(chosen === false ? usualSound : chosen), ...what } });
  return (
    <>
      <Choice
        label={say("settings.sound")}
        values={[silence, ...sounds]}
        chosen={chosen === false ? silence : chosen.name}
        wordOf={(name) => say(`settings.sound.${name}`)}
        choose={(name) => (name === silence ? preferences.setState({ sound: false }) : change({ name }))}
      />
      {chosen !== false && (
        <>
          <label>
            {say("settings.volume")}
            <input
              type="range"
              min={0.1}
              max={1}
              step={0.1}
              value={chosen.volume}
              onChange={({ target }) => change({ volume: Number(target.value) })}
            />
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={chosen.repeats}
              onChange={({ target }) => change({ repeats: target.checked })}
            />
            {say("settings.repeats")}
          </label>
          <Button
            onPress={() => {
              unlockSound();
              playOffer(chosen);
            }}
          >
            {say("settings.soundTest")}
          </Button>
        </>
      )}
    </>
  );
}
