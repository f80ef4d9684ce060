import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blocksOf } from './blocks.ts';
import { defaultLimits } from './limits.ts';
import { sanitise } from './sanitise.ts';

const clean = (html: string) => sanitise(html, defaultLimits);
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const attacks = [
  '<script>alert(1)</script>', '<scr<script>ipt>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>', '<a href=" jAvAsCrIpT&#58;alert(1)">x</a>', '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="https://evil.example"></iframe>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<object data="x"></object>', '<embed src="x">',
  '<style>@import "https://evil.example"</style>', '<p style="background:url(https://evil.example)">x</p>', '<link rel=stylesheet href=https://evil.example>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">', '<base href="https://evil.example">', '<form action="https://evil.example"><input name=p><button>go</button></form>',
  '<math><mi//xlink:href="data:x,<script>alert(4)</script>">', '<svg><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<table background="javascript:alert(1)"><tr><td onclick="x">y</td></tr></table>', '<img src="data:image/svg+xml;base64,PHN2Zy8+">', '<img src="https://tracker.example/p.gif">',
  '<video src=x onerror=alert(1)></video>', '<details open ontoggle=alert(1)>x</details>', '<textarea></textarea><script>1</script>', '<xmp><script>alert(1)</script></xmp>',
  '<template><script>alert(1)</script></template>', '<input type=checkbox checked onfocus=alert(1) autofocus>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '<img alt="<script>alert(1)</script>" src=x>', '<a title="\'><script>alert(1)</script>" href="https://a.b">t</a>', '<!--><script>alert(1)</script>-->',
];
const forbidden = /<(?!\/?(?:p|br|hr|div|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|pre|code|kbd|samp|var|blockquote|q|cite|figure|figcaption|aside class="callout-(?:note|caution|warning)" role="note"|aside>|img|a|strong|b|em|i|u|s|del|ins|mark|small|sub|sup|abbr|dfn)\b)|<[^>]*\s(?:on\w+|style|srcdoc|formaction|action|background|xlink:href)=|(?:href|src)="(?!https?:|mailto:|data:image\/(?:png|jpe?g);base64,)/i;

const safe = (html: string) => {
  const output = blocksOf(clean(html).html).map((block) => block.html).join('\n');
  assert.doesNotMatch(output, forbidden, html);
  assert.equal(clean(output).html, clean(clean(output).html).html);
};

test('SEC-03 nothing that can run or load passes', () => {
  for (const attack of attacks) safe(attack);
  for (const attack of attacks) safe(`<h2>1. Gowning</h2><table><tr><td><ul><li>${attack}</li></ul></td></tr></table><p>after</p>`);
});

test('SEC-03 attacks in any combination and nesting stay harmless', () => {
  const piece = fc.oneof(fc.constantFrom(...attacks), fc.constantFrom('<p>', '</p>', '<table>', '<td>', '<svg>', '<math>', '<style>', '</style>', '<!--', '-->', '"', "'", '<a href="', '<', '&lt;', '</'), fc.string({ maxLength: 6 }));
  fc.assert(fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => safe(pieces.join(''))), { numRuns: 1500 });
});

test('SEC-03 what is left out is named', () => {
  const { warnings } = clean('<nav>Menu</nav><script>1</script><script>2</script><p onclick="x">a</p><img src="https://a.b/c.png"><a href="javascript:x">y</a><a href="other.html">z</a>');
  assert.deepEqual(warnings.map((warning) => warning.split(' ').slice(0, 2).join(' ')), ['Navigation menus', 'Scripts were', 'Event handlers', 'Pictures that', 'Links that', 'Links to']);
  assert.match(warnings[1] ?? '', /2 times/);
});

test('SEC-03 pictures in the file stay, others leave a note in their place', () => {
  const { html } = clean(`<p><img src="data:image/png;base64,${png}" alt="Valve" width="10"></p><p>See <img alt="Flow" src="flow.gif"> here.</p>`);
  assert.match(html, /<img src="data:image\/png;base64,[^"]+" alt="Valve" width="10" \/>/);
  assert.match(html, /See <em>\[Picture left out: Flow\]<\/em> here\./);
  const large = sanitise(`<img src="data:image/png;base64,${png}">`, { ...defaultLimits, imageBytes: 20 });
  assert.match(large.warnings[0] ?? '', /larger than/);
  assert.match(clean('<img src="data:image/png;base64,PHN2Zz4=">').html, /left out/);
});

test('DOC-12 a note, a caution and a warning stay boxes of their own; nothing else of an aside or a class does', () => {
  const box = '<aside class="callout-warning" role="note"><p><strong>Warning</strong></p><p>Hot steam.</p></aside>';
  assert.equal(clean(box).html, box);
  assert.equal(clean('<aside class="callout-warning evil" role="alert" id="x"><p>a</p></aside>').html, '<div><p>a</p></div>');
  assert.equal(clean('<p class="callout-warning">a</p><div class="callout-note">b</div>').html, '<p>a</p><div>b</div>');
  const [block] = blocksOf(clean(box).html);
  assert.deepEqual([block?.html, block?.text], [box, 'Warning\nHot steam.']);
});

test('DOC-03 check boxes stay visible, and so does the text after them', () => {
  assert.equal(clean('<ul><li><input type="checkbox" disabled> open</li><li><input type="checkbox" checked> done</li></ul>').html.replace(/\s+/g, ' '), '<ul><li>☐ open</li><li>☑ done</li></ul>');
});

test('SEC-03 links get rel, deep nesting is flattened without losing text, control characters go', () => {
  assert.match(clean('<a href="https://a.b/?x=1&y=2">t</a>').html, /^<a href="https:\/\/a\.b\/\?x=1&amp;y=2" rel="noopener noreferrer nofollow">t<\/a>$/);
  const deep = blocksOf(clean(`${'<div><blockquote>'.repeat(5000)}deep${'</blockquote></div>'.repeat(5000)}`).html);
  assert.equal(deep.map((block) => block.text).join(''), 'deep');
  assert.equal(clean('a\u0000b\u202ec\ud800').html, 'abc\ufffd');
});
