import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { quotationLabel } from "./quotation-label.ts";

const words = new URL("../../../web/src/i18n/", import.meta.url);

test("in each language of the desktop a quotation is unfolded by the same words in the frame as above plain text", () => {
  const files = readdirSync(words).filter((file) => file.endsWith(".json"));
  assert.ok(files.length >= 5);
  for (const file of files) {
    const said: Readonly<Record<string, string>> = JSON.parse(readFileSync(new URL(file, words), "utf8"));
    assert.equal(quotationLabel(file.slice(0, -".json".length)), said["conversation.quote"], file);
  }
});
