import type { PreviewLine } from '../../handler/describe.ts';
import { json, terminal } from '../../handler/encode.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { drawAlert } from './draw.ts';
import type { Output } from './output.ts';
import { summary, type Tally } from './tally.ts';

/** Shows what becomes of each record. */
export type Show = {
  line(line: PreviewLine): void;
  end(tally: Tally): void;
};

/** A line of JSON for each record. */
export const showJson = (output: Output): Show => ({
  line: (line) => output.line(json(line)),
  end: () => undefined,
});

/** Records without an alert that are shown one by one: a trail's log files hold thousands of them. */
const mostShown = 50;

/** Alerts drawn, what makes none as a dim line each, and a count. */
export function showDrawn({ out }: Pick<Run, 'out'>, output: Output): Show {
  let quiet = 0;
  /** An alert has an empty line before and after it; the lines between are close together. */
  let gap = false;
  return {
    line(line) {
      if (line.alert) {
        if (gap || quiet > 0) output.line('');
        for (const drawn of drawAlert(out, line)) output.line(drawn);
        gap = true;
        return;
      }
      quiet += 1;
      if (quiet > mostShown) return;
      if (gap) output.line('');
      gap = false;
      const text = `· ${terminal(line.eventName ?? 'a record without a name')}: no alert, because ${terminal(line.why)}`;
      output.line(out.paint('dim', wrap(text, out.columns, 2)));
    },
    end(tally) {
      if (quiet > mostShown) output.line(out.paint('dim', `· … and ${quiet - mostShown} more without an alert`));
      output.line('');
      output.line(out.paint('bold', wrap(summary(tally), out.columns)));
    },
  };
}
