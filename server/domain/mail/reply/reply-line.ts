import { cutFrom } from "./quotation-cuts.ts";
import type { Line } from "./text-lines.ts";

/**
 * `Please type your reply above this line`: what desks set above all that they quote (mail.md 10-3), by language. One within a sentence is
 * a person's, so nothing else stands on the line but dashes and the like.
 */
const forms: readonly RegExp[] = [
  /^(?:please )?(?:type|write|enter|add|send|make|put)?(?: your)?(?: )?(?:reply|replies|response|answer|respond|comment) (?:above|over) (?:this|the)(?: [a-z]{1,10})? line(?: to (?:reply|respond|add).{0,60})?$/,
  /^(?:bitte )?(?:schreiben sie |geben sie )?(?:ihre |deine )?(?:antwort(?:en)?|kommentar)?(?: sie)? ?(?:bitte )?(?:über|oberhalb) (?:von )?dieser (?:zeile|linie)(?: (?:eingeben|schreiben|antworten|einfügen))?$/,
  /^(?:veuillez |merci de )?(?:(?:saisir|écrire|taper|rédiger|répondre|répondez|inscrire)(?: votre réponse)?|votre réponse) (?:au-dessus|au dessus) de cette ligne$/,
  /^(?:por favor,? ?)?(?:(?:escriba|escribe|responda|responde|introduzca|agregue|añada)(?: (?:su|tu) (?:respuesta|comentario))?|(?:su |tu )?respuesta) (?:por )?(?:encima|arriba) de esta línea$/,
  /^(?:por favor,? ?)?(?:(?:digite|escreva|responda|insira|adicione)(?: a)?(?: (?:sua )?resposta)?) acima d(?:esta|a) linha$/,
  /^(?:per favore,? ?|si prega di )?(?:(?:digita|digitare|scrivi|scrivere|rispondi|rispondere|inserire|inserisci)(?: (?:la (?:tua|sua) )?risposta)?|rispondere) (?:al di )?sopra (?:a )?questa (?:riga|linea)$/,
  /^(?:(?:typ|schrijf|plaats|geef|antwoord)(?: (?:a\.u\.b\. )?(?:uw|je) (?:antwoord|reactie))?|(?:uw|je) antwoord|reageer|gelieve te antwoorden) (?:hier )?boven deze (?:regel|lijn)$/,
  /^(?:prosimy |proszę )?(?:wpisz|wpisać|odpowiedz|odpowiadaj|napisz)(?: swoją)?(?: odpowiedź)? (?:powyżej|nad) te(?:j|go) (?:linii|wiersza|linią)$/,
  /^(?:пожалуйста,? )?(?:введите|напишите|пишите|ответьте)?(?: ваш| свой)?(?: ответ)? ?(?:выше|над) этой (?:линии|строки|черты|строкой|чертой|линией)$/,
  /^(?:skriv|svara|svar)(?: ditt svar| dit svar| svaret)? (?:ovanför|över|over|ovenfor) (?:denna|denne|den här) (?:rad|raden|linje|linjen)$/,
  /^(?:kirjoita )?vasta(?:us|a|uksesi)? tämän rivin yläpuolelle$/,
  /^(?:prosím )?(?:odpovězte|napište odpověď|odpovedzte|vaši odpověď napište) nad t(?:ento řádek|outo čarou|ímto řádkem|ento riadok)$/,
  /^(?:lütfen )?(?:yanıtınızı|cevabınızı) bu (?:satırın|çizginin) (?:üstüne|üzerine|yukarısına)(?: yazın(?:ız)?)?$/,
  /^(?:この(?:行|線|ライン)(?:より|の)上(?:側)?(?:に|で)?(?:ご?返信|返答|入力|記入).{0,12}|(?:请|請)?在此(?:行|线|線)(?:之|以)?上(?:方)?(?:回[复覆復]|输入|輸入).{0,8}|이 (?:줄|선) 위(?:쪽)?에 .{0,16}(?:답장|회신|입력).{0,10})$/,
];

/** From such a line on everything is quoted. */
export function cutBelowReplyLine(lines: readonly Line[]): void {
  for (const [index, line] of lines.entries()) {
    if (line.kind !== "new" || line.isBlank || line.words.length > lineMax || !isReplyLine(line.words)) continue;
    cutFrom(lines, index, index + 1, "separator");
    return;
  }
}

function isReplyLine(line: string): boolean {
  const words = line
    .replace(/^[\s#=~*_<>|[\](){}–—-]{1,80}|[\s#=~*_<>|[\](){}.:!–—-]{1,80}$/g, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
  return words.length >= wordsMin && forms.some((form) => form.test(words));
}

const lineMax = 200;
const wordsMin = 8;
