import { layers } from "../commands/command.ts";
import { commandsWith } from "../commands/registry.ts";
import { useDesk, usePreferences, useSay } from "./desk.ts";

/** All keys, drawn from the registry. */
export function KeySheet() {
  const say = useSay();
  const macros = useDesk((state) => state.macros.macros);
  const own = usePreferences((chosen) => chosen.keys);
  return (
    <div className="key-sheet">
      {layers.map((layer) => (
        <section key={layer}>
          <h3>{say(`layer.${layer}`)}</h3>
          <dl>
            {commandsWith(macros)
              .filter((command) => command.layer === layer && (own[command.id] ?? command.keys).length > 0)
              .map(({ id, label, values, keys }) => (
                <div key={id}>
                  <dt>{say(label, values)}</dt>
                  <dd>
                    {(own[id] ?? keys).map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
