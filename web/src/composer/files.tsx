import type { EmailB } from "@postroom/contract";
import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { useLocale, useSay } from "../desktop/desk.ts";
import { bytesText } from "../desktop/times.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import type { FilesOfDraft } from "./use-files.ts";

/** What is attached, what is on its way, and what did not get there. */
export function Files({ files, draft }: { readonly files: FilesOfDraft; readonly draft: EmailB }) {
  const say = useSay();
  const locale = useLocale();
  const attached = draft.attachments ?? [];
  if (attached.length === 0 && files.sending.length === 0) return null;
  const sum = attached.reduce((bytes, { size }) => bytes + size, 0);
  return (
    <ul className="attachments" aria-label={say("composer.files")}>
      {attached.map(({ id, name, size }) => (
        <li key={id}>
          <a href={`/api/v2/me/emails/${draft.id}/attachments/${id}`} download={name}>
            <bdi>
              <Subject text={name} />
            </bdi>{" "}
            {bytesText(size, locale)}
          </a>
          <Button onPress={() => files.remove(id)} label={say("composer.removeFile", { name })}>
            ✕
          </Button>
        </li>
      ))}
      {files.sending.map((one) => (
        <li key={one.key}>
          <bdi>
            <Subject text={one.file.name} />
          </bdi>{" "}
          {one.problem === undefined ? (
            <>
              <progress value={one.share} max={1} aria-label={say("composer.uploads", { name: one.file.name })} />
              {one.isWaiting === true && <small role="status">{say("composer.uploadWaits")}</small>}
            </>
          ) : (
            <>
              <span className="problem" role="alert">
                {one.problem === "" ? say("notice.unknown") : say("notice.refused", { words: one.problem })}
              </span>
              <Button onPress={() => files.again(one)}>{say("composer.again")}</Button>
            </>
          )}
          <Button onPress={() => files.giveUp(one.key)} label={say("composer.removeFile", { name: one.file.name })}>
            ✕
          </Button>
        </li>
      ))}
      {attached.length > 1 && <li>{bytesText(sum, locale)}</li>}
    </ul>
  );
}

/** The button for those who neither drag nor paste. */
export function FilePicker({ take }: { readonly take: (files: readonly File[]) => void }) {
  const say = useSay();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onPress={() => field.current?.click()}>
        <Paperclip size={16} aria-hidden="true" /> {say("composer.attach")}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={say("composer.attach")}
        onChange={({ target }) => {
          take([...(target.files ?? [])]);
          target.value = "";
        }}
      />
    </>
  );
}
