import { useState } from "react";
import { useSay } from "../desktop/desk.ts";
import { For } from "../supervisor/for.tsx";
import { Button } from "../ui/button.tsx";

/** Copies a text, and says that it did; nothing where the browser keeps the clipboard from pages. `about`: for those who do not see what stands beside it. */
export function Copied({ text, about }: { readonly text: string; readonly about: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  if (!("clipboard" in navigator)) return null;
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <Button onPress={copy}>
        {say("screens.copy")}
        <For name={about} />
      </Button>
      <span role="status">{isCopied && say("system.copied")}</span>
    </>
  );
}
