import type { ResponseResource } from "@postroom/contract";
import { useEffect, useId, useState } from "react";
import { findResponses } from "../composer/responses.ts";
import { desk, useSay } from "./desk.ts";

export type ChosenResponse = { readonly id: string; readonly name: string; readonly body: string };

/** Standard responses by name, shortcut and text; what is chosen comes with its field codes as they are. desktop.md 5.5 */
export function ResponseFinder({ choose }: { readonly choose: (response: ChosenResponse) => void }) {
  const say = useSay();
  const id = useId();
  const [words, setWords] = useState("");
  const found = useFound(words);
  const read = async (response: ResponseResource): Promise<void> => {
    const whole = await desk.api.get<{ readonly template: ChosenResponse }>(`/response-templates/${response.id}`);
    if (whole.ok) {
      setWords("");
      choose(whole.value.template);
    } else if (whole.kind === "refused") {
      desk.tell({ key: "notice.refused", values: { words: whole.words } }, "alarm");
    }
  };
  return (
    <>
      <label className="field-of-form" htmlFor={id}>
        {say("reply.find")}
      </label>
      <input
        id={id}
        name="find"
        type="search"
        dir="auto"
        value={words}
        autoComplete="off"
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          const [first] = found ?? [];
          if (first !== undefined) void read(first);
        }}
      />
      {words.trim() !== "" && found?.length === 0 && <p>{say("composer.noResponses")}</p>}
      {words.trim() !== "" && (
        <div className="choices found-responses">
          {found?.map((response) => (
            <button key={response.id} type="button" className="button" onClick={() => void read(response)}>
              <strong dir="auto">{response.name}</strong>
              <small dir="auto" lang={response.language}>
                {response.preview}
              </small>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Undefined until the newest letters have their answer: never what earlier ones found. */
function useFound(words: string): readonly ResponseResource[] | undefined {
  const [found, setFound] = useState<{ readonly words: string; readonly responses: readonly ResponseResource[] }>();
  useEffect(() => {
    let isNewest = true;
    if (words.trim() === "") return;
    void findResponses(desk.api, words).then((responses) => {
      if (isNewest) setFound({ words, responses });
    });
    return () => {
      isNewest = false;
    };
  }, [words]);
  return found?.words === words ? found.responses : undefined;
}
