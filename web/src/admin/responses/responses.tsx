import { useState } from "react";
import { useStore } from "zustand";
import { useDesk, useSay } from "../../desktop/desk.ts";
import { useNow } from "../../desktop/ticking.ts";
import { inLine } from "../../i18n/in-line.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../page.tsx";
import { groupsOf, type Wanted } from "./groups.ts";
import { ResponseTable } from "./response-table.tsx";
import { beginNewText, openText } from "./text/open-text.ts";
import { TextForm } from "./text/text-form.tsx";
import { useResponses } from "./use-responses.ts";
import "./responses.css";

const everything: Wanted = { words: "", isUnused: false, isUnapproved: false };

/** Standard responses in their tree, with their languages side by side, and how they are used. desktop.md 8.5 */
export function Responses() {
  const say = useSay();
  const { found, problem, readAgain } = useResponses();
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow() + offset;
  const [wanted, setWanted] = useState(everything);
  const groups = found === undefined ? [] : groupsOf(found.responses, wanted, now);
  const { open } = useStore(openText);
  const [said, setSaid] = useState("");
  const done = async (words: string): Promise<void> => {
    await readAgain();
    setSaid(words);
  };
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <Page title="view.responses" problem={problem}>
      {found === undefined && problem === undefined && <p>{say("app.loading")}</p>}
      {found !== undefined && (
        <div className="verbs">
          <Button onPress={() => beginNewText({})} isDisabled={open !== undefined}>
            {say("text.add")}
          </Button>
          <span role="status">{open === undefined && said}</span>
        </div>
      )}
      {found !== undefined && open !== undefined && (
        <TextForm key={open.before?.id ?? "new"} open={open} responses={found.responses} done={done} />
      )}
      {found !== undefined && found.responses.length === 0 && <p>{say("responses.none")}</p>}
      {found !== undefined && found.responses.length > 0 && (
        <>
          <Filter wanted={wanted} want={setWanted} />
          <p role="status" className="soft">
            {say("responses.count", { count })}
            {found.isCut && ` ${say("responses.cut", { count: found.responses.length })}`}
          </p>
          {groups.map((group) => (
            <section key={group.category} aria-label={inLine(group.category)}>
              <h2>
                <bdi>{group.category.replaceAll("/", " / ")}</bdi>
              </h2>
              <ResponseTable group={group} now={now} readAgain={readAgain} />
            </section>
          ))}
        </>
      )}
    </Page>
  );
}

type FilterProps = { readonly wanted: Wanted; readonly want: (wanted: Wanted) => void };

function Filter({ wanted, want }: FilterProps) {
  const say = useSay();
  const tick = (key: "isUnused" | "isUnapproved", label: string) => (
    <label className="tick">
      <input
        type="checkbox"
        checked={wanted[key]}
        onChange={({ target }) => want({ ...wanted, [key]: target.checked })}
      />
      {label}
    </label>
  );
  return (
    <div className="filter responses-filter">
      <label>
        {say("view.search")}
        <input
          value={wanted.words}
          dir="auto"
          maxLength={1_000}
          onChange={({ target }) => want({ ...wanted, words: target.value })}
        />
      </label>
      {tick("isUnused", say("responses.unused"))}
      {tick("isUnapproved", say("responses.unapproved"))}
    </div>
  );
}
