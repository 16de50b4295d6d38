import { desktopResources } from "./desktop/desktop.ts";
import type { OpenResource, Resource } from "./entry.ts";
import { attachment, attachments } from "./gws/attachments.ts";
import { contact, contacts } from "./gws/contacts.ts";
import { contactsDirectory } from "./gws/contacts-directory.ts";
import { directory } from "./gws/directory.ts";
import { email, emails } from "./gws/emails.ts";
import { ownInteraction, ownInteractions } from "./gws/interactions.ts";
import { agentStates, channel, channels, devices, me } from "./gws/me.ts";
import { audit, delivery, history, interaction, interactions, raw } from "./gws/operator.ts";
import { openApi, version } from "./gws/product.ts";
import { queue, queues } from "./gws/queues.ts";
import { recipientCheck } from "./gws/recipient-check.ts";
import {
  approvedRootCategories,
  responseCategories,
  responseCategory,
  rootCategories,
} from "./gws/response-categories.ts";
import { responseTemplate, responseTemplates, templateUsage } from "./gws/responses.ts";
import { businessAttributes, settings } from "./gws/settings.ts";
import { supervision } from "./gws/supervisor.ts";
import { ucsContactInteractions, ucsInteraction, ucsInteractions, ucsThread } from "./gws/ucs.ts";
import { user, users } from "./gws/users.ts";
import { shelf } from "./gws/workbin-content.ts";
import { workbins } from "./gws/workbins.ts";
import { openApiDocument } from "./openapi.ts";
import { mailbox, mailboxes, mailboxImports, mailboxLedger, mailboxTests } from "./postroom/mailboxes.ts";
import { quarantine } from "./postroom/quarantine.ts";
import { system } from "./postroom/system.ts";

/** Everything that the API offers to those who are signed in: the product's table of contents. */
export const resources: readonly Resource[] = [
  ...[me, channels, channel, devices, agentStates],
  ...[emails, email, ownInteractions, ownInteraction, attachments, attachment],
  ...[interactions, interaction, raw, delivery, history, audit],
  ...[queues, queue, users, user, ...directory, contactsDirectory, ...workbins, shelf],
  ...[rootCategories, approvedRootCategories, responseCategories, responseCategory],
  ...[responseTemplates, responseTemplate, templateUsage],
  ...[...settings, businessAttributes],
  ...[contacts, contact, ucsInteractions, ucsInteraction, ucsContactInteractions, ucsThread],
  ...supervision,
  ...desktopResources,
  recipientCheck,
  quarantine,
  system,
  ...[mailboxes, mailbox, mailboxLedger, mailboxTests, mailboxImports],
];

/** What strangers may read too. */
const openResources: readonly OpenResource[] = [version, openApi(() => openApiDocument(wholeApi()))];

/** All tables. */
export const wholeApi = (): readonly (Resource | OpenResource)[] => [...resources, ...openResources];
