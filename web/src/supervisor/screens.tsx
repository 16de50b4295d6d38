import type { DisplayGivenAnswer, DisplayToken } from "@postroom/contract";
import { useEffect, useState } from "react";
import { desk, useLocale, useSay } from "../desktop/desk.ts";
import { dateText } from "../desktop/times.ts";
import { Button } from "../ui/button.tsx";
import { For } from "./for.tsx";
import { useGroup } from "./group-choice.tsx";
import { told } from "./told.ts";

const path = "/api/postroom/v1/display-tokens";

/** Screens on the wall: each has a link that is told once and can be taken back. The group is the one that the page shows. desktop.md 7 */
export function Screens() {
  const say = useSay();
  const locale = useLocale();
  const [group] = useGroup();
  const [screens, setScreens] = useState<readonly DisplayToken[]>();
  const [url, setUrl] = useState<string>();
  const read = async (): Promise<void> => {
    const all = await desk.api.get<{ displayTokens: readonly DisplayToken[] }>(path);
    if (all.ok) setScreens(all.value.displayTokens);
    else told(all);
  };
  const make = async (name: string): Promise<void> => {
    const made = await desk.api.post<DisplayGivenAnswer>(path, { name, ...(group === "" ? {} : { group }) });
    if (made.ok) setUrl(made.value.url);
    else told(made);
    await read();
  };
  const takeBack = async ({ id }: DisplayToken): Promise<void> => {
    setUrl(undefined);
    told(await desk.api.post<object>(`${path}/${id}`, {}, { method: "DELETE" }));
    await read();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when it is opened, and after each change.
  useEffect(() => void read(), []);
  if (screens === undefined) return <p>{say("app.loading")}</p>;
  return (
    <section className="screens" aria-label={say("screens.title")}>
      <p>{say("screens.hint")}</p>
      <ul className="holding">
        {screens.map((screen) => (
          <li key={screen.id}>
            <bdi>{screen.name}</bdi>
            {screen.group !== undefined && <bdi className="chip">{screen.group.name}</bdi>}
            <span className="soft">
              {say("screens.by", { name: screen.by, time: dateText(Date.parse(screen.at), locale) })}
            </span>
            <Button onPress={() => takeBack(screen)}>
              {say("screens.takeBack")}
              <For name={screen.name} />
            </Button>
          </li>
        ))}
        {screens.length === 0 && <li>{say("screens.none")}</li>}
      </ul>
      {url !== undefined && <Once url={url} />}
      <NewScreen make={make} />
    </section>
  );
}

function NewScreen({ make }: { readonly make: (name: string) => Promise<void> }) {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  return (
    <form
      className="asked"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        setBusy(true);
        void make(String(new FormData(form).get("name") ?? "").trim()).finally(() => {
          setBusy(false);
          form.reset();
        });
      }}
    >
      <label>
        {say("screens.name")}
        <input name="name" required maxLength={100} dir="auto" />
      </label>
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy}>
          {say("screens.make")}
        </Button>
      </div>
    </form>
  );
}

/** The link, while it can still be seen. */
function Once({ url }: { readonly url: string }) {
  const say = useSay();
  return (
    <div className="once" role="status">
      <p>{say("screens.once")}</p>
      <code dir="ltr">{url}</code>
      {"clipboard" in navigator && (
        <Button onPress={() => navigator.clipboard.writeText(url).catch(() => undefined)}>{say("screens.copy")}</Button>
      )}
    </div>
  );
}
