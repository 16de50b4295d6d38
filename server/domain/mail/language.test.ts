import assert from "node:assert/strict";
import { test } from "node:test";
import { contentLanguage, languageOf } from "./language.ts";

test("the most frequent words tell the language", () => {
  const texts = {
    english: "When will you be shipping the parcels? Please tell us.",
    german: "Wann werden die Lieferungen zu uns kommen? Wir haben nicht so viel Zeit.",
    french: "Bonjour, je ne peux pas ouvrir le fichier que vous avez envoyé.",
    spanish: "Hola, ¿cuándo llega el paquete? No lo puedo esperar más, por favor.",
    italian: "Quando arriva il pacco? Non ho ancora ricevuto questo ordine, grazie.",
    dutch: "Wanneer komt het pakket? Ik heb nog niet een bericht van jullie.",
    portuguese: "Quando chega o pacote? Não recebi uma resposta, obrigado.",
  } as const;
  for (const [language, text] of Object.entries(texts)) assert.equal(languageOf(text), language, text);
});

test("nothing is guessed where nothing speaks for one language more than for another", () => {
  for (const text of ["", "4711", "Xyz Abc", "注文はどこですか", "de la"])
    assert.equal(languageOf(text), "simple", text);
});

test("a mail's language is that of its text; of few words, that of the exchange; of none, nobody's", () => {
  const german = "Wann kommt die Lieferung? Wir haben nicht so viel Zeit.";
  assert.equal(contentLanguage("It is on the way, and you will have it soon.", german), "en");
  assert.equal(contentLanguage("Morgen.", german), "de");
  assert.equal(contentLanguage("No, sorry.", "When will you be shipping the parcels? Please tell us."), "en");
  assert.equal(contentLanguage("4711", ""), undefined);
});
