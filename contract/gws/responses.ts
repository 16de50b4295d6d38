import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { attachmentResource, located, time } from "./resource.ts";

/** A category as GWS prints it. wire.md 9 */
const rootCategory = z.strictObject({
  categoryId: z.string(),
  name: z.string(),
  description: z.string(),
  language: z.string(),
  modifiedDate: time,
  status: z.enum(["Approved", "NotApproved"]),
  type: z.literal(2),
});

export const rootCategoriesBody = z.object({ language: z.string().max(100).optional() });

export const rootCategoriesAnswer = answerWith({
  response: z.literal("EventGetRootCategories"),
  data: z.strictObject({ categories: z.array(rootCategory) }),
});

/** A standard response, GWS's template. wire.md 9 */
export const templateResource = z.strictObject({
  id: z.string(),
  ...located,
  name: z.string(),
  subject: z.string(),
  /** HTML with its field codes, as it was written. */
  body: z.string(),
  language: z.string(),
  description: z.string(),
  approved: z.boolean(),
  startTime: time.optional(),
  expirationTime: time.optional(),
  modifiedTime: time,
  /** Its category. */
  groupUri: z.string(),
  attachments: z.array(attachmentResource),
  customFieldCodes: z.record(z.string(), z.string()),
  shortcut: z.string().optional(),
  version: z.int(),
  bodyTruncated: z.literal(true).optional(),
});

/** A category with an address of its own. */
export const categoryResource = rootCategory.extend({
  id: z.string(),
  ...located,
  parentUri: z.string().optional(),
  version: z.int(),
});

/** One category with what lies directly in it. */
const wholeCategory = categoryResource.extend({
  categories: z.array(categoryResource),
  responses: z.array(templateResource),
});

const nextCursor = z.string().optional();
export const categoriesAnswer = answerWith({ categories: z.array(categoryResource), nextCursor });
export const categoryAnswer = answerWith({ category: wholeCategory.partial(), nextCursor });
export const templatesAnswer = answerWith({ templates: z.array(templateResource.partial()), nextCursor });
export const templateAnswer = answerWith({ template: templateResource.partial() });

/** What was made or changed, whole. */
export const writtenTemplateAnswer = answerWith({ id: z.string(), ...located, template: templateResource });
export const writtenCategoryAnswer = answerWith({ id: z.string(), ...located, category: categoryResource });

export const renderedAnswer = answerWith({
  subject: z.string(),
  body: z.string(),
  bodyAsPlainText: z.string(),
  /** Field codes that became nothing, each once. */
  unresolved: z.array(z.string()),
});

/** How often a standard response was reported: by everybody, and by the user who asks. */
export const templateUsageAnswer = answerWith({
  usage: z.array(z.strictObject({ usageType: z.string(), count: z.int(), own: z.int(), lastUsedAt: time })),
});
