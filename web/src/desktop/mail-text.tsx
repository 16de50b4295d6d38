import { Fragment, useState } from "react";
import { beginningOf, type Part, partsOf, piecesOf, type Ranges } from "../mail-frame/plain-text.ts";
import { Button } from "../ui/button.tsx";
import { useSay } from "./desk.ts";

type MailTextProps = {
  readonly text: string;
  readonly ranges?: Ranges;
  readonly isUnfolded: boolean;
  /** The rest of it has not been read. */
  readonly isCut?: boolean;
};

/** So much of a text is laid out in no time, whatever it is. */
const atOnceCharacters = 100_000;

/**
 * A received mail as text nodes: nothing in it can become markup. Quoted text is folded unless all is unfolded. Of a log of megabytes, whose
 * layout would stop the page for seconds, the beginning stands there, and more of it at each press.
 */
export function MailText({ text, ranges, isUnfolded, isCut = false }: MailTextProps) {
  const say = useSay();
  const [charactersMax, setMax] = useState(atOnceCharacters);
  const beginning = beginningOf(text, charactersMax);
  const isWhole = beginning.length === text.length;
  return (
    <div className="mail-text">
      {partsOf(beginning, ranges)
        .filter((part) => isWhole || part.text !== "")
        .map((part) => (
          <Block key={part.at} part={part} isUnfolded={isUnfolded} />
        ))}
      {isWhole && isCut && <p className="problem">{say("conversation.cutText")}</p>}
      {!isWhole && (
        <Button onPress={() => setMax(charactersMax + atOnceCharacters)}>{say("conversation.moreText")}</Button>
      )}
    </div>
  );
}

function Block({ part, isUnfolded }: { readonly part: Part; readonly isUnfolded: boolean }) {
  const say = useSay();
  if (part.kind === "text") return <p dir="auto">{pieces(part.text)}</p>;
  return (
    <details className="quote" open={isUnfolded}>
      <summary>{say("conversation.quote")}</summary>
      <blockquote dir="auto">{pieces(part.text)}</blockquote>
    </details>
  );
}

const pieces = (text: string) =>
  piecesOf(text).map(({ text: shown, href, at }) =>
    href === undefined ? (
      <Fragment key={at}>{shown}</Fragment>
    ) : (
      <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow" title={new URL(href).host}>
        {shown}
      </a>
    ),
  );
