import { HtmlUnreadable } from "../../ports/html.ts";
import type { Result, World } from "../operation.ts";
import { done, refuse } from "../operation.ts";

/** Texts as a request gives them. */
export type GivenTexts = { readonly text?: string; readonly html?: string };

/**
 * Both texts ready to be stored: HTML sanitised; only HTML given → the plain text is derived; only plain text → there is no HTML, and the
 * mail is plain text. Neither given: nothing changes. Refuses HTML that is too much to read. wire.md 5.2, mail.md 12.1
 */
export async function readyTexts<Given extends GivenTexts>(
  world: World,
  given: Given,
  path = "$",
): Promise<Result<Given>> {
  if (given.html === undefined || given.html === "") {
    return done(
      given.html === undefined && given.text === undefined ? given : { ...given, text: given.text ?? "", html: "" },
    );
  }
  try {
    const html = await world.html.sanitise(given.html, "kept");
    return done({ ...given, html, text: given.text ?? (await world.html.toText(html)) });
  } catch (error) {
    if (!(error instanceof HtmlUnreadable)) throw error;
    return refuse({ kind: "badValue", path: `${path}.body`, because: "this HTML is too much to read" });
  }
}
