import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Answer, type Ask, startHttp } from "../../adapters/http/http.fixture.ts";
import { acme } from "../../testing/centre.ts";

const base = "/api/v2";

/** Acme with prepared texts in two languages and three categories. */
export const acmeWithResponses = {
  ...acme,
  standardResponses: [
    {
      ...{ category: "Greetings", name: "thanks", language: "en", shortcut: "ty" },
      body: "<p>Dear <$ Contact.FirstName $>, thank you for writing.</p>",
    },
    { category: "Greetings/German", name: "danke", language: "de", body: "<p>Guten Tag <$ Contact.FullName $></p>" },
    { category: "Shipping", name: "delay", subject: "Your order", body: "<p>It is on its way.</p>", approved: false },
    { category: "Shipping", name: "late", body: "<p>Soon.</p>", expirationTime: "2020-01-01" },
  ],
};

/** A server for it, asked below the base. */
export async function responseServer(t: TestContext, file: unknown = acmeWithResponses) {
  const server = await startHttp(t, { file });
  const ask = (as: string, path: string, more: Partial<Ask> = {}) =>
    server.ask({ as, path: `${base}${path}`, ...more });
  const send =
    (method: string) =>
    (as: string, path: string, body?: unknown, headers: Ask["headers"] = {}) =>
      ask(as, path, { method, headers, ...(body === undefined ? {} : { body }) });
  return {
    centre: server.centre,
    get: (as: string, path: string) => ask(as, path),
    post: send("POST"),
    put: send("PUT"),
    remove: send("DELETE"),
    /** The id of a template or category by its name, as alice finds it. */
    async idOf(kind: "template" | "category", name: string): Promise<string> {
      const list = kind === "template" ? "/response-templates?fields=*" : "/response-categories?fields=*";
      const { text } = await ask("alice", list);
      const found: { id: string; name: string }[] = JSON.parse(text)[kind === "template" ? "templates" : "categories"];
      return found.find((one) => one.name === name)?.id ?? assert.fail(name);
    },
  };
}

/** HTTP status, code and message of an answer. */
export const told = ({ status, json }: Answer) => [status, json["statusCode"], json["statusMessage"]];
