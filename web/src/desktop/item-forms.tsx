import { useState } from "react";
import { groupsOfShelf, type OfGroup } from "../state/shelves.ts";
import { Button } from "../ui/button.tsx";
import { closeDialog, createUnsaid, useAskedAbout } from "./asked-about.ts";
import { useDesk, useSay, verbs } from "./desk.ts";

/** Where the open e-mail may be laid. */
export function WorkbinForm() {
  const email = useAskedAbout();
  return (
    <ShelfChoice
      choose={({ name }, group) => {
        closeDialog("workbin");
        return email === undefined ? undefined : verbs.place(email.id, name, group);
      }}
    />
  );
}

type ShelfProps = { readonly choose: (workbin: { name: string; displayName: string }, group: OfGroup) => unknown };

/** The user's own shelves, and those of their groups. */
export function ShelfChoice({ choose }: ShelfProps) {
  const shelves = useDesk(({ centre }) => centre.shelves);
  const user = useDesk((state) => state.user);
  return (
    <div className="choices">
      {Object.values(shelves).flatMap(({ workbin }) =>
        groupsOfShelf(workbin, user).map((group) => (
          <Button key={`${workbin.id} ${group.agentGroup}`} onPress={() => choose(workbin, group)}>
            {workbin.displayName}
            {group.agentGroup !== undefined && <bdi> · {group.agentGroup}</bdi>}
          </Button>
        )),
      )}
    </div>
  );
}

/** The code of the case. */
export function DispositionForm() {
  const email = useAskedAbout();
  return (
    <CodeForm
      code={String(email?.userData?.["DispositionCode"] ?? "")}
      choose={(code) => {
        if (email === undefined) return;
        closeDialog("disposition");
        void verbs.setDisposition(email.id, code);
      }}
    />
  );
}

type CodeProps = { readonly code?: string; readonly choose: (code: string) => void };

/** A code that somebody writes. */
export function CodeForm({ code, choose }: CodeProps) {
  const say = useSay();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const written = String(new FormData(event.currentTarget).get("code") ?? "").trim();
        if (written !== "") choose(written);
      }}
    >
      <label>
        {say("dialog.disposition")}
        <input name="code" required maxLength={1_000} defaultValue={code} />
      </label>
      <Button type="submit" isMain>
        {say("dialog.save")}
      </Button>
    </form>
  );
}

const unsaid = createUnsaid();

/** Yellow paper, own words: nobody takes it for a reply. What was typed is there again until it was said. */
export function NoteForm() {
  const say = useSay();
  const email = useAskedAbout();
  const [isBusy, setBusy] = useState(false);
  const add = async (text: string): Promise<void> => {
    if (email === undefined || text === "") return;
    setBusy(true);
    // A refused note stays in the form.
    const isDone = await verbs.note(email, text);
    setBusy(false);
    if (!isDone) return;
    unsaid.keep(email.id, "");
    closeDialog("note");
  };
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add(String(new FormData(event.currentTarget).get("text") ?? "").trim());
      }}
    >
      <label>
        {say("dialog.noteHint")}
        <textarea
          name="text"
          rows={5}
          required
          maxLength={10_000}
          dir="auto"
          readOnly={isBusy}
          defaultValue={unsaid.of(email?.id)}
          onChange={({ target }) => unsaid.keep(email?.id, target.value)}
        />
      </label>
      <Button type="submit" isMain isDisabled={isBusy}>
        {say("dialog.addNote")}
      </Button>
    </form>
  );
}
