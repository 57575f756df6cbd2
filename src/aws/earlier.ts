import type { Earlier } from './desired.ts';
import { readFunctionConfig } from './function-zip.ts';
import type { Survey } from './survey.ts';

/** Milliseconds for the download of the function's zip. */
const timeout = 15_000;

/** What an earlier run left behind. Where the settings item is gone, the function's own zip still knows the webhook. */
export async function earlierRun({ context }: Survey): Promise<Earlier> {
  const { settings, codeLocation } = context.findings;
  if (settings?.webhook || codeLocation === undefined) return { settings, config: undefined };
  return { settings, config: await downloadConfig(codeLocation) };
}

async function downloadConfig(location: string) {
  try {
    const answer = await fetch(location, { signal: AbortSignal.timeout(timeout) });
    if (!answer.ok) return undefined;
    return readFunctionConfig(new Uint8Array(await answer.arrayBuffer()));
  } catch {
    // Then the user is asked again: nothing is lost but an answer.
    return undefined;
  }
}
