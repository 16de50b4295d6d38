import { useEffect } from "react";
import { Button } from "../ui/button.tsx";

type Choice = { readonly word: string; readonly choose: () => unknown };

/** What may be chosen, each with a digit that chooses it. */
export function DigitMenu({ choices }: { readonly choices: readonly Choice[] }) {
  useEffect(() => {
    const listen = ({ key }: KeyboardEvent): void => {
      if (/^[1-9]$/.test(key)) void choices[Number(key) - 1]?.choose();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
  return (
    <div className="choices">
      {choices.map(({ word, choose }, index) => (
        <Button key={word} keys={String(index + 1)} onPress={choose}>
          {word}
        </Button>
      ))}
    </div>
  );
}
