/**
 * Where an address stands for one person or one conversation, and a service passes on what comes to it: under one domain, and below it,
 * each address is another person's. In alphabetical order.
 */
export const relayDomains: Readonly<Record<string, string>> = {
  /** Addresses that hide another one. */
  alias: `33mail.com 4wrd.cc 8alias.com 8shield.net addy.io addymail.com aleeas.com altmails.com anonaddy.com anonaddy.me
    anonymize.com burnermail.io cloaked.id dralias.com duck.com e4ward.com emailalias.io erine.email firefox.com forwardemail.net
    ghostmail.com hidemail.us improvmx.com ironvest.com mailer.me maskme.us mozmail.com opayq.com passfwd.com passinbox.com
    passmail.com passmail.net privaterelay.appleid.com silomails.com simplelogin.co simplelogin.com simplelogin.fr simplelogin.io
    slmail.me slmails.com sneakemail.com spamgourmet.com spamgourmet.net sudomail.com`,
  /** Mailboxes that live for minutes, or that anybody may read. */
  passing: `10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org byom.de discard.email discardmail.com
    discardmail.de dispostable.com dropmail.me einrot.com emailondeck.com fakeinbox.com getairmail.com getnada.com grr.la
    guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org
    guerrillamailblock.com inboxbear.com inboxkitten.com jetable.org mailcatch.com maildrop.cc mailinator.com mailinator.net
    mailnesia.com mailnull.com mailsac.com mailtemp.info mintemail.com moakt.com mohmal.com mytemp.email mytrashmail.com nada.email
    sharklasers.com spam4.me spambog.com spambox.us temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.com tempmail.dev
    tempmail.net tempr.email throwawaymail.com trash-mail.com trash-mail.de trashmail.com trashmail.de trashmail.me trashmail.net
    wegwerfemail.de wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net`,
  /** Where buyers and sellers write to each other. */
  market: `2dehands.be adverts.ie allegro.pl allegrogroup.pl allegromail.pl autoscout24.com autoscout24.de avito.ru backmarket.com
    blocket.se bol.com bonanza.com bricklink.com carousell.com catawiki.com cdiscount.com clemarche.com coupang.com craigslist.org
    dba.dk depop.com discogs.com donedeal.ie dubizzle.com ebay-kleinanzeigen.de ebaykleinanzeigen.de etsy.com fiverr.com fnac.com
    fnacdarty.com freelancer.com fruugo.com gumtree.co.za gumtree.com gumtree.com.au hood.de immobilienscout24.de immoscout24.de
    immowelt.de jofogas.hu kaufland-online.de kaufland.de kijiji.ca kleinanzeigen.de leboncoin.fr malt.com manomano.com
    marktplaats.nl mirakl.net mobile.de newegg.com offerup.com onbuy.com otto.market poshmark.com quoka.de realtor.com reverb.com
    ricardo.ch rightmove.co.uk shpock.com subito.it taskrabbit.com thumbtack.com tori.fi trademe.co.nz tutti.ch upwork.com
    wallapop.com walmart.com wayfair.com willhaben.at wish.com zalando.com zalando.de zillow.com zoopla.co.uk`,
  /** Guests and those who take them in. */
  travel: `agoda-messaging.com agoda.com booking.com expediapartnercentral.com fewo-direkt.de holidaycheck.com homeaway.com
    hostelworld.com hrs.com traum-ferienwohnungen.de trip.com tripadvisor.com vrbo.com`,
  /** Members of networks, groups and platforms. */
  network: `facebookmail.com fetlife.com github.com gitlab.com groups.io indeedemail.com instagram.com linkedin.com meetup.com
    messenger.com nextdoor.com patreon.com quora.com reddit.com redditmail.com slack.com snapchat.com stepstone.de tumblr.com
    twitter.com vk.com whatsapp.com xing.com`,
};

/** Services with a domain per country. */
export const relayFamilies: readonly string[] =
  "airbnb aliexpress amazon ebay facebook indeed lazada mercadolibre mercadolivre olx rakuten shopee vinted".split(" ");
