import type { EmailB } from "@postroom/contract";
import { useEffect, useState } from "react";
import { desk, useDesk } from "./desk.ts";

type Texts = Partial<Pick<EmailB, "id" | "body" | "textRanges" | "bodyTruncated">> & Pick<EmailB, "bodyAsPlainText">;

/** An e-mail with its whole text, where that could be read: lists, and what is pushed, have only the beginning of a long one. wire.md 1.10 */
export function useWhole<Shown extends Texts>(email: Shown): Shown {
  const [read, setRead] = useState<EmailB>();
  const isThere = useDesk(({ connection }) => connection.lostAt === undefined);
  const { id, bodyTruncated } = email;
  const isMissing = bodyTruncated === true && id !== undefined && read?.id !== id;
  useEffect(() => {
    let isOurs = true;
    if (isMissing && isThere) {
      void desk.api.get<{ email: EmailB }>(`/me/emails/${id}`).then((found) => {
        if (isOurs && found.ok) setRead(found.value.email);
      });
    }
    return () => {
      isOurs = false;
    };
  }, [id, isMissing, isThere]);
  if (bodyTruncated !== true || read === undefined || read.id !== id) return email;
  const { body, bodyAsPlainText, textRanges } = read;
  return { ...email, body, bodyAsPlainText, textRanges, bodyTruncated: undefined };
}
