import type { ContactResource } from "@postroom/contract";
import { useEffect, useState } from "react";
import { nameInLine } from "../i18n/in-line.ts";
import { Button } from "../ui/button.tsx";
import { useIsThere } from "./asked-about.ts";
import { MergeContact, type Merged, MergedNote } from "./contact-merge.tsx";
import { desk, useDesk, useSay } from "./desk.ts";

const attributes = ["EmailAddress", "PhoneNumber"] as const;

/** Who writes: read anew for each e-mail, edited in place. desktop.md 3.5 */
export function ContactCard({ id }: { readonly id: string }) {
  const say = useSay();
  const [contact, setContact] = useState<ContactResource>();
  const [isEditing, setEditing] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const [merged, setMerged] = useState<Merged>();
  useEffect(() => {
    let isNewest = true;
    setContact(undefined);
    setEditing(false);
    setMerging(false);
    setMerged(undefined);
    void desk.api.get<{ contact: ContactResource }>(`/api/postroom/v1/contacts/${id}`).then((read) => {
      if (isNewest && read.ok) setContact(read.value.contact);
    });
    return () => {
      isNewest = false;
    };
  }, [id]);
  const shownId = contact?.id;
  const told = useDesk(({ contacts }) =>
    contacts.findLast((one) => one.contact.id === id || one.contact.id === shownId || one.mergedIds.includes(id)),
  );
  const isAtWork = isEditing || isMerging;
  useEffect(() => {
    // Whoever edits goes on with what they began with: the version says whether it was changed meanwhile.
    if (told === undefined || isAtWork) return;
    setContact((now) => (now !== undefined && isAsNew(now, told.contact) ? now : told.contact));
  }, [told, isAtWork]);
  if (contact === undefined) return null;
  if (isEditing) {
    return (
      <EditContact
        contact={contact}
        done={(changed) => {
          if (changed !== undefined) setContact(changed);
          setEditing(false);
        }}
      />
    );
  }
  if (isMerging) {
    return (
      <MergeContact
        contact={contact}
        done={(both) => {
          if (both !== undefined) setContact(both.contact);
          setMerged(both);
          setMerging(false);
        }}
      />
    );
  }
  return (
    <>
      {merged !== undefined && (
        <MergedNote
          merged={merged}
          undone={(apart) => {
            setContact(apart);
            setMerged(undefined);
          }}
        />
      )}
      <p>
        <strong dir="auto">{nameInLine([contact.firstName, contact.lastName].filter(Boolean).join(" "))}</strong>{" "}
        <Button onPress={() => setEditing(true)}>{say("context.edit")}</Button>{" "}
        <Button onPress={() => setMerging(true)}>{say("context.merge")}</Button>
      </p>
      <dl>
        {attributes
          .filter((name) => (contact.attributes[name] ?? []).length > 0)
          .map((name) => (
            <div key={name}>
              <dt>{say(`context.${name}`)}</dt>
              {contact.attributes[name]?.map(({ value }) => (
                <dd key={value}>
                  <bdi>{value}</bdi>
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </>
  );
}

const isAsNew = (one: ContactResource, other: ContactResource): boolean =>
  one.id === other.id && one.version >= other.version;

type Editing = {
  readonly contact: ContactResource;
  /** With what the server made of it; without, nothing was changed. */
  readonly done: (contact: ContactResource | undefined) => void;
};

function EditContact({ contact, done }: Editing) {
  const say = useSay();
  const [problem, setProblem] = useState<string>();
  const isThere = useIsThere();
  const save = async (given: FormData): Promise<void> => {
    const text = (name: string): string => String(given.get(name) ?? "").trim();
    const phone = text("PhoneNumber");
    const body = {
      firstName: text("firstName"),
      lastName: text("lastName"),
      attributes: { PhoneNumber: phone === "" ? [] : [{ value: phone, primary: true }] },
    };
    const path = `/api/postroom/v1/contacts/${contact.id}`;
    const options = { method: "PATCH", ifMatch: contact.version } as const;
    const saved = await desk.api.post<{ contact: ContactResource }>(path, body, options);
    // What was typed stays in the form when the server refuses it.
    if (saved.ok) return done(saved.value.contact);
    const words = saved.kind === "refused" ? saved.words : undefined;
    const why =
      words === undefined
        ? ({ key: "notice.unknown" } as const)
        : ({ key: "notice.refused", values: { words } } as const);
    if (isThere()) setProblem(say(why.key, why.values));
    else desk.tell(why, "alarm");
  };
  return (
    <form
      className="contact-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
    >
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <label>
        {say("context.firstName")}
        <input name="firstName" dir="auto" maxLength={200} defaultValue={contact.firstName} />
      </label>
      <label>
        {say("context.lastName")}
        <input name="lastName" dir="auto" maxLength={200} defaultValue={contact.lastName} />
      </label>
      <label>
        {say("context.PhoneNumber")}
        <input
          name="PhoneNumber"
          dir="ltr"
          maxLength={200}
          defaultValue={contact.attributes["PhoneNumber"]?.[0]?.value}
        />
      </label>
      <div className="verbs">
        <Button type="submit" isMain>
          {say("dialog.save")}
        </Button>
        <Button onPress={() => done(undefined)}>{say("dialog.close")}</Button>
      </div>
    </form>
  );
}
