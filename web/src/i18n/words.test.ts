import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { languages, preferred } from "./words.ts";

const textsOf = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), "utf8"));
const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(([one]) => one).sort();

test("each language has every text, none more, and the same placeholders", () => {
  const english = textsOf("en");
  for (const language of languages) {
    const texts = textsOf(language);
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), language);
    for (const [key, text] of Object.entries(texts)) {
      assert.deepEqual(placeholders(text), placeholders(english[key] ?? ""), `${language} ${key}`);
      assert.notEqual(text.trim(), "", `${language} ${key}`);
    }
  }
});

test("no language is another one copied", () => {
  const english = textsOf("en");
  for (const language of languages.filter((one) => one !== "en")) {
    const same = Object.entries(textsOf(language)).filter(
      ([key, text]) => text === english[key] && /\p{L}{4}/u.test(text),
    );
    assert.ok(same.length < Object.keys(english).length / 10, `${language}: ${same.map(([key]) => key)}`);
  }
});

test("the first of the browser's languages that is ours is taken, else English", () => {
  assert.equal(preferred(["pt-BR", "fr-CA", "de"]), "fr");
  assert.equal(preferred(["pt"]), "en");
});
