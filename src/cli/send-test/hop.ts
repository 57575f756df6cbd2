import type { Hop } from '../../aws/send-test.ts';
import { terminal } from '../../handler/encode.ts';
import type { Sink } from '../io.ts';
import { wrap } from '../show/wrap.ts';

/** One hop of a test event, as it comes. */
export function showHop(sink: Sink, { hop, ok, ms, message }: Hop): void {
  const mark = ok ? sink.paint('green', '✔') : sink.paint('red', '✖');
  const time = ms === undefined ? '' : ` (${(ms / 1000).toFixed(1)} s)`;
  const text = wrap(`${hop.padEnd(8)} ${terminal(message)}${time}`, sink.columns - 4, 9).replaceAll('\n', '\n    ');
  sink.line(`  ${mark} ${text}`);
}
