import { imageConsentBody, imageConsentsAnswer, mailViewAnswer, mailViewBody } from "@postroom/contract";
import type { z } from "zod";
import type { ImageConsent } from "../../domain/desktop/image-consent.ts";
import { consentToImages, withdrawConsent } from "../../operations/desktop/consent-to-images.ts";
import { type GivenView, giveMailView } from "../../operations/desktop/give-mail-view.ts";
import type { HtmlView } from "../../ports/html.ts";
import { findMailPart } from "../../queries/desktop/mail-part.ts";
import { found } from "../../queries/query.ts";
import { refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { viewPath } from "./mail-document.ts";
import { below, desktop } from "./paths.ts";
import { shownHtml } from "./shown-mail.ts";

type MailViewAsked = z.output<typeof mailViewBody>;

/** Tickets by which frames show mail. desktop.md 6, 13 */
export const mailViews: Resource = {
  name: desktop,
  paths: [below("/mail-views")],
  post: written({
    summary: "Gives a ticket by which a frame shows one e-mail",
    body: mailViewBody,
    named: "MailView",
    does: giveView,
    answer: mailViewAnswer,
  }),
};

/** What the mail shows is counted before the ticket is given: sanitising is no work for a transaction. */
async function giveView(body: MailViewAsked, asking: Asking): Promise<Answer> {
  const { interactionId: id, part } = body;
  const mail = await asked(asking, findMailPart, { id, part });
  if (!mail.ok) return refused(mail.refusal);
  const { settings, isConsented } = mail.value;
  const showsRemote = settings.remoteImages === "ask" && (body.images || isConsented);
  const shown = await shownHtml(asking.answering.performing, mail.value, { base: "", part, showsRemote });
  const { remote } = shown;
  const input = { session: asking.request.session, part, mode: settings.mailFrame, showsRemote, remote };
  const gives = doing({
    operation: giveMailView,
    versioned: false,
    input: () => found(input),
    answers: (given) => success(viewShape(given, shown)),
    target: () => id,
  });
  return gives(body, asking);
}

const viewShape = ({ ticket, view }: GivenView, shown: HtmlView) => ({
  url: viewPath(ticket),
  expiresAt: isoTime(view.expiresAt),
  mode: view.mode,
  designed: shown.isDesigned,
  remote: { pictures: shown.remote.length, trackers: shown.trackers, shown: view.showsRemote },
  linkWarnings: shown.linkWarnings,
  rulesVersion: shown.rulesVersion,
});

const consents = {
  body: imageConsentBody,
  named: "ImageConsent",
  answer: imageConsentsAnswer,
} as const;

const consentsShape = (all: readonly ImageConsent[]) => success({ consents: all });
const given = (consent: ImageConsent) => found(consent);

/** Whose pictures from outside the user wants to see without being asked. desktop.md 6.4 */
export const imageConsents: Resource = {
  name: desktop,
  paths: [below("/image-consents")],
  put: written({
    ...consents,
    summary: "Shows the pictures of a sender or a mailbox from now on",
    does: doing({ operation: consentToImages, versioned: false, input: given, answers: consentsShape }),
  }),
  delete: written({
    ...consents,
    summary: "Asks for them again",
    does: doing({ operation: withdrawConsent, versioned: false, input: given, answers: consentsShape }),
  }),
};
