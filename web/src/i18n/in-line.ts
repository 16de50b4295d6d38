const usualMax = 300;

/**
 * What somebody else wrote, fit to stand in a line of ours: what turns the direction of the text is seen instead of obeyed, and a text
 * without an end does not push away what stands behind it, such as the address that must stand beside a name. desktop.md 6.6
 */
export function inLine(text: string, charactersMax = usualMax): string {
  const whole = text.length <= charactersMax;
  // Never half a character at the end.
  const shown = whole ? text : `${text.slice(0, charactersMax).replace(/[\uD800-\uDBFF]$/, "")}…`;
  return shown.replace(turning, (control) => `[${nameOf(control)}]`);
}

/** A text in the pieces between what turns its direction, and that by its name. */
export function piecesOf(
  text: string,
): readonly { readonly at: number; readonly piece: string; readonly name?: string }[] {
  const pieces = text.split(/([\u202A-\u202E\u2066-\u2069])/);
  return pieces.map((piece, at) => (at % 2 === 0 ? { at, piece } : { at, piece, name: nameOf(piece) }));
}

const nameOf = (control: string): string => `U+${control.charCodeAt(0).toString(16).toUpperCase()}`;

/** Embeddings, overrides and isolates: they go on until something ends them. */
const turning = /[\u202A-\u202E\u2066-\u2069]/g;

/** A display name. */
export const nameInLine = (name: string): string => inLine(name, 100);

/** A text without what turns its direction. */
export const straightened = (text: string): string => text.replace(turning, "");
