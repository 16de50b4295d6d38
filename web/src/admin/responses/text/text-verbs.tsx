import { useState } from "react";
import { useStore } from "zustand";
import { useSay } from "../../../desktop/desk.ts";
import { For } from "../../../supervisor/for.tsx";
import { told } from "../../../supervisor/told.ts";
import { Button } from "../../../ui/button.tsx";
import type { Response } from "../groups.ts";
import { beginNewText, beginText, openText, removeText } from "./open-text.ts";
import type { TypedText } from "./typed-text.ts";

const useIsOneOpen = (): boolean => useStore(openText, ({ open }) => open !== undefined);

type Props = { readonly response: Response; readonly readAgain: () => Promise<void> };

/** What can be done about a text that the file does not name. */
export function TextVerbs({ response, readAgain }: Props) {
  const say = useSay();
  const isOneOpen = useIsOneOpen();
  const [isAsking, setAsking] = useState(false);
  const what = `${response.name}, ${response.language}`;
  const remove = async (): Promise<void> => {
    setAsking(false);
    told(await removeText(response));
    await readAgain();
  };
  if (isAsking) {
    return (
      <>
        <Button onPress={remove}>
          {say("queue.removeNow")}
          <For name={what} />
        </Button>
        <Button onPress={() => setAsking(false)}>{say("rules.notYet")}</Button>
      </>
    );
  }
  return (
    <>
      <Button
        onPress={async () => told(await beginText(response))}
        isDisabled={isOneOpen}
        hint={isOneOpen ? say("text.oneOpen") : undefined}
      >
        {say("rules.edit")}
        <For name={what} />
      </Button>
      <Button onPress={() => setAsking(true)}>
        {say("rules.remove")}
        <For name={what} />
      </Button>
    </>
  );
}

/** Writes what is missing. */
export function WriteIt({ like }: { readonly like: Pick<TypedText, "category" | "name" | "language"> }) {
  const say = useSay();
  const isOneOpen = useIsOneOpen();
  return (
    <Button
      onPress={() => beginNewText(like)}
      isDisabled={isOneOpen}
      hint={isOneOpen ? say("text.oneOpen") : undefined}
    >
      {say("text.write")}
      <For name={`${like.name}, ${like.language}`} />
    </Button>
  );
}
