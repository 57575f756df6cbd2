import { DefaultRenderer, Listr, ListrLogger, type ListrTask, ProcessOutput } from 'listr2';
import type { Progress } from '../../aws/engine/apply.ts';
import type { Outcome } from '../../aws/engine/tasks.ts';
import { type Interrupt, stopping } from '../interrupt.ts';
import type { Sink } from '../io.ts';
import { followLines, type Line, seconds } from './lines.ts';
import { outcomeMarks } from './plain.ts';

/** Tasks that have really begun: the list starts all of them, to show them, while the engine has them wait. */
const begun = new WeakSet<object>();

/** Draws to stderr, and that alone decides: stdout may go elsewhere. What waits for something else does not spin. */
class Renderer extends DefaultRenderer {
  static override nonTTY = true;
  protected override style(task: Parameters<DefaultRenderer['style']>[0], output?: boolean): string {
    return task.isStarted() && !begun.has(task) ? '·' : super.style(task, output);
  }
}

/** The list of what is being done, each line with its own time, drawn again and again while `work` goes on. */
export async function liveProgress<T>(
  sink: Sink,
  interrupt: Interrupt,
  lines: readonly Line[],
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const follow = followLines(lines);
  const tasks = new Map(lines.map((line) => [line.key, createTask(sink, line)]));
  const taskOf = (id: string) => tasks.get(follow.lineOf(id)?.key ?? '');
  const footer = createFooter();
  const list = new Listr([...[...tasks.values()].map(({ task }) => task), footer.task], {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    renderer: Renderer,
    rendererOptions: {
      logger: new ListrLogger({ useIcons: true, toStderr: [], processOutput: terminalOf(sink) }),
      formatOutput: 'truncate',
      showErrorMessage: false,
    },
  });
  const drawn = list.run();
  const worked = work({
    started: (id) => void (follow.start(id) && taskOf(id)?.begin()),
    waiting: (id, what) => taskOf(id)?.note(`waiting for ${what}`),
    ended(id, outcome) {
      const all = follow.end(id, outcome);
      if (all) taskOf(id)?.end(all.outcome, all.ms);
      else if (follow.lineOf(id)) taskOf(id)?.note(`${follow.done(id)} done`);
    },
  });
  const finish = async () => {
    for (const { end } of tasks.values()) end({ state: 'held', by: [] }, 0);
    footer.end();
    await drawn;
  };
  const tellStopping = () => footer.say(stopping);
  interrupt.signal.addEventListener('abort', tellStopping);
  interrupt.cleanUps.add(finish);
  // The list ends with the work, whatever becomes of it: what was not begun is said so.
  await worked.then(finish, finish);
  interrupt.cleanUps.delete(finish);
  interrupt.signal.removeEventListener('abort', tellStopping);
  return worked;
}

/** While the list is drawn it has the terminal to itself: what else is written there meanwhile would tear it apart. */
const terminalOf = ({ stream }: Sink) => new ProcessOutput(stream, stream, { dump: [] });

/** What the list gives us of a task of its own. */
type Shown = { title: string | undefined; readonly task: object };

/** A task of the list that begins and ends when it is told to; the first end counts. */
function createTask(sink: Sink, { title }: Line) {
  let settle: (outcome: Outcome) => void = () => undefined;
  const settled = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  let shown: Shown | undefined;
  let ended = false;
  const note = (text: string) => {
    if (shown && !ended) shown.title = text ? `${title} ${sink.paint('dim', text)}` : title;
  };
  const task: ListrTask<undefined, typeof Renderer> = {
    title,
    task: async (_context, self) => {
      shown = self;
      const { state } = await settled;
      if (state === 'held' || state === 'blocked') self.skip(self.title ?? title);
      if (state === 'failed') throw new Error(outcomeMarks.failed.word);
    },
  };
  return {
    task,
    note,
    begin: () => void (shown && begun.add(shown.task)),
    end(outcome: Outcome, ms: number) {
      const { word } = outcomeMarks[outcome.state];
      note([word, outcome.state === 'held' ? '' : seconds(ms)].filter(Boolean).join(' '));
      ended = true;
      settle(outcome);
    },
  };
}

/** A task without a title: nothing of it is seen but what it says, below the list. */
function createFooter() {
  let end: () => void = () => undefined;
  let write: (text: string) => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const task: ListrTask<undefined, typeof Renderer> = {
    rendererOptions: { persistentOutput: true },
    task: (_context, self) => {
      write = (text) => {
        self.output = text;
      };
      return ended;
    },
  };
  return { task, say: (text: string) => write(text), end: () => end() };
}
