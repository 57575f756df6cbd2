/** Lines for a stream that may be slow, or may have closed. */
export type Output = {
  line(text: string): void;
  /** Writes what there is and waits until it is on its way. @returns whether somebody still reads */
  flush(): Promise<boolean>;
};

/**
 * Collects lines and writes many at once: a system call for each would take longer than making it. When whoever reads
 * has closed the pipe (`| head`), the rest is left off.
 */
export function createOutput(stream: NodeJS.WriteStream): Output {
  let lines: string[] = [];
  let closed = false;
  const write = (text: string) =>
    new Promise<void>((resolve) => {
      stream.write(text, (error) => {
        closed ||= error !== null && error !== undefined;
        resolve();
      });
    });
  return {
    line: (text) => void lines.push(text, '\n'),
    async flush() {
      const text = lines.join('');
      lines = [];
      if (text !== '' && !closed) await write(text);
      return !closed;
    },
  };
}
