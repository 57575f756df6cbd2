const marks = ['hooks.slack.com/', 'hooks.slack-gov.com/', '/services/T'];

/**
 * A text in base64 has three forms, depending on where in a group of three bytes it begins; the characters at both
 * ends that also depend on its neighbours are left off.
 */
const base64Forms = (text: string): string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replace(/=+$/, '');
    return encoded.slice(Math.ceil((shift * 4) / 3), -1);
  });

const literal = (text: string): string => text.replace(/[.+]/g, '\\$&').replaceAll('/', '\\\\?/');
const clear = () => new RegExp(`[^\\s"'<>]{0,200}(${marks.map(literal).join('|')})[^\\s"'<>]*`, 'gi');
const encoded = () =>
  new RegExp(`[A-Za-z0-9+/_-]{0,200}(${marks.flatMap(base64Forms).map(literal).join('|')})[A-Za-z0-9+/=_-]*`, 'g');

/** Made on first use, which is after the first alert is posted. */
let forms: readonly RegExp[] | undefined;

/** A text in which everything that looks like a webhook, in clear or in base64, is replaced by "[webhook]". */
export function redact(text: string): string {
  forms ??= [clear(), encoded()];
  return forms.reduce((rest, form) => rest.replace(form, '[webhook]'), text);
}
