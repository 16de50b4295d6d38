import { layers } from "../commands/command.ts";
import { registry } from "../commands/registry.ts";
import { usePreferences, useSay } from "./desk.ts";

/** All keys, drawn from the registry. */
export function KeySheet() {
  const say = useSay();
  const own = usePreferences((chosen) => chosen.keys);
  return (
    <div className="key-sheet">
      {layers.map((layer) => (
        <section key={layer}>
          <h3>{say(`layer.${layer}`)}</h3>
          <dl>
            {registry
              .filter((command) => command.layer === layer && (own[command.id] ?? command.keys).length > 0)
              .map(({ id, label, keys }) => (
                <div key={id}>
                  <dt>{say(label)}</dt>
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
