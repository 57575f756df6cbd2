import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from '../../src/cli/io.ts';
import { wrap } from '../../src/cli/show/wrap.ts';
import { type Ending, type Heading, Unexpected } from './act.ts';

/** Plays the acts one after the other and keeps how each ended. */
export type Performance = {
  readonly endings: readonly Ending[];
  /** Plays an act under its heading; leaves it out where one that it needs did not go well, or after Ctrl-C. */
  play<T>(heading: Heading, work: () => Promise<T>): Promise<T | undefined>;
};

/** Milliseconds that an act has to end after Ctrl-C. */
const patience = 2_000;

export function createPerformance(out: Sink, signal: AbortSignal): Performance {
  const endings: Ending[] = [];
  const wentWell = (title: string) => endings.some((ending) => ending.title === title && ending.result === 'ok');
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => undefined);
  return {
    endings,
    async play(heading, work) {
      const { title, needs = [] } = heading;
      if (signal.aborted || !needs.every(wentWell)) {
        endings.push({ title, result: 'left out', ms: 0 });
        return undefined;
      }
      showHeading(out, endings.length + 1, heading);
      const began = performance.now();
      const working = work();
      const outcome = await Promise.race([working, stopped]).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      const ms = performance.now() - began;
      if (signal.aborted) {
        await Promise.race([working.catch(() => undefined), sleep(patience, undefined, { ref: false })]);
        endings.push({ title, result: 'left out', ms });
        return undefined;
      }
      if ('error' in outcome) {
        showFailure(out, title, outcome.error);
        endings.push({ title, result: 'failed', ms });
        return undefined;
      }
      endings.push({ title, result: 'ok', ms });
      return outcome.value;
    },
  };
}

function showHeading(out: Sink, number: number, { title, proves }: Heading): void {
  out.line();
  out.line(out.paint(['bold', 'cyan'], `${number}. ${title}`));
  out.line(out.paint('dim', wrap(`   ${proves}`, out.columns, 3)));
  out.line();
}

/** At most this many lines of what was seen. */
const longest = 20;

function showFailure(out: Sink, title: string, error: unknown): void {
  const say = (text: string, indent: number) => out.line(out.paint('red', wrap(text, out.columns, indent)));
  out.line();
  if (!(error instanceof Unexpected)) {
    say(`   ✗ ${title}: ${error instanceof Error ? error.stack : error}`, 5);
    return;
  }
  const [first = '', ...more] = error.seen.split('\n');
  say(`   ✗ ${title}: not as it should be`, 5);
  say(`     expected: ${error.expected}`, 15);
  say(`     seen:     ${first}`, 15);
  for (const line of more.slice(0, longest)) say(`               ${line}`, 15);
  if (more.length > longest) say(`               and ${more.length - longest} more`, 15);
}
