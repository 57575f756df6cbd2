import { wrap } from '../../../src/cli/show/wrap.ts';
import { createCourier, type Delivery } from '../../support/courier.ts';
import { type Act, expect } from '../act.ts';
import { loadSignIns, type Sent, send } from '../sign-ins/send.ts';
import { home } from '../stage.ts';
import { install } from './install.ts';

/** Records land in the regions where AWS writes them; the rules bring them home. */
export const signIns: Act = {
  title: 'Sign-ins',
  proves: 'Wherever a sign-in lands, a rule takes it to the home region and there to the function.',
  needs: [install.title],
  async run({ out, cloud, sent }) {
    const courier = createCourier({ endpoint: cloud.url });
    const all = await loadSignIns();
    for (const one of all) {
      // Before it is sent: whatever goes wrong on the way, its alert is missed in Slack.
      sent.push(one);
      const delivery = await send(courier, one);
      const way = one.region === home ? home : `${one.region} → ${home}`;
      out.line(wrap(`   ${out.paint('cyan', way.padEnd(27))} ${one.signIn.says}`, out.columns, 31));
      checkWay(one, delivery);
    }
    const regions = new Set(all.map(({ region }) => region));
    out.line();
    out.line(`   ${all.length} records in ${regions.size} regions.`);
  },
};

function checkWay({ region, signIn }: Sent, { ok, hops }: Delivery): void {
  const shown = hops.map(({ region, rule, target, why }) => `${region} ${rule} → ${target}${why ? ` (${why})` : ''}`);
  const seen = `${signIn.file}: ${shown.join(', ') || 'no rule that matched'}`;
  expect(ok, 'every hop to go well', seen);
  const forwarded = hops.some(
    (hop) => hop.region === region && hop.target.endsWith(`:${home}:000000000000:event-bus/default`),
  );
  expect(forwarded === (region !== home), `a way home from ${region}`, seen);
  expect(hops.at(-1)?.target.includes(`:lambda:${home}:`) === true, 'a way that ends at the function', seen);
}
