import { useState } from "react";
import { problemOf } from "../commands/own-keys.ts";
import { registry } from "../commands/registry.ts";
import { languageNames, languages } from "../i18n/words.ts";
import { Button } from "../ui/button.tsx";
import { preferences, usePreferences, useSay } from "./desk.ts";
import { playOffer, unlockSound } from "./sound.ts";

const themes = ["system", "light", "dark"] as const;
const densities = ["comfortable", "compact"] as const;

/** Language, looks, sound, and one's own keys. */
export function SettingsForm() {
  const say = useSay();
  const chosen = usePreferences((all) => all);
  return (
    <div className="settings">
      <label>
        {say("settings.language")}
        <select
          value={chosen.language}
          onChange={({ target }) =>
            preferences.setState({ language: languages.find((one) => one === target.value) ?? "en" })
          }
        >
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("settings.theme")}
        <select
          value={chosen.theme}
          onChange={({ target }) =>
            preferences.setState({ theme: themes.find((one) => one === target.value) ?? "system" })
          }
        >
          {themes.map((theme) => (
            <option key={theme} value={theme}>
              {say(`settings.theme.${theme}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say("settings.density")}
        <select
          value={chosen.density}
          onChange={({ target }) =>
            preferences.setState({ density: densities.find((one) => one === target.value) ?? "comfortable" })
          }
        >
          {densities.map((density) => (
            <option key={density} value={density}>
              {say(`settings.density.${density}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={chosen.sound}
          onChange={({ target }) => preferences.setState({ sound: target.checked })}
        />
        {say("settings.sound")}
      </label>
      <Button
        onPress={() => {
          unlockSound();
          playOffer();
        }}
      >
        {say("settings.soundTest")}
      </Button>
      <h3>{say("settings.keys")}</h3>
      <p>{say("settings.keysHint")}</p>
      {registry.map(({ id }) => (
        <OwnKeys key={id} id={id} />
      ))}
    </div>
  );
}

function OwnKeys({ id }: { readonly id: string }) {
  const say = useSay();
  const own = usePreferences((chosen) => chosen.keys);
  const command = registry.find((one) => one.id === id);
  const [written, setWritten] = useState((own[id] ?? command?.keys ?? []).join(", "));
  if (command === undefined) return null;
  const keys = written
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
  const problem = problemOf(id, keys, own);
  const taken = registry.find((one) => one.id === problem?.takenBy);
  return (
    <label className="own-keys">
      {say(command.label)}
      <input
        value={written}
        aria-invalid={problem !== undefined}
        onChange={({ target }) => setWritten(target.value)}
        onBlur={() => {
          if (problem === undefined) preferences.setState({ keys: { ...own, [id]: keys } });
        }}
      />
      {problem !== undefined && (
        <small className="problem" role="alert">
          {taken === undefined
            ? say("settings.keyForbidden", { key: problem.key })
            : say("settings.keyTaken", { key: problem.key, command: say(taken.label) })}
        </small>
      )}
    </label>
  );
}
