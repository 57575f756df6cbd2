/** Words in a user agent, the most telling first: Edge and Opera also say Chrome, and Chrome says Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bTrident\/|\bMSIE\b/, 'Internet Explorer'],
  [/^aws-cli\//, 'AWS CLI'],
  [/^Boto3\//i, 'Boto3'],
  [/^python-requests\//, 'python-requests'],
  [/^curl\//, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b|os\/windows/, 'Windows'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b|os\/macos/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|os\/linux/, 'Linux'],
];

const find = (list: readonly (readonly [RegExp, string])[], agent: string) =>
  list.find(([form]) => form.test(agent))?.[1];

/** A user agent in words ("Firefox, Windows"), or undefined where nothing is recognised. */
export function agentWords(userAgent: string | undefined): string | undefined {
  const agent = (userAgent ?? '').slice(0, 500);
  const browser = find(browsers, agent);
  return browser && [browser, find(systems, agent)].filter(Boolean).join(', ');
}
