import { useState } from "react";
import { problemOf } from "../commands/own-keys.ts";
import { commandsWith, registry } from "../commands/registry.ts";
import { ownNameOf } from "../i18n/locale.ts";
import { languageNames, languages } from "../i18n/words.ts";
import { afterDones, asAnswered } from "../state/preferences.ts";
import { Choice } from "../ui/choice.tsx";
import { preferences, useDesk, usePreferences, useSay } from "./desk.ts";
import { SoundChoice } from "./sound-choice.tsx";

/** A further one stands in the list while it is chosen: by another release, or by a script. */
const replyLanguages: readonly string[] = [asAnswered, ...languages];

const themes = ["system", "light", "dark"] as const;
const densities = ["comfortable", "compact"] as const;

/** Language, looks, sound, and one's own keys. */
export function SettingsForm() {
  const say = useSay();
  const chosen = usePreferences((all) => all);
  const { replyLanguage } = chosen;
  return (
    <div className="settings">
      <Choice
        label={say("settings.language")}
        values={languages}
        chosen={chosen.language}
        wordOf={(language) => languageNames[language]}
        langOf={(language) => language}
        choose={(language) => preferences.setState({ language })}
      />
      <Choice
        label={say("settings.replyLanguage")}
        values={replyLanguages.includes(replyLanguage) ? replyLanguages : [...replyLanguages, replyLanguage]}
        chosen={replyLanguage}
        wordOf={(tag) => (tag === asAnswered ? say("settings.replyLanguage.answered") : ownNameOf(tag))}
        langOf={(tag) => (tag === asAnswered ? chosen.language : tag)}
        choose={(tag) => preferences.setState({ replyLanguage: tag })}
      />
      <Choice
        label={say("settings.theme")}
        values={themes}
        chosen={chosen.theme}
        wordOf={(theme) => say(`settings.theme.${theme}`)}
        choose={(theme) => preferences.setState({ theme })}
      />
      <Choice
        label={say("settings.density")}
        values={densities}
        chosen={chosen.density}
        wordOf={(density) => say(`settings.density.${density}`)}
        choose={(density) => preferences.setState({ density })}
      />
      <Choice
        label={say("settings.afterDone")}
        values={afterDones}
        chosen={chosen.afterDone}
        wordOf={(one) => say(`settings.afterDone.${one}`)}
        choose={(afterDone) => preferences.setState({ afterDone })}
      />
      <SoundChoice />
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
  const macros = useDesk((state) => state.macros.macros);
  const command = registry.find((one) => one.id === id);
  const [written, setWritten] = useState((own[id] ?? command?.keys ?? []).join(", "));
  if (command === undefined) return null;
  const keys = written
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
  const commands = commandsWith(macros);
  const problem = problemOf(id, keys, own, commands);
  const taken = commands.find((one) => one.id === problem?.takenBy);
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
            : say("settings.keyTaken", { key: problem.key, command: say(taken.label, taken.values) })}
        </small>
      )}
    </label>
  );
}
