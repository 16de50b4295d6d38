import { useState } from "react";
import { newKey } from "../../../api/key.ts";
import type { Outcome } from "../../../api/outcome.ts";
import { desk, useSay } from "../../../desktop/desk.ts";
import { For } from "../../../supervisor/for.tsx";
import { told } from "../../../supervisor/told.ts";
import { Button } from "../../../ui/button.tsx";
import { takeNewer } from "./open-text.ts";
import type { TemplateResource } from "./template.ts";

/** Files that go with the text; a new one is saved first. desktop.md 8.5 */
export function TextFiles({ before }: { readonly before: TemplateResource | undefined }) {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  if (before === undefined) return <p className="soft">{say("text.filesLater")}</p>;
  const path = `/api/postroom/v1/config/responses/${before.id}/attachments`;
  const after = async (outcome: Promise<Outcome<object>>): Promise<void> => {
    setBusy(true);
    told(await outcome);
    await takeNewer();
    setBusy(false);
  };
  const add = (file: File): Promise<void> => {
    const form = new FormData();
    form.append("attachment", file, file.name);
    const nothing = () => undefined;
    return after(desk.api.upload({ path, form, key: newKey(), progress: nothing, waits: nothing }).outcome);
  };
  const remove = (id: string): Promise<void> => after(desk.api.post(`${path}/${id}`, {}, { method: "DELETE" }));
  return (
    <section className="files" aria-label={say("text.files")}>
      <ul>
        {before.attachments.map(({ id, name }) => (
          <li key={id}>
            <a href={`${path}/${id}`} download={name}>
              <bdi>{name}</bdi>
            </a>{" "}
            <Button onPress={() => remove(id)} isDisabled={isBusy}>
              {say("rules.remove")}
              <For name={name} />
            </Button>
          </li>
        ))}
      </ul>
      <label>
        {say("text.addFile")}{" "}
        <input
          type="file"
          disabled={isBusy}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) void add(file);
            target.value = "";
          }}
        />
      </label>
    </section>
  );
}
