import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** UTF-8 unless a byte order mark says otherwise: PowerShell's `>` writes UTF-16. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** The bytes as text, in pieces: unpacked where they are gzip, without a byte order mark. */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const packed = await peek(bytes);
  const unpacked = isGzip(packed.first) ? await peek(gunzip(packed.all)) : packed;
  const decoder = new TextDecoder(encodingOf(unpacked.first));
  for await (const piece of unpacked.all) yield decoder.decode(piece, { stream: true });
  const last = decoder.decode();
  if (last) yield last;
}

/** Gzip files one after the other, as they come out of `cat *.gz`, are one. */
function gunzip(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  pipeline(bytes, gunzip, () => undefined); // its reader hears of errors
  return gunzip;
}

/** The first bytes, at least three where there are so many, and all of them. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const rest = bytes[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array();
  while (first.length < 3) {
    const { done, value } = await rest.next();
    if (done) break;
    first = first.length === 0 ? value : Buffer.concat([first, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  }
  return { first, all: all() };
}
