import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { operationAnswer } from "./envelope.ts";
import { emailCommands } from "./gws/email-commands.ts";
import {
  channelStateMessage,
  emailStateChangeMessage,
  interactionStateMessage,
  workbinStateMessage,
  workbinSubscriptionMessage,
} from "./gws/notifications.ts";
import * as contract from "./index.ts";
import { readBody } from "./read-body.ts";

const wire = new URL("../fixtures/wire/", import.meta.url);

const pushed = z.strictObject({
  channel: z.string(),
  data: z.union([
    interactionStateMessage,
    emailStateChangeMessage,
    channelStateMessage,
    workbinStateMessage,
    workbinSubscriptionMessage,
  ]),
});

/** file name → what it must be. */
const kinds: Readonly<Record<string, (value: unknown) => void>> = {
  "request.json": (body) => {
    const { operationName } = z.object({ operationName: z.string() }).parse(body);
    const schema = Object.entries(emailCommands).find(([name]) => name === operationName)?.[1];
    if (schema !== undefined) assert(readBody(schema, body).ok);
  },
  "response.json": (body) => void operationAnswer.parse(body),
  "notification.json": (message) => void z.array(pushed).parse([message].flat()),
};

for (const file of globSync("*/*/*.json", { cwd: wire }).sort()) {
  const check = kinds[file.split(/[\\/]/).at(-1) ?? ""];
  if (check === undefined) continue;
  test(`the golden file ${file} is what the contract says`, () =>
    check(JSON.parse(readFileSync(new URL(file, wire), "utf8"))));
}

test("every schema can be shown in OpenAPI", () => {
  const schemas = Object.values(contract).flatMap((value) => (value instanceof z.ZodType ? [value] : []));
  assert(schemas.length > 40);
  for (const schema of schemas) {
    for (const io of ["input", "output"] as const) z.toJSONSchema(schema, { io, unrepresentable: "any" });
  }
});

test("every status code from 0 to 20 has a row", () => {
  assert.deepEqual(
    [...contract.allStatusCodes].sort((a, b) => a - b),
    Array.from({ length: 21 }, (_, code) => code),
  );
});
