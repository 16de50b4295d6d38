import { z } from "zod";
import { clearableMoment } from "../moments.ts";
import { refusal } from "../read-body.ts";
import { customFieldCodes, endsAfterItBegins, languageTag, responseLimits, shortcut } from "../response-keys.ts";
import { line } from "./parameters.ts";
import { limit } from "./reading.ts";

const called = line(responseLimits.name)
  .min(1)
  .refine((text) => text.trim() === text, { error: "no blanks around it" });

/** Parts of a category's path are joined by it. */
const categoryName = called.refine((text) => !text.includes("/"), { error: "no / in it" });
const reference = z.string().max(10_000);
const status = z.enum(["Approved", "NotApproved"]);

/** What people write of a template. Its address, attachments and times of change are not for writing and ignored. wire.md 9 */
const templateKeys = {
  groupUri: reference.optional(),
  categoryId: reference.optional(),
  name: called.optional(),
  subject: line(responseLimits.subject).optional(),
  body: z.string().max(responseLimits.body).optional(),
  language: languageTag.optional(),
  description: z.string().max(responseLimits.description).optional(),
  approved: z.boolean().optional(),
  startTime: clearableMoment.optional(),
  expirationTime: clearableMoment.optional(),
  shortcut: shortcut.optional(),
  customFieldCodes: customFieldCodes.optional(),
};

type Times = { readonly startTime?: Moment | undefined; readonly expirationTime?: Moment | undefined };
type Moment = z.output<typeof clearableMoment>;

function checkTimes({ startTime, expirationTime }: Times, context: z.RefinementCtx): void {
  if (!endsAfterItBegins(startTime?.at, expirationTime?.at)) {
    context.addIssue(refusal(2, ["expirationTime"], "must be after startTime"));
  }
}

/** `PUT /response-templates/{id}`: only what changes. */
export const changeTemplateBody = z.object(templateKeys).superRefine(checkTimes);

/** `POST /response-templates`: a name, a body and a category must be given. */
export const createTemplateBody = z
  .object({ ...templateKeys, name: called, body: z.string().max(responseLimits.body) })
  .superRefine((body, context) => {
    checkTimes(body, context);
    if ((body.groupUri ?? "") === "" && (body.categoryId ?? "") === "") {
      context.addIssue(refusal(1, ["groupUri"], "missing"));
    }
  });

/** `status` is `approved` in GWS's words. */
const categoryKeys = {
  /** Empty: a root. */
  parentUri: reference.optional(),
  parentId: reference.optional(),
  name: categoryName.optional(),
  description: z.string().max(responseLimits.description).optional(),
  language: languageTag.optional(),
  approved: z.boolean().optional(),
  status: status.optional(),
};

/** `PUT /response-categories/{id}`: only what changes. */
export const changeCategoryBody = z.object(categoryKeys);
export const createCategoryBody = z.object({ ...categoryKeys, name: categoryName });

/** DELETE says all by its path. */
export const removalBody = z.object({});

export const renderBody = z.object({ operationName: z.literal("Render"), interactionId: reference.min(1) });

const approved = z.enum(["true", "false"], { error: "expected true or false" }).transform((text) => text === "true");

/** `GET /response-templates`. */
export const templatesQuery = z.object({
  fields: reference.optional(),
  limit: limit(100),
  cursor: z.string().max(2_000).optional(),
  q: z.string().max(1_000).optional(),
  language: z.string().max(100).optional(),
  groupUri: reference.optional(),
  id: z.string().max(100).optional(),
  name: z.string().max(1_000).optional(),
  shortcut: z.string().max(1_000).optional(),
  approved: approved.optional(),
});

/** `GET /response-categories/{id}`: the page of its responses. */
export const categoryQuery = templatesQuery.pick({ fields: true, limit: true, cursor: true });

export type CreateTemplate = z.output<typeof createTemplateBody>;
export type ChangeTemplate = z.output<typeof changeTemplateBody>;
export type CreateCategory = z.output<typeof createCategoryBody>;
export type ChangeCategory = z.output<typeof changeCategoryBody>;
