import type { Display } from "../../domain/desktop/display.ts";
import type { Named } from "../../ports/centre.ts";
import { userNames } from "../names.ts";
import { defineQuery, found } from "../query.ts";

export type DisplaysFound = {
  readonly displays: readonly { readonly display: Display; readonly group: Named | undefined }[];
  readonly users: ReadonlyMap<string, string>;
};

/** Screens that have a token, without it. desktop.md 13 */
export const listDisplays = defineQuery<unknown, DisplaysFound>("ListDisplays", "GiveDisplay", async ({ reading }) => {
  const displays = await reading.displays.all();
  const groups = await reading.centre.groups();
  return found({
    displays: displays.map((display) => ({ display, group: groups.find(({ id }) => id === display.group) })),
    users: await userNames(
      reading,
      displays.map(({ by }) => by),
    ),
  });
});
