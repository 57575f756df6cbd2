/** The stretch of base64 that a text has wherever it starts in the bytes: `offset` is that start modulo 3. */
function base64Core(secret: string, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64');
  const bits = (offset + Buffer.byteLength(secret)) * 8;
  // Characters that also hold bits of what comes before or after say nothing.
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}

/** How a secret can be written: plain, base64 and base64url at any place, hexadecimal, percent-encoded, in JSON. */
function secretForms(secret: string): string[] {
  const base64 = [0, 1, 2].map((offset) => base64Core(secret, offset));
  const forms = [
    secret,
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
  ];
  return [...new Set(forms)];
}

/** Whether a text holds the secret in one of these forms. */
export function holdsSecret(text: string, secret: string): boolean {
  if (secret.length < 8) throw new Error('too short to look for: any text may hold it');
  const lower = text.toLowerCase();
  return secretForms(secret).some((form) => text.includes(form) || (/^[0-9a-f]+$/.test(form) && lower.includes(form)));
}
