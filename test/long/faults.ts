import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import build from '../support/build.ts';
import { type Case, caseName } from './faults/case.ts';
import { drawn, shuffled } from './faults/cases.ts';
import type { Answer, Order } from './faults/worker.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    /** Only so many cases. */
    sample: { type: 'string' },
    /** When this time is up no further case begins. */
    minutes: { type: 'string', default: '15' },
    /** Only cases whose name holds this. */
    only: { type: 'string', default: '' },
    workers: { type: 'string', default: '4' },
  },
});

build();
const seed = Number(values.seed);
const deadline = Date.now() + Number(values.minutes) * 60_000;
const all = shuffled(
  (await drawn()).filter((one) => caseName(one).includes(values.only)),
  seed,
);
const cases = values.sample === undefined ? all : all.slice(0, Number(values.sample));
console.log(
  `${cases.length} of ${all.length} cases in at most ${values.minutes} minutes; --seed ${seed} gives them again`,
);

let passed = 0;
let failed = 0;
const next = (): Case | undefined => (Date.now() < deadline ? cases.shift() : undefined);

function report({ name, wrong }: Answer): void {
  if (wrong.length === 0) passed += 1;
  else failed += 1;
  if (wrong.length > 0) console.log(`✗ ${name}\n${wrong.map((sentence) => `    ${sentence}`).join('\n')}`);
}

/** One process with an account of its own, until there is no case left. */
const work = () =>
  new Promise<void>((resolve, reject) => {
    const worker = fork(join(import.meta.dirname, 'faults/worker.ts'));
    const give = () => {
      const one = next();
      if (one) worker.send({ one } satisfies Order);
      else worker.disconnect();
    };
    worker.on('message', (answer: Answer | 'ready') => {
      if (answer !== 'ready') report(answer);
      give();
    });
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });

const began = Date.now();
const ticker = setInterval(() => console.log(`… ${passed + failed} played, ${cases.length} to go`), 30_000);
await Promise.all(Array.from({ length: Number(values.workers) }, work));
clearInterval(ticker);
if (cases.length > 0) console.log(`Time is up: ${cases.length} cases were not played.`);
console.log(`${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
