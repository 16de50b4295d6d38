import { domainOf } from "./address.ts";

/** Whether the address lies at a provider where strangers share a domain: equal domains there say nothing (mail.md 5.1). */
export function isAtPublicProvider(address: string): boolean {
  const domain = domainOf(address);
  return publicDomains.has(domain) || publicFamilies.test(domain);
}

/** Providers with a domain per country. */
const publicFamilies = /^(?:yahoo|hotmail|live|outlook|msn|gmx|googlemail|ymail|aol)(?:\.[a-z]{2,3}){1,2}$/;

const publicDomains: ReadonlySet<string> = new Set(
  `gmail.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me web.de t-online.de freenet.de arcor.de online.de
  1und1.de mail.de posteo.de mailbox.org vodafone.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it
  virgilio.it tiscali.it alice.it tin.it telefonica.net terra.es bol.com.br uol.com.br terra.com.br ig.com.br mail.ru bk.ru inbox.ru
  list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua seznam.cz centrum.cz email.cz wp.pl o2.pl interia.pl onet.pl op.pl
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn naver.com daum.net hanmail.net nate.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp rediffmail.com zoho.com zohomail.com mail.com email.com usa.com gmx.net
  rocketmail.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net btinternet.com
  sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca
  bluewin.ch hispeed.ch sunrise.ch telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl hetnet.nl xs4all.nl telia.com bredband.net
  online.no abv.bg citromail.hu freemail.hu sapo.pt walla.com walla.co.il fastmail.com fastmail.fm hey.com tutanota.com tuta.com
  tutamail.com duck.com hushmail.com mailinator.com`.split(/\s+/),
);
