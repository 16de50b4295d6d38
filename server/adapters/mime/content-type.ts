import type { MimeNode, StructuredValue } from "./driven-postal-mime.ts";

/**
 * The Content-Type of a part. Some forget the semicolon (`text/plain charset="iso-2022-jp"`): then the type ends at the blank, and a
 * charset behind it counts; a text would be a file that nobody can read otherwise.
 */
export function contentTypeOf({ contentType }: Pick<MimeNode, "contentType">): StructuredValue {
  const { value, params } = contentType.parsed;
  const [, type, rest = ""] = withoutSemicolon.exec(value) ?? [];
  if (type === undefined) return contentType.parsed;
  const charset = params["charset"] ?? /\bcharset ?= ?"?([\w.:+-]{1,60})/i.exec(rest)?.[1];
  return { value: type, params: { ...params, ...(charset === undefined ? {} : { charset }) } };
}

const withoutSemicolon = /^([\w.+-]{1,127}\/[\w.+-]{1,127})\s([\s\S]{0,1000})/;
