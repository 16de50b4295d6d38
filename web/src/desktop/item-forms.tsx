import { groupsOfShelf } from "../state/shelves.ts";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay, verbs } from "./desk.ts";
import { subjectOf } from "./doing.ts";

const close = (): void => desk.store.setState({ dialog: undefined });

/** Where the open e-mail may be laid. */
export function WorkbinForm() {
  const email = useDesk(subjectOf);
  const shelves = useDesk(({ centre }) => centre.shelves);
  const user = useDesk((state) => state.user);
  return (
    <div className="choices">
      {Object.values(shelves).flatMap(({ workbin }) =>
        groupsOfShelf(workbin, user).map((group) => (
          <Button
            key={`${workbin.id} ${group.agentGroup}`}
            onPress={() => {
              close();
              return email === undefined ? undefined : verbs.place(email.id, workbin.name, group);
            }}
          >
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
  const say = useSay();
  const email = useDesk(subjectOf);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
        if (email === undefined || code === "") return;
        close();
        void verbs.setDisposition(email.id, code);
      }}
    >
      <label>
        {say("dialog.disposition")}
        <input
          name="code"
          required
          maxLength={1_000}
          defaultValue={String(email?.userData?.["DispositionCode"] ?? "")}
        />
      </label>
      <Button type="submit" isMain>
        {say("dialog.save")}
      </Button>
    </form>
  );
}

/** Yellow paper, own words: nobody takes it for a reply. */
export function NoteForm() {
  const say = useSay();
  const email = useDesk(subjectOf);
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
        if (email === undefined || text === "") return;
        // A refused note stays in the form.
        void verbs.note(email, text).then((isDone) => (isDone ? close() : undefined));
      }}
    >
      <label>
        {say("dialog.noteHint")}
        <textarea name="text" rows={5} required maxLength={10_000} dir="auto" />
      </label>
      <Button type="submit" isMain>
        {say("dialog.addNote")}
      </Button>
    </form>
  );
}
