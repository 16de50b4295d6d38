import { useEffect, useState } from "react";
import { desk, useSay } from "./desk.ts";
import { OpenLink } from "./timeline.tsx";

type Row = { readonly id: string; readonly subject?: string; readonly state: string; readonly typeId: string };

/** What else this contact waits for. desktop.md 3.5 */
export function OpenItems({ contactId, exceptId }: { readonly contactId: string; readonly exceptId: string }) {
  const say = useSay();
  const [items, setItems] = useState<readonly Row[]>([]);
  useEffect(() => {
    let isNewest = true;
    const path = `/ucs/contacts/${contactId}/interactions?limit=50&fields=*`;
    void desk.api.get<{ interactions: readonly Row[] }>(path).then((read) => {
      if (!isNewest) return;
      const all = read.ok ? read.value.interactions : [];
      setItems(
        all.filter(({ id, state, typeId }) => id !== exceptId && state === "InProcess" && typeId.startsWith("Inbound")),
      );
    });
    return () => {
      isNewest = false;
    };
  }, [contactId, exceptId]);
  if (items.length === 0) return <p>{say("context.noOpenItems")}</p>;
  return (
    <ul>
      {items.map(({ id, subject = "" }) => (
        <li key={id}>
          <OpenLink id={id} text={subject} />
        </li>
      ))}
    </ul>
  );
}
