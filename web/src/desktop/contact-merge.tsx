import type { ContactResource } from "@postroom/contract";
import { useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { desk, useSay } from "./desk.ts";

const foundMax = 6;

type Merging = {
  readonly contact: ContactResource;
  /** With what both are now, and who became part of it; without, nothing was changed. */
  readonly done: (merged: Merged | undefined) => void;
};

export type Merged = {
  readonly contact: ContactResource;
  readonly from: Pick<ContactResource, "id"> & { name: string };
};

/** The same person under another address: found by name or address, and made part of this contact. It can be undone. desktop.md 3.5 */
export function MergeContact({ contact, done }: Merging) {
  const say = useSay();
  const [found, setFound] = useState<readonly ContactResource[]>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(0);
  const search = async (words: string): Promise<void> => {
    asked.current += 1;
    const mine = asked.current;
    const path = `/ucs/contacts?q=${encodeURIComponent(words)}&fields=*&limit=${foundMax}`;
    const read = words === "" ? undefined : await desk.api.get<{ contacts: readonly ContactResource[] }>(path);
    // A slower older answer never overwrites a newer one.
    if (asked.current !== mine) return;
    setFound(read?.ok === true ? read.value.contacts.filter(({ id }) => id !== contact.id) : undefined);
  };
  const merge = async (other: ContactResource): Promise<void> => {
    const path = `/api/postroom/v1/contacts/${contact.id}/merge`;
    const merged = await desk.api.post<{ contact: ContactResource }>(path, { fromId: other.id });
    if (merged.ok) done({ contact: merged.value.contact, from: { id: other.id, name: nameOf(other) } });
    else if (merged.kind === "refused") setProblem(say("notice.refused", { words: merged.words }));
    else setProblem(say("notice.unknown"));
  };
  return (
    <form
      className="contact-form"
      onSubmit={(event) => {
        event.preventDefault();
        void search(String(new FormData(event.currentTarget).get("q") ?? "").trim());
      }}
    >
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <label>
        {say("context.mergeWith")}
        <input name="q" dir="auto" maxLength={200} onChange={({ target }) => void search(target.value.trim())} />
      </label>
      {found !== undefined && (
        <ul className="left" aria-label={say("context.mergeWith")}>
          {found.map((other) => (
            <li key={other.id}>
              <Button onPress={() => merge(other)}>
                <bdi>{nameOf(other)}</bdi>
              </Button>
            </li>
          ))}
          {found.length === 0 && <li>{say("dialog.noTarget")}</li>}
        </ul>
      )}
      <div className="verbs">
        <Button onPress={() => done(undefined)}>{say("dialog.close")}</Button>
      </div>
    </form>
  );
}

/** Says who became part of the contact, and takes them out again. */
export function MergedNote({
  merged,
  undone,
}: {
  readonly merged: Merged;
  readonly undone: (contact: ContactResource) => void;
}) {
  const say = useSay();
  const undo = async (): Promise<void> => {
    const { contact, from } = merged;
    const body = { operationName: "Unmerge", contactIds: [from.id] };
    const apart = await desk.api.post<{ contact: ContactResource }>(`/ucs/contacts/${contact.id}`, body);
    if (apart.ok) undone(apart.value.contact);
    else desk.tell({ key: "notice.refused", values: { words: apart.kind === "refused" ? apart.words : "" } }, "alarm");
  };
  return (
    <p role="status">
      {say("context.merged", { name: merged.from.name })} <Button onPress={undo}>{say("command.undo")}</Button>
    </p>
  );
}

const nameOf = ({ firstName, lastName, attributes }: ContactResource): string => {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  const addresses = (attributes["EmailAddress"] ?? []).map(({ value }) => value).join(", ");
  return name === "" ? addresses : `${name} <${addresses}>`;
};
