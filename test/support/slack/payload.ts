import { isObject, type Json } from '../json.ts';
import { validBlocks } from './blocks.ts';

/** Why Slack does not take a message: the HTTP status and the word in the body. */
export type Refusal = { readonly status: number; readonly body: string };

const refuse = (body: string): Refusal => ({ status: 400, body });
const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const some = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

function attachmentRefusal(attachment: unknown): Refusal | undefined {
  if (!isObject(attachment)) return refuse('invalid_attachments');
  if (attachment.blocks !== undefined && !validBlocks(attachment.blocks)) return refuse('invalid_blocks');
  const { footer, fields } = attachment;
  if (footer !== undefined && (typeof footer !== 'string' || footer.length > 300)) return refuse('invalid_attachments');
  if (fields !== undefined && !(Array.isArray(fields) && fields.every(isObject))) return refuse('invalid_attachments');
  const shown = [attachment.text, attachment.fallback, attachment.title, attachment.pretext].some(filled);
  return shown || some(attachment.blocks) || some(fields) ? undefined : refuse('no_text');
}

/** Slack's answer to a webhook payload where it is not `ok`. */
function refusal(payload: Json): Refusal | undefined {
  const { text, blocks, attachments } = payload;
  if (text !== undefined && typeof text !== 'string') return refuse('invalid_payload');
  if (attachments !== undefined && !Array.isArray(attachments)) return refuse('invalid_payload');
  if (!filled(text) && !some(blocks) && !some(attachments)) return refuse('no_text');
  if (attachments && attachments.length > 100) return refuse('too_many_attachments');
  if (blocks !== undefined && !validBlocks(blocks)) return refuse('invalid_blocks');
  for (const attachment of attachments ?? []) {
    const refused = attachmentRefusal(attachment);
    if (refused) return refused;
  }
  return undefined;
}

/**
 * Reads a webhook's request body as Slack does.
 * Out: the payload as the channel shows it (text cut at 40,000 characters), or why it is refused.
 */
export function readPayload(raw: string, contentType: string | undefined): { payload: Json } | { refused: Refusal } {
  if (!/^application\/json\b/i.test(contentType ?? '')) return { refused: refuse('invalid_payload') };
  let payload: unknown;
  try {
    payload = JSON.parse(raw);
  } catch {
    return { refused: refuse('invalid_payload') };
  }
  if (!isObject(payload)) return { refused: refuse('invalid_payload') };
  const refused = refusal(payload);
  if (refused) return { refused };
  return { payload: typeof payload.text === 'string' ? { ...payload, text: payload.text.slice(0, 40_000) } : payload };
}
