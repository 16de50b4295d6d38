/**
 * Where strangers share a domain: mailboxes for anybody, and those that a telephone, cable or other network gives to its customers. By the
 * country that a provider mostly serves (ISO 3166-1), in alphabetical order; `world` for those without one. Domains below them are theirs.
 */
export const publicProviders: Readonly<Record<string, string>> = {
  world: `aim.com asia.com bigfoot.com catholic.org cheerful.com compuserve.com consultant.com contactoffice.com countermail.com
    cs.com ctemplar.com cyberservices.com disroot.org doctor.com dr.com email.com email.net engineer.com europe.com europemail.com
    excite.com fastmail.co.uk fastmail.com fastmail.com.au fastmail.de fastmail.fm fastmail.in fastmail.jp fastmail.net fastmail.to
    fastmail.us gmail.com googlegroups.com hey.com hotbot.com hush.ai hush.com hushmail.com hushmail.me icloud.com icqmail.com
    iname.com inbox.com incamail.com internxt.me kolabnow.com lavabit.com lawyer.com linuxmail.org mac.com mail-me.com mail.com
    mail2world.com mailcity.com mailfence.com mailo.com mailvault.com me.com messagingengine.com mm.st msgsafe.io myself.com
    netscape.com netscape.net null.net onmail.com openmail.cc operamail.com pm.me pobox.com post.com posteo.net preny.de proton.me
    purelymail.com riseup.net rocketmail.com runbox.com safe-mail.net scryptmail.com sent.as sent.at sent.com skiff.com soverin.net
    startmail.com teknik.io topicbox.com tuta.com tuta.io tutamail.com tutanota.com tutanota.de usa.com usermail.com vivaldi.net
    workmail.com writeme.com xmail.com zmail.com zohomail.com zohomail.eu zohomail.in`,
  ae: "eim.ae emirates.net.ae",
  ar: `arnet.com.ar arnetbiz.com.ar ciudad.com.ar fibertel.com.ar flash.com.ar infovia.com.ar sion.com speedy.com.ar
    telecentro.com.ar uolsinectis.com.ar web-mail.com.ar`,
  at: `a1.net aon.at chello.at drei.at inode.at kabsi.at liwest.at sms.at speed.at tele2.at telering.at utanet.at vol.at`,
  au: `aapt.net.au activ8.net.au adam.com.au bigpond.com bigpond.com.au bigpond.net.au dodo.com.au exemail.com.au iinet.net.au
    internode.on.net iprimus.com.au netspace.net.au optusnet.com.au ozemail.com.au primus.com.au telstra.com tpg.com.au
    westnet.com.au`,
  ba: "bih.net.ba",
  be: "advalvas.be belgacom.net edpnet.be mail.be mobistarmail.be proximus.be scarlet.be skynet.be telenet.be voo.be",
  bg: "abv.bg dir.bg gbg.bg gyuvetch.bg lex.bg mail.bg mbox.contact.bg orbitel.bg",
  br: `bol.com.br brturbo.com.br click21.com.br folha.com.br globo.com globomail.com ibest.com.br ig.com.br itelefonica.com.br
    oi.com.br pop.com.br r7.com superig.com.br uol.com.br veloxmail.com.br vivo.com.br zipmail.com.br`,
  by: "mail.by open.by tut.by",
  ca: `bell.net bellaliant.net canada.com cogeco.ca cogeco.net distributel.net eastlink.ca mts.net mtsmail.ca nbnet.nb.ca primus.ca
    rogers.com sasktel.net shaw.ca sympatico.ca tbaytel.net teksavvy.com telus.net teluscommunications.net videotron.ca
    videotron.qc.ca vif.com xplornet.ca xplornet.com`,
  ch: `active.ch bluemail.ch bluewin.ch citycable.ch freesurf.ch green.ch hispeed.ch netplus.ch quickline.ch sunrise.ch
    swissonline.ch tele2.ch vtxnet.ch`,
  cl: "123mail.cl entelchile.net manquehue.net vtr.net",
  cn: `126.com 139.com 163.com 188.com 189.cn 21cn.com 263.net aliyun.com chinaren.com citiz.net eyou.com foxmail.com netease.com
    qq.com sina.cn sina.com sogou.com sohu.com tom.com wo.cn yeah.net`,
  co: "emcali.net.co etb.net.co telecom.com.co une.net.co",
  cr: "racsa.co.cr",
  cy: "cablenet.com.cy cytanet.com.cy primehome.com",
  cz: `atlas.cz azet.cz centrum.cz email.cz iol.cz o2active.cz post.cz quick.cz razdva.cz seznam.cz spoluzaci.cz stream.cz sweb.cz
    vodafonemail.cz volny.cz`,
  de: `1und1.de alice-dsl.de alice-dsl.net alice.de arcor.de berlin.de bitel.net directbox.com email.de emailn.de epost.de ewe.net
    ewetel.net firemail.de freenet.de freenetmail.de hamburg.de htp-tel.de kabelbw.de kabelmail.de kabelmail.net m-net.de magenta.de
    mail.de mailbox.org mein.gmx mnet-mail.de mnet-online.de muenchen.de netcologne.de netic.de o2mail.de o2online.de online.de
    onlinehome.de osnanet.de posteo.de posteo.eu quantentunnel.de s-online.de smart-mail.de t-online.de tonline.de unity-mail.de
    unitybox.de unitymedia.de versanet.de versatel.de vodafone.de vodafonemail.de web.de wtnet.de`,
  dk: `c.dk forum.dk get2net.dk image.dk jubii.dk jubiimail.dk mail.dk mail.tele.dk ofir.dk pc.dk privat.dk sol.dk stofanet.dk
    tdc.dk tdcadsl.dk telenormail.dk vip.cybercity.dk webspeed.dk youmail.dk`,
  do: "claro.net.do codetel.net.do",
  ec: "andinanet.net ecuanet.net.ec",
  ee: "elion.ee hot.ee mail.ee neti.ee online.ee uno.ee",
  eg: "link.net tedata.net.eg",
  es: `auna.com euskalnet.net euskaltel.net hispavista.com iespana.es infonegocio.com jazzfree.com jazztel.es mixmail.com
    movistar.es mundo-r.com ole.com ono.com orange.es r.es retemail.es telecable.es telefonica.net teleline.es vodafone.es
    wanadoo.es ya.com yacom.es`,
  fi: `dnainternet.net elisa.fi elisanet.fi iki.fi inet.fi iobox.fi jippii.fi kolumbus.fi kotikone.fi luukku.com mbnet.fi netti.fi
    nic.fi phnet.fi saunalahti.fi sci.fi suomi24.fi surffi.fi welho.com wippies.com`,
  fr: `9online.fr aliceadsl.fr alicemail.fr bbox.fr caramail.com caramail.fr cegetel.net club-internet.fr dartybox.com estvideo.fr
    evhr.net free.fr freesbee.fr infonie.fr la-poste.net laposte.fr laposte.net libertysurf.fr lilo.org mageos.com magic.fr mailo.fr
    nerim.net net-c.com net-c.fr netcourrier.com neuf.fr noos.fr nordnet.fr numericable.com numericable.fr numericable.net orange.fr
    sfr.fr sfr.net tele2.fr voila.fr wanadoo.fr worldonline.fr zaclys.com`,
  gr: `cosmotemail.gr forthnet.gr freemail.gr hol.gr in.gr mail.gr mailbox.gr otenet.gr pathfinder.gr tellas.gr vodafone.gr`,
  gt: "intelnet.net.gt",
  hk: "biznetvigator.com hkbn.net hknet.com i-cable.com netvigator.com on-nets.com three.com.hk",
  hr: `bnet.hr email.hr globalnet.hr htnet.hr inet.hr iskon.hr net.hr optinet.hr t-com.hr t.ht.hr tele2.hr vip.hr vodatel.net
    xnet.hr`,
  hu: `chello.hu citromail.hu digikabel.hu enternet.hu fibermail.hu freemail.hu freestart.hu hdsnet.hu indamail.hu invitel.hu
    mailbox.hu monornet.hu pr.hu prmail.hu t-email.hu t-online.hu upcmail.hu vipmail.hu vnet.hu`,
  id: "cbn.net.id centrin.net.id detik.com indo.net.id indosat.net.id plasa.com rad.net.id telkom.net",
  ie: "eir.ie eircom.ie eircom.net esatclear.ie iol.ie ireland.com oceanfree.net online.ie upcmail.ie virginmedia.ie",
  il: `012.net.il 013.net 013net.net barak.net.il bezeqint.net inter.net.il nana.co.il nana10.co.il netvision.net.il smile.net.il
    walla.co.il walla.com zahav.net.il`,
  in: `airtelmail.in bharatmail.in bol.net.in bsnl.in dataone.in eth.net hathway.com in.com india.com indiatimes.com mtnl.net.in
    rediffmail.com sancharnet.in satyam.net.in sify.com touchtelindia.net vsnl.com vsnl.net xtremail.in`,
  ir: "chmail.ir mailfa.com parsmail.com",
  is: "hive.is internet.is isl.is mi.is simnet.is talnet.is visir.is vortex.is",
  it: `alice.it aliceposta.it aruba.it blu.it cheapnet.it ciaoweb.it email.it eolo.it excite.it fastweb.it fastwebnet.it freemail.it
    giallo.it interfree.it inwind.it iol.it jumpy.it katamail.com kataweb.it legalmail.it libero.it linkem.com pec.it poste.it
    postecert.it supereva.it teletu.it tim.it tin.it tiscalinet.it unofree.it vianova.it virgilio.it vodafone.it wind.it windtre.it`,
  jp: `ac.auone-net.jp au.com auone.jp biglobe.ne.jp dion.ne.jp disney.ne.jp docomo.ne.jp emobile.ne.jp eonet.ne.jp excite.co.jp
    ezweb.ne.jp goo.jp goo.ne.jp hi-ho.ne.jp home.ne.jp infoseek.jp infoseek.to itscom.net mineo.jp mopera.net nifty.com nifty.ne.jp
    nttdocomo.ne.jp ocn.ne.jp odn.ne.jp pdx.ne.jp plala.or.jp rakumail.jp sannet.ne.jp so-net.ne.jp softbank.jp softbank.ne.jp
    t-com.ne.jp uqmobile.jp vodafone.ne.jp wakwak.com wcm.ne.jp willcom.com y-mobile.ne.jp ybb.ne.jp ymobile.ne.jp ymobile1.ne.jp
    zaq.jp zaq.ne.jp`,
  ke: "africaonline.co.ke kenyaweb.com wananchi.com",
  kr: `chol.com daum.net dreamwiz.com empal.com empas.com freechal.com hanafos.com hanmail.net hanmir.com hitel.net kakao.com
    korea.com kornet.net nate.com naver.com netian.com paran.com unitel.co.kr`,
  kz: "mail.kz nur.kz",
  lb: "cyberia.net.lb idm.net.lb",
  li: "adon.li",
  lk: "sltnet.lk",
  lt: "delfi.lt freemail.lt mail.lt one.lt takas.lt zebra.lt",
  lu: "internet.lu luxweb.com pt.lu tango.lu vo.lu",
  lv: "apollo.lv delfi.lv e-apollo.lv inbox.lv mail.lv navigator.lv one.lv",
  ma: "iam.net.ma menara.ma",
  md: "mail.md",
  me: "t-com.me",
  mk: "mail.net.mk on.net.mk t-home.mk",
  mt: "di-ve.com go.net.mt keyworld.net maltanet.net melita.com onvol.net",
  mx: `axtel.net cablevision.net.mx correoweb.com infinitummail.com megared.net.mx prodigy.net.mx telmexmail.com todito.com`,
  my: "jaring.my myjaring.net streamyx.com tm.net.my unifi.my",
  nc: "canl.nc lagoon.nc mls.nc",
  nl: `12move.nl caiway.nl casema.nl chello.nl concepts.nl dds.nl delta.nl freedom.nl freeler.nl hccnet.nl hetnet.nl home.nl
    kliksafe.nl kpnmail.nl kpnplanet.nl online.nl onsbrabantnet.nl onsnet.nu planet.nl quicknet.nl solcon.net solcon.nl tele2.nl
    telfort.nl telfortglasvezel.nl upcmail.nl versatel.nl wanadoo.nl wxs.nl xs4all.nl zeelandnet.nl ziggo.nl zonnet.nl`,
  no: `altiboxmail.no broadpark.no c2i.net chello.no epost.no frisurf.no getmail.no lyse.net lysenett.no netcom.no nextgentel.com
    online.no powertech.no spray.no start.no tele2.no telenor.no`,
  nz: `actrix.co.nz callplus.net.nz clear.net.nz farmside.co.nz ihug.co.nz inspire.net.nz kinect.co.nz maxnet.co.nz orcon.net.nz
    paradise.net.nz slingshot.co.nz snap.net.nz vodafone.co.nz vodafone.net.nz woosh.co.nz xnet.co.nz xtra.co.nz`,
  pa: "cwpanama.net",
  pe: "speedy.com.pe",
  ph: "pldtdsl.net pldthome.com skyinet.net",
  pk: "cyber.net.pk",
  pl: `adresik.net amorki.pl autograf.pl buziaczek.pl eranet.pl g.pl gazeta.pl go2.pl hoga.pl icpnet.pl interia.com interia.eu
    interia.pl interiowy.pl intmail.pl konto.pl lubie.to mailplus.pl neostrada.pl netia.pl o2.pl onet.com.pl onet.eu onet.pl op.pl
    orange.pl pacz.to plusnet.pl poczta.fm poczta.pl prokonto.pl republika.pl spoko.pl t-mobile.pl tenbit.pl tlen.pl toya.net.pl
    upcpoczta.pl vp.pl wp.eu wp.pl`,
  pt: `aeiou.pt clix.pt iol.pt kanguru.pt mail.pt megamail.pt meo.pt netcabo.pt netmadeira.com nos.pt oninet.pt portugalmail.com
    portugalmail.pt sapo.pt telepac.pt vizzavi.pt vodafone.pt zonmail.pt`,
  py: "tigo.com.py",
  re: "izi.re only.fr ool.fr",
  ro: `clicknet.ro digi.ro email.ro go.ro home.ro k.ro mail.ro personal.ro posta.ro rdslink.ro romtelecom.net upcmail.ro`,
  rs: "beotel.net beotel.rs eunet.rs mts.rs neobee.net open.telekom.rs orion.rs ptt.rs sbb.rs sezampro.rs verat.net",
  ru: `aport.ru autorambler.ru bk.ru email.ru fromru.com front.ru hotbox.ru inbox.ru internet.ru krovatka.su land.ru lenta.ru
    list.ru mail.ru mail15.com mail333.com mtu-net.ru myrambler.ru narod.ru newmail.ru nm.ru nxt.ru ok.ru orc.ru pisem.net pochta.ru
    pochtamt.ru pop3.ru qip.ru rambler.ru rbcmail.ru ro.ru sibmail.com smtp.ru xmail.ru ya.ru`,
  sa: "nesma.net.sa saudi.net.sa stc.com.sa",
  se: `bahnhof.se bredband.net bredband2.com brikks.com comhem.se glocalnet.net home.se ownit.nu ownit.se passagen.se sol.se
    spray.se swipnet.se tele2.se telia.com telia.se tyfonmail.se utfors.se`,
  sg: "magix.com.sg myrepublic.net pacific.net.sg singnet.com.sg starhub.net.sg",
  si: "amis.net email.si guest.arnes.si kabelnet.net siol.com siol.net t-2.net t-2.si triera.net volja.net",
  sk: `atlas.sk azet.sk centrum.sk gaya.sk inmail.sk mail.sk orangemail.sk pobox.sk post.sk slovanet.sk stonline.sk szm.sk
    t-zones.sk zoznam.sk`,
  th: "asianet.co.th ji-net.com loxinfo.co.th sanook.com thaimail.com truemail.co.th",
  tn: "planet.tn topnet.tn",
  tr: "mynet.com superonline.com ttmail.com ttnet.net.tr turk.net",
  tt: "tstt.net.tt",
  tw: "hinet.net kimo.com pchome.com.tw seed.net.tw so-net.net.tw url.com.tw",
  ua: `bigmir.net email.ua ex.ua i.ua mail.ua meta.ua online.ua optima.com.ua tut.ua ua.fm ukr.net ukrpost.ua ukrtel.net volia.ua`,
  uk: `blueyonder.co.uk btconnect.com btinternet.com btopenworld.co.uk btopenworld.com demon.co.uk eclipse.co.uk ee.co.uk
    fmail.co.uk freenetname.co.uk freeserve.co.uk freeuk.com fsmail.net lineone.net madasafish.com mail.co.uk mypostoffice.co.uk
    netscapeonline.co.uk ntlworld.com o2.co.uk onetel.com onetel.net orange.net orangehome.co.uk pipex.com plus.com plus.net
    plusnet.com postmaster.co.uk scottishmail.co.uk sky.com supanet.com talk21.com talktalk.co.uk talktalk.net tesco.net
    tinyworld.co.uk toucansurf.com uku.co.uk uwclub.net virgin.net virginmedia.com vodafoneemail.co.uk waitrose.com wanadoo.co.uk
    which.net zen.co.uk zoom.co.uk`,
  us: `acsalaska.net adelphia.net airmail.net alltel.net ameritech.net aristotle.net atlanticbb.net att.net attbi.com attglobal.net
    bellatlantic.net bellsouth.net blazenet.net blomand.net bluebottle.com breezeline.net bresnan.net brightnet.net
    buckeye-express.com cableone.net centurylink.net centurytel.net charter.net comcast.net commspeed.net concentric.net
    consolidated.net cox.net coxinet.net cvctx.com dslextreme.com earthlink.net embarqmail.com epix.net erols.com everyone.net
    fairpoint.net flash.net frontier.com frontiernet.net fuse.net gci.net grandecom.net gte.net gvtc.com hawaiiantel.net hughes.net
    insightbb.com iwon.com juno.com knology.net mail2web.com mchsi.com mediacombb.net metrocast.net midco.net mindspring.com
    myway.com netins.net netzero.com netzero.net ntelos.net optimum.net optonline.net pacbell.net peoplepc.com pipeline.com
    prodigy.net prtc.net ptd.net q.com qwest.net rcn.com roadrunner.com rr.com sbcglobal.net sonic.net speakeasy.net spectrum.net
    sprintmail.com sprynet.com starband.net suddenlink.net surewest.net swbell.net tds.net twc.com uswest.net verizon.net vtext.com
    wavecable.com webtv.net wildblue.net windstream.net wmconnect.com wowway.com xfinity.com zoominternet.net zoomtown.com`,
  uy: "adinet.com.uy montevideo.com.uy vera.com.uy",
  ve: "cantv.net",
  vn: "fpt.vn vnn.vn zing.vn",
  za: `absamail.co.za ananzi.co.za iafrica.com intekom.co.za lantic.net mailbox.co.za mtnloaded.co.za mweb.co.za polka.co.za
    telkomsa.net vodamail.co.za webafrica.org.za webmail.co.za worldonline.co.za`,
};

/** Providers with a domain per country. */
export const publicProviderFamilies: readonly string[] =
  "aol gmx googlemail hotmail live lycos msn outlook protonmail rediff terra tiscali windowslive yahoo yandex ymail zoho".split(
    " ",
  );
