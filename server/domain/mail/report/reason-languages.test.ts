import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../../../testing/cpu-ms.ts";
import { bounceClass, bounceStatus } from "./bounce-class.ts";

const classOf = (text: string) => bounceClass(bounceStatus("", text), text);

/** By class, parted by bars: reasons as servers write them. */
const told: readonly (readonly [string, string])[] = [
  [
    "hard",
    "Der Empfänger ist unbekannt|Kein Postfach unter diesem Namen|Das Konto wurde gelöscht|Ungültiger Empfänger|l'adresse du destinataire est inconnue|utilisateur inexistant|Ce compte a été supprimé|usuario inexistente|la dirección no es válida|la cuenta ha sido desactivada|indirizzo non valido|casella inesistente|destinatário inválido|conta desativada|Gebruiker onbekend|account is opgeheven|brak takiego użytkownika|неверный адрес|нет такого пользователя|neplatná adresa|okänd användare|ukendt modtager|ugyldig adresse|geçersiz adres|ismeretlen címzett|adresă invalidă|невірна адреса|无此用户|查無此人|此帐号已停用|該当するユーザーはいません|メールアドレスが無効です|없는 계정|잘못된 주소",
  ],
  [
    "soft",
    "Das Postfach ist überfüllt|Kontingent überschritten|la boîte du destinataire est saturée|el buzón está lleno|cuota excedida|casella di posta piena|caixa postal cheia|het postvak is vol|skrzynka przepełniona|почтовый ящик заполнен|schránka je přeplněna|brevlådan är full|kota aşıldı|το γραμματοκιβώτιο είναι πλήρες|邮箱容量已满|容量が一杯|용량을 초과",
  ],
  [
    "size",
    "supera la dimensione massima|excede o tamanho|wiadomość jest zbyt duża|邮件过大|サイズ制限を超え|메일 크기가 초과",
  ],
  ["policy", "邮件被拒收|スパムと判断|수신 거부"],
];

test("reasons are told in many languages", () => {
  for (const [found, texts] of told)
    for (const text of texts.split("|")) assert.equal(classOf(`<ann@x.test>: ${text}.`), found, text);
});

test("what is wrong with the sender, or with his computer, is not the address's fault", () => {
  const texts =
    "Ihre IP-Adresse ist ungültig|Die Adresse des Absenders existiert nicht|Absender unbekannt|L'expéditeur est inconnu|l'adresse de l'expéditeur n'existe pas|La dirección del remitente no es válida|L'indirizzo del mittente non è valido|адрес отправителя не существует|votre compte a été suspendu|Ihr Konto wurde deaktiviert";
  for (const text of texts.split("|")) assert.notEqual(classOf(text), "hard", text);
});

test("advice to look at the address again, and whole words that only begin as a reason, are none", () => {
  const texts =
    "Bitte prüfen Sie die Adresse|Vérifiez l'adresse du destinataire|Compruebe la dirección|Sprawdź adres odbiorcy|Проверьте адрес получателя|请检查收件人地址|Die Nachricht ging vollständig an die Adresse";
  for (const text of texts.split("|")) assert.equal(classOf(text), "unknown", text);
});

test("words without end are looked through in time", () => {
  for (const piece of [
    "adresse ",
    "получател адрес ",
    "empfänger destinataire usuario ",
    "нет такого ",
    "kein a b ",
    "absender a ",
  ]) {
    const startedAt = cpuMs();
    for (let count = 0; count < 20; count++) bounceStatus("", piece.repeat(100_000));
    assert.ok(cpuMs() - startedAt < 1000, `${piece} took ${cpuMs() - startedAt} ms`);
  }
});
