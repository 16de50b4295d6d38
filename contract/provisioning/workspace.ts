import { z } from "zod";

/** Defaults of `/settings/interaction-workspace`: they tell desktops what to do, so any key may be added. Always strings on the wire. wire.md 10.4 */
export const workspaceSettings = z
  .record(z.string().min(1).max(255), z.union([z.string().max(10_000), z.number(), z.boolean()]).transform(String))
  .default({})
  .meta({
    unit: "",
    description: "Values of `interaction-workspace` that differ from the built-in ones, for all users.",
  });

/** The values that are there without any provisioning. `email.signature` is the agent's own. wire.md 10.4 */
export const workspaceDefaults = {
  "email.default-queue": "email-drafts",
  "email.outbound-queue": "email-outbound",
  "email.from-addresses": "",
  "email.reply-prefix": "Re: ",
  "email.quote-char": ">",
  "email.quote-header": "On <date>, <contact> wrote: ",
  "email.include-original-text-in-reply": "true",
  "email.html-format": "true",
  "email.inline-forward-prefix": "Fwd:",
  "email.max-attachment-size": "25",
  "email.max-attachments-size": "50",
  "workbin.email.in-progress": "in-progress",
  "workbin.email.draft": "draft",
  "workbin.email.failed": "failed",
  "workbin.email.group": "team",
  "interaction.disposition.key-name": "DispositionCode",
  "interaction.disposition.is-mandatory": "false",
  "contact.mandatory-attributes": "",
  "contact.multiple-value-attributes": "PhoneNumber,EmailAddress",
  "agent-status.enabled-actions-by-channel": "Ready,NotReady,NotReadyReason,Dnd,LogOff",
  "standard-response.categories": "$All$",
  "privilege.email.can-use": "true",
  "privilege.email.can-add-attachment": "true",
  "privilege.email.can-inline-forward": "true",
  "privilege.workbins.can-use": "true",
  "privilege.contact.can-use": "true",
  "privilege.contact.can-create-contact": "true",
  "privilege.contact.can-delete-contact": "false",
  "privilege.contact.can-use-save-contact": "true",
  "privilege.contact.can-use-assign-contact": "true",
  "privilege.contact.can-use-contact-history": "true",
} as const satisfies Readonly<Record<string, string>>;
