import { Fragment } from "react";
import { type Part, partsOf, piecesOf, type Ranges } from "../mail-frame/plain-text.ts";
import { useSay } from "./desk.ts";

type MailTextProps = { readonly text: string; readonly ranges?: Ranges; readonly isUnfolded: boolean };

/** A received mail as text nodes: nothing in it can become markup. Quoted text is folded unless all is unfolded. */
export function MailText({ text, ranges, isUnfolded }: MailTextProps) {
  return (
    <div className="mail-text">
      {partsOf(text, ranges).map((part) => (
        <Block key={part.at} part={part} isUnfolded={isUnfolded} />
      ))}
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
