import { useEffect, useState } from "react";
import type { Written } from "../state/verbs.ts";
import { Button } from "../ui/button.tsx";
import { closeDialog } from "./asked-about.ts";
import { composing } from "./composing.ts";
import { desk, useLocale, useSay } from "./desk.ts";
import { bytesText, dateText, timeOf } from "./times.ts";

type Version = { readonly version: number; readonly at: string; readonly by: string; readonly bytes: number };

/** What the open draft said before. Taking an earlier text is a change like any other: what stands there now stays among the versions. desktop.md 5.3, 13 */
export function Versions() {
  const say = useSay();
  const locale = useLocale();
  const [id] = useState(() => composing.current?.draftId);
  const versions = useVersions(id);
  const [chosen, setChosen] = useState<number>();
  const content = useContent(id, chosen);
  if (versions === undefined) return <p>{say("app.loading")}</p>;
  return (
    <div className="versions">
      {versions.length === 0 && <p>{say("versions.none")}</p>}
      <ul className="choices">
        {versions.map(({ version, at, by, bytes }) => (
          <li key={version}>
            <Button isOn={version === chosen} onPress={() => setChosen(version)}>
              <bdi>{dateText(timeOf(at), locale)}</bdi>{" "}
              <small>
                <bdi>{by}</bdi> · {bytesText(bytes, locale)}
              </small>
            </Button>
          </li>
        ))}
      </ul>
      {content !== undefined && (
        <section aria-label={say("versions.text")}>
          <p className="before" dir="auto">
            {content.bodyAsPlainText}
          </p>
          <Button
            isMain
            hint={say("versions.effect")}
            onPress={() => {
              if (composing.current?.draftId === id) composing.current?.take(content);
              closeDialog("versions");
            }}
          >
            {say("versions.take")}
          </Button>
        </section>
      )}
    </div>
  );
}

const pathOf = (id: string): string => `/api/postroom/v1/drafts/${id}/versions`;

function useVersions(id: string | undefined): readonly Version[] | undefined {
  const [versions, setVersions] = useState<readonly Version[]>();
  useEffect(() => {
    if (id === undefined) return setVersions([]);
    void desk.api
      .get<{ versions: readonly Version[] }>(pathOf(id))
      .then((found) => setVersions(found.ok ? found.value.versions : []));
  }, [id]);
  return versions;
}

function useContent(id: string | undefined, version: number | undefined): Written | undefined {
  const [read, setRead] = useState<{ readonly version: number; readonly content: Written }>();
  useEffect(() => {
    let isNewest = true;
    if (id === undefined || version === undefined) return;
    void desk.api.get<{ content: Written }>(`${pathOf(id)}/${version}`).then((found) => {
      if (isNewest && found.ok) setRead({ version, content: found.value.content });
    });
    return () => {
      isNewest = false;
    };
  }, [id, version]);
  // Never the text of the one that was chosen before.
  return read?.version === version ? read?.content : undefined;
}
