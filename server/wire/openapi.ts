import { failureAnswer } from "@postroom/contract";
import { z } from "zod";
import { type Description, isOfDesktop, type OpenResource, type Resource } from "./entry.ts";
import { callbacksOf, examplesOf, exchangesAt, type Golden, golden, webhooksOf } from "./openapi-examples.ts";
import { type Json, type SchemaBook, schemaBook } from "./schema-book.ts";
import { base } from "./shapes/uris.ts";

/** Schemas that are referred to, and examples of the wire. */
type Sources = { readonly book: SchemaBook; readonly examples: Golden };

/** The tables as an OpenAPI 3.1 document, with the golden files as examples. The same tables give the same bytes. product.md */
export function openApiDocument(resources: readonly (Resource | OpenResource)[], examples: Golden = golden): Json {
  const book = schemaBook();
  const paths = resources.map((resource) => [mainPath(resource), pathItem(resource, { book, examples })] as const);
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
    webhooks: webhooksOf(examples, book),
    components: {
      securitySchemes: {
        basic: { type: "http", scheme: "basic" },
        session: { type: "apiKey", in: "cookie", name: "JSESSIONID" },
        screen: { type: "http", scheme: "bearer", description: "The token of a screen on the wall" },
      },
      responses: { Failure: { description: "Refused or failed; `statusCode` says why", content: failure } },
      schemas: book.schemas(),
    },
  };
}

/** A resource is documented once, under its first path; the others are named beside it. */
const mainPath = ({ paths }: Resource | OpenResource): string => paths[0] ?? "";

function pathItem(resource: Resource | OpenResource, sources: Sources): Json {
  const [path = "", ...aliases] = resource.paths;
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: "path", required: true },
    schema: { type: "string" },
  }));
  return {
    ...(isOfDesktop(path) ? { servers: [{ url: "/" }] } : {}),
    ...(aliases.length === 0 ? {} : { description: `Also ${aliases.join(", ")}` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...Object.fromEntries(
      describedOf(resource).map(([method, describes]) => [method, operation(resource, method, describes, sources)]),
    ),
  };
}

/** What differs from everything else: what strangers may read, and what screens may. */
function securityOf(resource: Resource | OpenResource, method: Method) {
  if ("isOpen" in resource) return { security: [] };
  const isForScreens = method === "get" && resource.get?.onScreen !== undefined;
  return isForScreens ? { security: [{ basic: [] }, { session: [] }, { screen: [] }] } : {};
}

type Described = { readonly describes: Description };
type Method = "get" | "post" | "put" | "patch" | "delete";

/** The methods that a resource has, each with its description. */
function describedOf(resource: Resource | OpenResource): readonly (readonly [Method, Description])[] {
  const { get, post, upload, put, patch, delete: remove }: Partial<Record<Method | "upload", Described>> = resource;
  return Object.entries({ get, post: post ?? upload, put, patch, delete: remove }).flatMap(([method, entry]) =>
    entry === undefined ? [] : [[method as Method, entry.describes] as const],
  );
}

function operation(
  resource: Resource | OpenResource,
  method: Method,
  describes: Description,
  { book, examples }: Sources,
): Json {
  const operationId = `${method}${camelCase(mainPath(resource))}`;
  const bodies = Object.entries(describes.bodies ?? {}).map(([name, body]) => book.refer(body, "input", name));
  const exchanges = method === "post" ? exchangesAt(mainPath(resource), describes, examples) : [];
  const distinct = [...new Map(bodies.map((body) => [JSON.stringify(body), body])).values()];
  return {
    operationId,
    summary: describes.summary,
    tags: [resource.name],
    ...securityOf(resource, method),
    ...(describes.query === undefined ? {} : { parameters: queryParameters(describes.query) }),
    ...(distinct.length === 0
      ? {}
      : { requestBody: { required: true, content: json({ oneOf: distinct }, examplesOf("request", exchanges)) } }),
    ...(describes.form === undefined ? {} : { requestBody: formOf(describes.form, `${operationId}Form`, book) }),
    responses: {
      "200": {
        description: "Done",
        content: contentOf(describes, `${operationId}Answer`, book, examplesOf("response", exchanges)),
      },
      ...(describes.bytes === undefined ? {} : partly),
      default: { $ref: "#/components/responses/Failure" },
    },
    ...callbacksOf(exchanges, book),
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

const contentOf = (
  { answer, bytes = "message/rfc822" }: Description,
  name: string,
  book: SchemaBook,
  examples: Json,
): Json => (answer === undefined ? { [bytes]: {} } : json(book.refer(answer, "output", name), examples));

const formOf = (form: z.ZodType, name: string, book: SchemaBook): Json => ({
  required: true,
  content: { "multipart/form-data": { schema: book.refer(form, "input", name) } },
});

/** RFC 9110 §14, §13.1.2 */
const partly = {
  "206": { description: "The part that `Range` asks for" },
  "304": { description: "`If-None-Match` names it: the client has it already" },
  "416": { $ref: "#/components/responses/Failure" },
};

const json = (schema: Json, examples: Json = {}): Json => ({ "application/json": { schema, ...examples } });
