/** Lines for a stream that may be slow, or may have closed. */
export type Output = {
  line(text: string): void;
  /** Writes what there is and waits until it is on its way. @returns whether somebody still reads */
  flush(): Promise<boolean>;
};

/** Bytes of one write; a longer line gets one of its own. */
const pieceSize = 1 << 20;

/**
 * Collects lines and writes many at once: a system call for each would take longer than making it. When whoever reads
 * has closed the pipe (`| head`), the rest is left off.
 */
export function createOutput(stream: NodeJS.WriteStream): Output {
  const full: Uint8Array[] = [];
  let piece = Buffer.allocUnsafe(pieceSize);
  let used = 0;
  let closed = false;
  const close = () => {
    if (used > 0) full.push(piece.subarray(0, used));
    piece = Buffer.allocUnsafe(pieceSize);
    used = 0;
  };
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      stream.write(bytes, (error) => {
        closed ||= error !== null && error !== undefined;
        resolve();
      });
    });
  return {
    line(text) {
      // UTF-8 takes three bytes at most for a unit of a string.
      const most = text.length * 3 + 1;
      if (used + most > pieceSize) close();
      if (most > pieceSize) return void full.push(Buffer.from(`${text}\n`));
      // Into the buffer at once: joining the lines first takes twice as long.
      used += piece.write(text, used);
      used += piece.write('\n', used);
    },
    async flush() {
      close();
      for (const bytes of full.splice(0)) if (!closed) await write(bytes);
      return !closed;
    },
  };
}
