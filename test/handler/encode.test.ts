import { describe, expect, it } from 'vitest';
import { csv, cut, html, json, terminal } from '../../src/handler/encode.ts';
import { slackLines, slackValue, spaceCode } from '../../src/handler/encode-slack.ts';

describe('terminal', () => {
  it.each([
    ['alice', 'alice'],
    ['田中 花子 é 💥', '田中 花子 é 💥'],
    ['\u001b[31mred\u0007', '\\u{1b}[31mred\\u{7}'],
    ['a\r\nb\tc', 'a\\u{d}\\u{a}b\\u{9}c'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['a\u200bb\u2028\u00ad\u3164', 'a\\u{200b}b\\u{2028}\\u{ad}\\u{3164}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('%j', (value, shown) => {
    expect(terminal(value)).toBe(shown);
  });
});

describe('cut', () => {
  it('counts code points and keeps pairs whole', () => {
    expect(cut('💥💥💥', 3)).toBe('💥💥💥');
    expect(cut('💥💥💥', 2)).toBe('💥…');
    expect(cut('abcdef', 3)).toBe('ab…');
    expect(cut('x'.repeat(10_000_000), 5)).toBe('xxxx…');
  });
});

describe('csv', () => {
  it.each([
    ['a"b', '"a""b"'],
    ['=1+1', `"'=1+1"`],
    [' +1', `"' +1"`],
    ['@SUM', `"'@SUM"`],
    ['-1', `"'-1"`],
    ['\t=1', '"\\u{9}=1"'],
    ['＝1', `"'＝1"`],
    ['a=1', '"a=1"'],
    ['', '""'],
  ])('%j', (value, written) => {
    expect(csv(value)).toBe(written);
  });
});

describe('html and json', () => {
  it('leave no markup and nothing hidden', () => {
    expect(html(`<b a='1' c="2">&</b>\u202e`)).toBe('&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;&lt;/b&gt;\\u{202e}');
    expect(json({ name: '\u202ex\u007f\u{e0041}' })).toBe('{"name":"\\u202ex\\u007f\\udb40\\udc41"}');
    expect(JSON.parse(json('\u202e\u{e0041}\u2028'))).toBe('\u202e\u{e0041}\u2028');
  });
});

describe('Slack', () => {
  it.each([
    ['alice', '`alice`'],
    ['first.last+x=y,z@example.com', '`first.last+x=y,z@example.com`'],
    ['Mary_Major', '`Mary_Major`'],
    ['<!channel> & <@U1>', '`&lt;!channel&gt; &amp; &lt;@\u2060U1&gt;`'],
    ['`*bold*` ~x~', '`ˋ∗bold∗ˋ ∼x∼`'],
    ['https://evil.example', '`https:\u2060//evil.example`'],
    ['@here #general', '`@\u2060here #\u2060general`'],
    [':smile:', '`:\u2060smile:`'],
    ['arn:aws:iam::111122223333:user/alice', '`arn:aws:iam::111122223333:user/alice`'],
    ['a\nb', '`a\\u{a}b`'],
    ['', '`-`'],
    ['   ', '`-`'],
  ])('%j', (value, shown) => {
    expect(slackValue(value)).toBe(shown);
  });

  it('keeps blocks of code below the limit', () => {
    for (const line of ['<', '💥', '`', 'x']) {
      const block = slackLines(Array.from({ length: 100 }, () => line.repeat(1_000)));
      expect(block.length).toBeLessThanOrEqual(3_000);
      expect(block).toMatch(/^```[^`]+```$/);
    }
    expect(slackLines([])).toBe('```-```');
    expect(slackLines(['a: 1', 'b: <!here>'])).toBe('```a: 1\nb: &lt;!here&gt;```');
  });

  it('sets code apart from Japanese, where it would not be seen as code', () => {
    expect(spaceCode('ユーザー`alice`が（`Admin`）で')).toBe('ユーザー `alice` が（ `Admin` ）で');
    expect(spaceCode('by `alice`, as `x`.')).toBe('by `alice`, as `x`.');
    expect(spaceCode('```あ`')).toBe('```あ`');
  });
});
