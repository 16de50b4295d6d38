import assert from "node:assert/strict";
import { test } from "node:test";
import { isAtPublicProvider } from "./public-domains.ts";
import { publicProviderFamilies, publicProviders } from "./public-providers.ts";
import { relayDomains, relayFamilies } from "./relay-domains.ts";
import { belongsTo } from "./threading.ts";

const lists = [publicProviders, relayDomains];
const all = lists.flatMap((list) => Object.values(list)).flatMap((domains) => domains.split(/\s+/));

test("strangers share the domains of mailbox providers and networks of all countries", () => {
  const domains = `gmail.com icloud.com proton.me protonmail.com tuta.io web.de t-online.de yahoo.co.uk outlook.com hotmail.fr gmx.at orange.fr
    wanadoo.es ono.com libero.it chello.at bluewin.ch telenet.be ziggo.nl telia.com online.no net.hr mail.bg inbox.lv seznam.cz wp.pl
    freemail.hu mail.ru yandex.kz ukr.net walla.co.il au.com docomo.ne.jp qq.com naver.com bigpond.com xtra.co.nz bell.net telus.net
    comcast.net uol.com.br prodigy.net.mx mweb.co.za rediffmail.com`;
  assert.deepEqual(shared(domains), []);
});

test("and those of services that hide addresses, of marketplaces, of bookings and of networks of members", () => {
  const domains = `privaterelay.appleid.com mozmail.com simplelogin.com duck.com anonaddy.me passmail.net marketplace.amazon.de
    marketplace.amazon.co.uk marketplace.amazon.com.br amazon.co.jp members.ebay.com members.ebay.co.uk etsy.com guest.booking.com
    guest.airbnb.com reply.facebook.com facebookmail.com reply.linkedin.com sale.craigslist.org mail.kleinanzeigen.de
    mailinator.com sharklasers.com`;
  assert.deepEqual(shared(domains), []);
});

test("a domain below one of them is theirs too; one that only looks like it is not", () => {
  assert.deepEqual(shared("mail.gmail.com ann.mozmail.com austin.rr.com a.b.marketplace.amazon.fr eu.yahoo.com"), []);
  for (const domain of "notgmail.com gmail.com.acme.test gmail.acme.test live.sap.com amazon.acme.test myebay.com acme.test com".split(
    " ",
  )) {
    assert.equal(isAtPublicProvider(`ann@${domain}`), false, domain);
  }
  assert.equal(isAtPublicProvider("ann@GMAIL.com"), true);
  assert.equal(isAtPublicProvider("nobody"), false);
});

test("nobody there is anybody's colleague", () => {
  for (const domain of [...all, "marketplace.amazon.de", "members.ebay.com", "relay.gmail.com"]) {
    assert.equal(belongsTo(`bob@${domain}`, [`ann@${domain}`]), false, domain);
    assert.equal(belongsTo(`Ann@${domain}`, [`ann@${domain}`]), true, domain);
  }
});

test("the lists are in order: every domain once, well written, and none that another one stands for", () => {
  assert.ok(all.length > 1_200, `${all.length}`);
  assert.deepEqual(twice(all), []);
  for (const list of lists) {
    for (const domains of Object.values(list).map((one) => one.split(/\s+/))) {
      assert.deepEqual(domains, domains.toSorted(byCode));
      for (const domain of domains) {
        assert.match(domain, /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/);
        const above = domain.split(".").map((_, index, labels) => labels.slice(index + 1).join("."));
        assert.deepEqual(
          above.filter((one) => all.includes(one)),
          [],
          domain,
        );
      }
    }
  }
  const countries = Object.keys(publicProviders).slice(1);
  assert.deepEqual(countries, countries.toSorted(byCode));
  for (const families of [publicProviderFamilies, relayFamilies]) {
    assert.deepEqual(families, families.toSorted(byCode));
  }
});

const shared = (domains: string): readonly string[] =>
  domains.split(/\s+/).filter((domain) => !isAtPublicProvider(`ann@${domain}`));
const byCode = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const twice = (words: readonly string[]): readonly string[] => words.filter((word, at) => words.indexOf(word) !== at);
