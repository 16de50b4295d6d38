import { failureAnswer } from "@postroom/contract";
import { z } from "zod";
import type { Description, OpenResource, Resource } from "./entry.ts";
import { type Json, type SchemaBook, schemaBook } from "./schema-book.ts";
import { base } from "./shapes/uris.ts";

/** The tables as an OpenAPI 3.1 document. The same tables give the same bytes. product.md */
export function openApiDocument(resources: readonly (Resource | OpenResource)[]): Json {
  const book = schemaBook();
  const paths = resources.map((resource) => [mainPath(resource), pathItem(resource, book)] as const);
  const failure = json(book.refer(failureAnswer, "output", "Failure"));
  return {
    openapi: "3.1.0",
    info: {
      title: "Postroom",
      version: "2",
      description: "E-mail contact centre, wire-compatible with Genesys Web Services v2.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: base }],
    security: [{ basic: [] }, { session: [] }],
    tags: [...new Set(resources.map(({ name }) => name))].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        basic: { type: "http", scheme: "basic" },
        session: { type: "apiKey", in: "cookie", name: "JSESSIONID" },
      },
      responses: { Failure: { description: "Refused or failed; `statusCode` says why", content: failure } },
      schemas: book.schemas(),
    },
  };
}

/** A resource is documented once, under its first path; the others are named beside it. */
const mainPath = ({ paths }: Resource | OpenResource): string => paths[0] ?? "";

function pathItem(resource: Resource | OpenResource, book: SchemaBook): Json {
  const [path = "", ...aliases] = resource.paths;
  const post = "post" in resource ? resource.post : undefined;
  const parameter = { name: "id", in: "path", required: true, schema: { type: "string" } };
  return {
    ...(aliases.length === 0 ? {} : { description: `Also ${aliases.join(", ")}` }),
    ...(path.includes("{id}") ? { parameters: [parameter] } : {}),
    ...(resource.get === undefined ? {} : { get: operation(resource, "get", resource.get.describes, book) }),
    ...(post === undefined ? {} : { post: operation(resource, "post", post.describes, book) }),
  };
}

function operation(
  resource: Resource | OpenResource,
  method: "get" | "post",
  describes: Description,
  book: SchemaBook,
): Json {
  const operationId = `${method}${camelCase(mainPath(resource))}`;
  const bodies = Object.entries(describes.bodies ?? {}).map(([name, body]) => book.refer(body, "input", name));
  const distinct = [...new Map(bodies.map((body) => [JSON.stringify(body), body])).values()];
  return {
    operationId,
    summary: describes.summary,
    tags: [resource.name],
    ...("isOpen" in resource ? { security: [] } : {}),
    ...(describes.query === undefined ? {} : { parameters: queryParameters(describes.query) }),
    ...(distinct.length === 0 ? {} : { requestBody: { required: true, content: json({ oneOf: distinct }) } }),
    responses: {
      "200": { description: "Done", content: contentOf(describes.answer, `${operationId}Answer`, book) },
      default: { $ref: "#/components/responses/Failure" },
    },
  };
}

/** `/me/emails/{id}` → `MeEmailsId` */
const camelCase = (path: string): string =>
  path.replace(/[^A-Za-z]+([A-Za-z]?)/g, (_, letter: string) => letter.toUpperCase());

/** The keys of a query's schema, one parameter each. */
function queryParameters(query: z.ZodType): readonly Json[] {
  const { properties } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  return Object.entries(properties ?? {}).map(([name, schema]) => ({ name, in: "query", schema }));
}

const contentOf = (answer: z.ZodType | undefined, name: string, book: SchemaBook): Json =>
  answer === undefined ? { "message/rfc822": {} } : json(book.refer(answer, "output", name));

const json = (schema: Json): Json => ({ "application/json": { schema } });
