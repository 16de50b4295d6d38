import type { EmailB } from "@postroom/contract";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { useLocale, useSay } from "./desk.ts";
import { bytesText } from "./times.ts";

type File = NonNullable<EmailB["attachments"]>[number];

const isPicture = ({ mime }: File): boolean => /^image\/(?:png|gif|jpeg|webp|bmp)$/i.test(mime);
const isPdf = ({ mime }: File): boolean => mime.toLowerCase() === "application/pdf";
const pathOf = ({ uri }: File): string => new URL(uri, location.href).pathname;

/** The files of a message: pictures and PDF are looked at from an address of their own, everything is saved. desktop.md 3.4 */
export function Attachments({ id, files }: { readonly id: string | undefined; readonly files: readonly File[] }) {
  const say = useSay();
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <ul className="attachments">
      {files.map((file) => (
        <li key={file.id}>
          {id !== undefined && (isPicture(file) || isPdf(file)) && <Preview of={id} file={file} />}
          <a href={pathOf(file)} download={file.name}>
            <bdi>
              <Subject text={file.name} />
            </bdi>{" "}
            {bytesText(file.size, locale)}
          </a>
        </li>
      ))}
      {files.length > 1 && (
        <li>
          <Button onPress={() => files.forEach(save)}>{say("conversation.saveAll", { count: files.length })}</Button>
        </li>
      )}
    </ul>
  );
}

/** The server shows only what is a picture or a PDF by its bytes: for whatever else there is nothing to press. */
function Preview({ of, file }: { readonly of: string; readonly file: File }) {
  const say = useSay();
  const [isNone, setNone] = useState(false);
  const path = `/api/postroom/v1/interactions/${of}/attachments/${file.id}/preview`;
  if (isNone) return null;
  return (
    <a href={path} target="_blank" rel="noopener" title={say("conversation.look", { name: file.name })}>
      {isPdf(file) ? (
        say("conversation.look", { name: file.name })
      ) : (
        <img
          src={path}
          alt={say("conversation.look", { name: file.name })}
          loading="lazy"
          decoding="async"
          onError={() => setNone(true)}
        />
      )}
    </a>
  );
}

function save(file: File): void {
  const link = document.createElement("a");
  link.href = pathOf(file);
  link.download = file.name;
  link.click();
}
