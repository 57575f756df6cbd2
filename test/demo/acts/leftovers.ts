import { listAccount } from '../../support/account.ts';
import { type Act, expect } from '../act.ts';
import { logFiles } from '../log-bucket.ts';
import { home } from '../stage.ts';
import { uninstall } from './uninstall.ts';

/** What may stay, and why. */
const mayStay: readonly { readonly thing: RegExp; readonly because: string }[] = [
  {
    thing: /^\S+ s3 bucket signin-alert-main-/,
    because: 'the log bucket: your audit log, kept unless you say --delete-logs',
  },
  {
    thing: new RegExp(`^${home} kms key \\S+ PendingDeletion$`),
    because: 'the key: KMS deletes it after 7 days, and not sooner',
  },
];

/** Looks with a client of its own, not with ours. */
export const leftovers: Act = {
  title: 'What is left',
  proves: 'A second client finds nothing in any region but what you would want to keep.',
  needs: [uninstall.title],
  async run(stage) {
    const { out, cloud, before } = stage;
    const left = (await listAccount({ endpoint: cloud.url })).filter((line) => !before.includes(line));
    const reasons = left.map((line) => ({ line, why: mayStay.find(({ thing }) => thing.test(line))?.because }));
    for (const { line, why } of reasons) {
      out.line(`   ${line}`);
      out.line(out.paint('dim', `      ${why ?? 'this should be gone'}`));
    }
    const files = await logFiles(stage);
    out.line();
    out.line(`   ${left.length} things, and ${files.length} log file in the bucket. Everything else is gone.`);
    const unwanted = reasons.filter(({ why }) => !why).map(({ line }) => line);
    expect(unwanted.length === 0, 'nothing but the log bucket and the key pending deletion', unwanted.join(', '));
    expect(left.length === mayStay.length, 'the log bucket and the key pending deletion', left.join(', ') || 'nothing');
    expect(files.length === 1, 'the log file in the bucket', files.join(', ') || 'none');
  },
};
