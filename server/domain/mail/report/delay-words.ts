/**
 * Words of a mail that is still being tried, in several languages. A final report tells of earlier delays too, so the subject is asked
 * first (`actionOfWords`). Searched in texts of strangers: no expression tries a place twice (reliability.md S15).
 */
const words: readonly string[] = [
  "\\bdelay(?:ed|ing)?\\b|\\bdeferred\\b|will (?:continue to |keep )?(?:be )?(?:retr|try)|will retry|still trying|not yet been delivered|transient non-fatal|temporary problem|delivery incomplete|(?:further|more) attempts will|do not need to re-?send|only a (?:warning|temporary)|(?:keep|continue) trying",
  "verzögert|verspätet|(?:noch|bisher) nicht (?:zugestellt|ausgeliefert|übermittelt)|weitere zustellversuche|weiter(?:hin)? versuch|versuchen es weiter|erneut versuch",
  "retardé|pas encore (?:pu )?(?:été |[êe]tre )?(?:remis|distribué|livré)|remise différée|réessaiera|réessayer(?:a|ons)|nouvelle tentative sera",
  "\\bretras(?:o|ado|ada)\\b|seguirá intentando|aún no (?:se ha|ha sido|se pudo)|todavía no (?:se ha|ha sido)|demorad|volverá a intentar",
  "ritard|in ritardo|non (?:è stato |è )?ancora (?:stato )?(?:consegnat|recapitat)|nuovi tentativi|altri tentativi",
  "atrasad|ainda não (?:foi|pôde)|continuaremos a tentar|novas tentativas|nova tentativa",
  "vertraagd|nog niet (?:worden )?(?:bezorgd|afgeleverd)|vertraging|blijven (?:het )?proberen|opnieuw geprobeerd",
  "opóźnion|nie (?:została|został) jeszcze|jeszcze nie (?:została|został|dostarcz)|próby będą|ponowne próby",
  "задерж|отложена|(?:пока|ещё|еще) не достав|попытки (?:будут )?продолж|повторные попытки|затрим|ще не доставл",
  "försenad|ännu inte lever|forsinke|endnu ikke (?:blevet )?lever|ennå ikke lever|viivästy|vielä (?:ei )?toimit",
  "zpožděn|oneskoren|zatím nebyl|dosud nebyl|zatiaľ nebol|(?:kézbesítés\\S{0,4}|üzenet\\S{0,4}) (?:még )?kés|késleltet|még nem (?:került|sikerült|kézbesít)|încă (?:nu )?(?:a fost )?livrat|întârziat|nu a fost încă",
  "gecik|henüz teslim|yeniden denenecek|καθυστέρ|καθυστερ|ακόμα δεν|ακόμη δεν|עיכוב|התעכב|עוכב|تأخر|تأخير|bị trì hoãn|chưa được gửi|tertunda|ล่าช้า",
  "配信が遅延|配信の遅延|遅れています|遅延しています|まだ配信|再送を(?:続け|試み)|配信が完了していません|延迟|延遲|尚未(?:送达|投递|送達)|(?:继续|稍后)(?:尝试|重试)|지연|아직 (?:전달|배달|전송)|(?:계속|다시) (?:재?시도)",
];

export const delayWords = new RegExp(words.join("|"), "i");
