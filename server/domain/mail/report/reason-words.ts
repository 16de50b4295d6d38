/**
 * How reasons are told in other languages than English: a word for the address, and within a few words of it one for what is wrong. Word
 * stems, lower case; what a language says of the sender is not the address's fault (mail.md 8.2). Sources of regular expressions.
 */
export type ReasonWords = {
  readonly box: string;
  readonly sender: string;
  readonly unknown: string;
  /** Stands right in front of the address's word. */
  readonly none: string;
  readonly closed: string;
  readonly full: string;
};

export const languages: readonly ReasonWords[] = [
  {
    box: "empfänger|\\p{L}{1,12}adresse|adresse|mailadresse|benutzer|nutzer|konto|account|postfach|mailbox|teilnehmer",
    sender: "absender",
    unknown:
      "unbekannt|nicht (?:mehr )?existiert|nicht (?:mehr )?(?:bekannt|vorhanden|gültig|vergeben|verzeichnet|aufgeführt|registriert)|ungültig|existiert nicht|gibt es (?:\\p{L}{1,12} ){0,4}nicht|nicht (?:zuzuordnen|zugeordnet|in gebrauch)|kennen wir nicht|nicht gefunden|nicht im \\S{1,20}verzeichnis",
    none: "kein|keine|keinen",
    closed:
      "gelöscht|nicht (?:mehr )?aktiv|gekündigt|aufgelöst|deaktiviert|geschlossen|stillgelegt|inaktiv|abgeschaltet",
    full: "voll(?!\\p{L})|überfüllt|(?:limit|größe|grenze|kontingent|quota) erreicht|erschöpft|überschritten",
  },
  {
    box: "destinataire|adresse|utilisateur|compte|bo[iî]te|messagerie|abonné|bal(?!\\p{L})",
    sender: "exp[ée]diteur|[ée]metteur",
    unknown:
      "inconnu|inexist|invalide|introuvable|n'existe (?:pas|plus)|erroné|ne correspond à aucun|non (?:valide|reconnu|trouvé|existant)|(?:pas|plus) (?:été |pu être )?(?:valide|utilisé|connu|reconnu|répertori|enregistr|trouvé|attribu|inscrit)|ne figure pas",
    none: "aucun|aucune|pas de|pas d'",
    closed:
      "(?:pas|plus) en service|(?:pas|plus) actif|(?:pas|plus) active|fermé|supprimé|inacti|désactivé|clôturé|résilié|suspendu",
    full: "pleine|saturé|épuisé|a atteint|remplie|quota|insuffisant|dépassé",
  },
  {
    box: "usuario|direcci[óo]n|cuenta|destinatario|buz[óo]n|casilla|bandeja",
    sender: "remitente|emisor",
    unknown:
      "inexistente|ya no existe|no existe|no figura|no aparece|no corresponde|no (?:pudo|puede|ha podido) ser (?:encontrad|localizad)|no (?:se (?:encuentra|encontró|ha encontrado|pudo encontrar)|consta)|no (?:es|está|fue|ha sido) (?:v[áa]lid|encontrad|registrad|reconocid|listad)|no v[áa]lid|inv[áa]lid|desconocid|incorrect|no encontrad|err[óo]ne",
    none: "ning[úu]n|ninguna",
    closed:
      "no (?:es|está) activ|desactivad|eliminad|inactiv|cerrad|suspendid|deshabilitad|dad[oa] de baja|cancelad|bloquead[oa] por inactividad",
    full: "llen[oa]|exced(?:id|i[óo]|e)|ha alcanzado|superado|sin espacio|cuota|l[íi]mite",
  },
  {
    box: "utente|indirizzo|account|destinatario|casella|cassetta|mailbox",
    sender: "mittente",
    unknown:
      "inesistente|inesistenti|non esiste|non (?:è|è stat[oa]|e'|risulta|sembra|sono)(?: più| essere)? (?:valid|esistent|assegnat|trovat|present|elencat|registrat|riconosciut|conosciut)|non valid|sconosciut|errat|non trovat|non presente|non figura",
    none: "nessun|nessuna",
    closed:
      "non (?:è|e'|risulta)(?: più)? attiv|dismess|eliminat|disattivat|disabilitat|cancellat|chius|sospes|inattiv|scadut",
    full: "pien[ao]|esaurit|ha raggiunto|superat|superato|quota",
  },
  {
    box: "usuário|utilizador|endereço|conta|destinatário|caixa",
    sender: "remetente",
    unknown:
      "inexistente|não existe|já não existe|não (?:é|está|foi|foi possível) (?:válid|encontrad|encontrar|localizad|reconhecid|registrad|registad|listad)|não (?:pôde|pode) ser (?:encontrad|localizad)|não (?:consta|reconhecid)|inválid|desconhecid|incorret|não encontrad|não localizad",
    none: "nenhum|nenhuma",
    closed: "não está (?:mais )?ativ|desativad|excluíd|inativ|encerrad|suspens|bloqueada por inatividade",
    full: "chei[oa]|exced(?:id|eu|e)|atingi(?:u|ram)|esgotad|lotad|sem espaço|cota",
  },
  {
    box: "gebruiker|adres|mailadres|e-mailadres|ontvanger|account|postvak|postbus|mailbox|geadresseerde",
    sender: "afzender",
    unknown:
      "onbekend|niet (?:meer )?bestaat|ongeldig|bestaat niet|niet (?:meer )?(?:te vinden|herkend|gevonden|bekend|geldig|vermeld|geregistreerd|in gebruik|aanwezig)",
    none: "geen",
    closed: "opgeheven|niet (?:meer )?actief|beëindigd|gedeactiveerd|verwijderd|gesloten|inactief",
    full: "vol(?!\\p{L})|volgelopen|bereikt|overschreden|quotum",
  },
  {
    box: "użytkowni|kont|adres|odbior|skrzyn|osob",
    sender: "nadawc",
    unknown:
      "nie istnieje|nie figuruje|nie m[óo]g\\p{L}{1,3} zostać (?:odnalezion|znalezion)|nie jest (?:już )?(?:znan|zarejestrowan|prawidłow|aktywn)|nie (?:został|zostal)\\S{0,2} (?:odnalezion|znalezion)|nie odnalezion|nieprawidłow|nieznan|niepoprawn|nie znalezion|błędn|nieistniejąc",
    none: "brak|brak takiego|nie ma takie(?:go|j)",
    closed: "usunięt|nieaktywn|wyłączon|zamknięt|zawieszon",
    full: "pełna|pełny|osiągn|zapchan|przepełnion|przekroczon|zapełnion",
  },
  {
    box: "пользовател|адрес|ящик|получател|аккаунт|учётн|учетн|почт",
    sender: "отправител",
    unknown:
      "не существ|не (?:был[ао]? )?найден|нет на сервере|ошибоч|несуществ|не зарегистр|не значится|отсутств|не обнаруж|не найден|неверн|неизвест|некоррект|недействит|недопустим",
    none: "нет такого|нет такой|такого|такой",
    closed: "удал[её]н|отключ|деактивир|неактив|закрыт",
    full: "переполнен|заполнен|заполнил|достиг|закончилось место|нет места|квот|превышен",
  },
  {
    box: "uživatel|používateľ|schránk|adres|příjemc|príjemc|účet",
    sender: "odesílatel|odosielateľ",
    unknown:
      "neexist|neplatn|neznám|nenalez|nenájden|chybn|neb(?:yl|yla|ol|ola)\\S{0,2} (?:nalezen|nájden|rozpozn)|není (?:znám|platn|registrov)",
    none: "žádn|žiadn",
    closed: "zrušen|smazán|deaktivov|neaktivn|zablokovan",
    full: "plná|plna|přeplněn|preplnen|překročen|prekročen|kvót",
  },
  {
    box: "användar|kontot|(?:e-?)?(?:post|mail)adress|mottagar|adress|konto|brevlåd|inkorg|bruger|modtager|postkasse|indbakke|bruker|mottaker|postboks|innboks|käyttäjä|vastaanottaja|osoite|postilaatik",
    sender: "avsändar|afsender|avsender|lähettäjä",
    unknown:
      "(?:finns|existerar|hittades) inte|inte (?:längre )?(?:finns|existerar|hittades|kunde hittas)|är inte (?:giltig|känd|registrer)|kunde inte hittas|okän[dt]|ogiltig|(?:findes|eksisterer) ikke|ikke (?:længere )?(?:findes|eksisterer|finnes)|er ikke (?:gyldig|kendt|kjent|registrer)|kunne ikke findes|ukendt|ugyldig|(?:finnes|eksisterer) ikke|ikke funnet|ukjent|ei (?:löyd|löytyn|tunneta)|ei ole(?: olemassa| voimassa| käytössä|$)|tuntemat|virheelli",
    none: "ingen|ei ole",
    closed: "avslutad|inaktiv|lukket|deaktiver|suljettu|stängt",
    full: "(?:är|er) full|(?:är|er) fuld|fyllt|fyldt|fylt|täynnä|täysi|överskriden|overskredet",
  },
  {
    box: "kullanıcı|adres|hesap|kutusu|alıcı",
    sender: "gönderen",
    unknown:
      "bulunamadı|bulunm|bulunamam|mevcut değil|tanınmıyor|kayıtlı değil|geçersiz|bilinmeyen|bilinmiyor|yok(?!\\p{L})|hatalı",
    none: "böyle bir",
    closed: "kapatıl|kapalı|devre dışı|silin|askıya",
    full: "dol(?:u|du|muş)|aşıldı|kota",
  },
  {
    box: "címzett|postafiók|cím|felhasználó|utilizator|adres[aăe]|căsuț|cutia|cont(?:ul)?|destinatar|χρήστη|διεύθυνση|παραλήπτη|γραμματοκιβώτιο|λογαριασμ|користувач|адрес|скриньк|одержувач|потребител|получател|кути|korisnik|uporabnik|naslov|sanduč|predal",
    sender: "feladó|expeditor|αποστολέα|відправник|подател|pošiljatelj|pošiljalac",
    unknown:
      "ismeretlen|nem (?:létez|található|érvényes|ismert)|érvénytelen|nu (?:a fost|este) (?:găsit|valid|recunoscut|înregistrat)|nu exist|invalid|necunoscut|inexistent|δεν (?:υπάρχει|βρέθηκε|είναι (?:έγκυρ|γνωστ))|μη έγκυρ|άγνωστ|не (?:існує|знайдено|зареєстр)|невірн|невідом|недійсн|не (?:съществува|е намерен|е валид)|невалид|непознат|ne postoji|nije (?:pronađen|važeć)|ni (?:bil )?(?:najden|veljav)|ne obstaja|nepoznat|neznan|neveljav|nevažeć",
    none: "nincs ilyen|niciun|nu există",
    closed: "megszűnt|törölt|dezactivat|închis|απενεργοποι|видален|вимкнен|изтрит|деактивир|deaktiviran|izbrisan",
    full: "megtelt|betelt|plin[ăa]|plină|πλήρ|γεμάτ|переповнен|пълна|препълнен|pun(?!\\p{L})|poln",
  },
];
