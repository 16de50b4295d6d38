/** What a key event says; the parts that commands are found by. */
export type Pressed = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
};

const named: Readonly<Record<string, string>> = { " ": "Space" };

/**
 * A key press in the registry's words: `^Shift Enter`, `F2`, `j`, `?`. Undefined for a modifier alone and while an input method composes.
 * Letters go by what they print, so AZERTY and QWERTZ work; scripts without Latin letters go by the place of the key. desktop.md 4.3
 */
export function nameOf(pressed: Pressed, isMac = false): string | undefined {
  const { key, isComposing } = pressed;
  if (isComposing || key === "Dead" || modifiers.has(key)) return undefined;
  // AltGraph is Ctrl and Alt on Windows: it types, so it is no modifier of ours.
  const isGraph = pressed.altKey && pressed.ctrlKey && key.length === 1;
  const chord = (isMac ? pressed.metaKey : pressed.ctrlKey) && !isGraph;
  const isOther = isMac ? pressed.ctrlKey : pressed.metaKey;
  if ((pressed.altKey && !isGraph) || isOther) return undefined;
  return chord ? chordName(pressed) : plainName(pressed);
}

function chordName(pressed: Pressed): string {
  const letter = latin(pressed);
  const name = letter.length === 1 ? chordLetter(pressed, letter) : (named[letter] ?? letter);
  return `^${pressed.shiftKey ? "Shift " : ""}${name}`;
}

/** Caps Lock changes nothing: letters of single keys are lower case. */
function plainName(pressed: Pressed): string {
  const letter = latin(pressed);
  if (letter.length === 1) return named[letter] ?? letter.toLowerCase();
  return `${pressed.shiftKey ? "Shift+" : ""}${letter}`;
}

const modifiers: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Fn"]);

/** With a chord digits go by their place: Shift+7 prints something else on every keyboard. */
function chordLetter({ code }: Pressed, letter: string): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return digit ?? letter.toUpperCase();
}

function latin({ key, code }: Pressed): string {
  if (key.length !== 1 || key.charCodeAt(0) < 0x250 || !/\p{L}/u.test(key)) return key;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
}

const sequenceMs = 1_500;

/** Presses that begin a sequence are kept for a moment: `g` then `i`. */
export type Sequence = { readonly first: string; readonly at: number };

export type Step =
  | { readonly kind: "command"; readonly id: string }
  | { readonly kind: "wait"; readonly sequence: Sequence }
  | { readonly kind: "nothing" };

/** What a press does with these bindings (key → command). */
export function step(
  name: string,
  bindings: Readonly<Record<string, string>>,
  before: Sequence | undefined,
  now: number,
): Step {
  if (before !== undefined && now - before.at <= sequenceMs) {
    const id = bindings[`${before.first} ${name}`];
    if (id !== undefined) return { kind: "command", id };
  }
  const id = bindings[name];
  if (id !== undefined) return { kind: "command", id };
  const begins = Object.keys(bindings).some((key) => !key.startsWith("^") && key.startsWith(`${name} `));
  return begins ? { kind: "wait", sequence: { first: name, at: now } } : { kind: "nothing" };
}
