import { piecesOf } from "../i18n/in-line.ts";

/**
 * Text that somebody else wrote, such as a subject: what turns its direction is seen and turns nothing, and stays part of what is copied.
 * desktop.md 6.6
 */
export const Subject = ({ text }: { readonly text: string }) =>
  piecesOf(text).map(({ at, piece, name }) =>
    name === undefined ? (
      piece
    ) : (
      <bdi key={at} className="turning" data-name={name}>
        {piece}
      </bdi>
    ),
  );
