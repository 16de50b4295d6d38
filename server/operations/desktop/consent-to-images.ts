import { consentOf, type ImageConsent } from "../../domain/desktop/image-consent.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";

type Consents = readonly ImageConsent[];

const consentsMax = 1_000;

/** From now on the pictures from outside are shown without asking; the user's other pages are told. Refuses too many (10). desktop.md 6.4 */
export const consentToImages = defineOperation<ImageConsent, Consents>(
  "ConsentToImages",
  "UseDesktop",
  async (asked) => {
    const { tx, actor, input } = asked;
    if ((await tx.mailViews.consents(actor.id)).length >= consentsMax) {
      return refuse({ kind: "badValue", path: "$.key", because: `at most ${consentsMax} consents` });
    }
    return changing(asked, "ConsentToImages", (consent) => tx.mailViews.addConsent(actor.id, consent), input);
  },
);

/** They are asked for again; one that was never given is no mistake. */
export const withdrawConsent = defineOperation<ImageConsent, Consents>("WithdrawConsent", "UseDesktop", (asked) =>
  changing(
    asked,
    "WithdrawConsent",
    (consent) => asked.tx.mailViews.removeConsent(asked.actor.id, consent),
    asked.input,
  ),
);

async function changing(
  { tx, actor }: { readonly tx: Transaction } & Pick<Asked<ImageConsent>, "actor">,
  operation: string,
  change: (consent: ImageConsent) => Promise<void>,
  given: ImageConsent,
): Promise<Result<Consents>> {
  await change(consentOf(given));
  const consents = await tx.mailViews.consents(actor.id);
  await tx.journal.append({ kind: "DeskChanged", user: actor.id, operation, thing: { about: "consents", consents } });
  return done(consents);
}
