import { expand, type FieldValues } from "../../domain/response/field-codes.ts";
import type { StandardResponse } from "../../domain/response/response.ts";
import { textOf } from "../text-of-html.ts";
import { previewOf } from "./preview.ts";
import { present } from "./viewing.ts";

/** A standard response as the composer's list shows it. desktop.md 5.5 */
export const responseShape = ({ id, name, shortcut, language, body, version }: Shown) => ({
  ...{ id, name },
  ...present("shortcut", shortcut === "" ? undefined : shortcut),
  ...{ language, preview: beginningOf(body), version },
});

type Shown = Pick<StandardResponse, "id" | "name" | "shortcut" | "language" | "body" | "version">;

/** Enough for a preview, whatever the markup around it. */
const readCharacters = 2_000;
const nothingKnown: FieldValues = {
  ...{ contact: new Map(), agent: new Map(), interaction: new Map() },
  ...{ attached: new Map(), custom: new Map() },
};

/** With the names of its field codes in brackets, as the composer shows those that are missing. */
export function beginningOf(body: string): string {
  const named = expand(body.slice(0, readCharacters), "marked", { values: nothingKnown, charactersMax: 1_000_000 });
  return previewOf(textOf(named?.text ?? ""));
}
