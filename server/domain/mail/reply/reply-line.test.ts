import assert from "node:assert/strict";
import { test } from "node:test";
import { newText, textRanges } from "./text-ranges.ts";

const newOf = (text: string) => newText(text, textRanges(text, { sent: [] }));

test("what a desk sets above all that it quotes cuts it, in whatever dashes", () => {
  for (const line of [
    "##- Please type your reply above this line -##",
    "Reply above this line.",
    "=== Please reply above this line ===",
    "--- Bitte antworten Sie oberhalb dieser Zeile ---",
    "## Ihre Antwort über dieser Linie ##",
    "--- Répondre au-dessus de cette ligne ---",
    "##- Por favor, escriba su respuesta por encima de esta línea -##",
    "##- Digite a resposta acima desta linha -##",
    "--- Rispondi sopra questa riga ---",
    "--- Typ uw antwoord boven deze regel ---",
    "--- Proszę wpisać odpowiedź powyżej tej linii ---",
    "##- Введите ваш ответ выше этой строки -##",
    "--- Skriv ditt svar ovanför denna linje ---",
    "--- この行より上に返信してください ---",
    "--- 请在此行之上回复 ---",
  ])
    assert.equal(newOf(`It rings.\n\n${line}\n\nLarkspur Support\n\nDoes the bell ring?\n`), "It rings.", line);
});

test("a person who speaks of a line has written all of it", () => {
  for (const line of [
    "Please write your answer above this line of the form.",
    "The price above this line is wrong.",
    "Die Summe oberhalb dieser Zeile stimmt nicht.",
    "Reply above this line of trees, he said",
  ]) {
    const text = `Hello,\n\n${line}\n\nAnn`;
    assert.equal(newOf(text), text);
  }
});
