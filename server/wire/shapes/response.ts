import type { ResponseCategory, StandardResponse } from "../../domain/response/response.ts";
import { cut } from "./bodies.ts";
import { attachmentAt } from "./email-parts.ts";
import { isoTime } from "./times.ts";
import { absolute, located, paths } from "./uris.ts";
import { present } from "./viewing.ts";

/** A category in GWS's words and order. wire.md 9 */
export const rootCategoryShape = (category: ResponseCategory) => ({
  categoryId: category.id,
  name: category.name,
  description: category.description,
  language: category.language,
  modifiedDate: isoTime(category.modifiedAt),
  status: category.isApproved ? "Approved" : "NotApproved",
  type: 2,
});

/** The same with an address, its place in the tree, and its version. */
export const categoryShape = (category: ResponseCategory, publicUrl: string) => ({
  ...rootCategoryShape(category),
  id: category.id,
  ...located(publicUrl, paths.responseCategory(category.id)),
  ...present(
    "parentUri",
    category.parent === undefined ? undefined : absolute(publicUrl, paths.responseCategory(category.parent)),
  ),
  version: category.version,
});

/** A template; in lists with its body cut at `bodyBytesMax`. wire.md 1.10, 9 */
export function templateShape(response: StandardResponse, publicUrl: string, bodyBytesMax?: number) {
  const body = cut(response.body, bodyBytesMax);
  return {
    id: response.id,
    ...located(publicUrl, paths.responseTemplate(response.id)),
    name: response.name,
    subject: response.subject,
    body: body.text,
    language: response.language,
    description: response.description,
    approved: response.isApproved,
    ...present("startTime", timeOf(response.startsAt)),
    ...present("expirationTime", timeOf(response.expiresAt)),
    modifiedTime: isoTime(response.modifiedAt),
    groupUri: absolute(publicUrl, paths.responseCategory(response.category)),
    attachments: response.attachments.map((one) =>
      attachmentAt(one, publicUrl, paths.responseAttachment(response.id, one.id)),
    ),
    customFieldCodes: response.customCodes,
    ...present("shortcut", response.shortcut === "" ? undefined : response.shortcut),
    version: response.version,
    ...present("bodyTruncated", body.isCut || undefined),
  };
}

const timeOf = (at: number | undefined): string | undefined => (at === undefined ? undefined : isoTime(at));
