/** Block Kit's limits for messages (docs.slack.dev/reference/block-kit, @slack/types), as predicates over unknown JSON. */

import { isObject, type Json } from '../json.ts';

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= max;

const isList = (value: unknown, max: number, item: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length >= 1 && value.length <= max && value.every(item);

/** Slack refuses properties that it does not know ("invalid additional property"). */
const hasOnly = (value: Json, ...keys: string[]): boolean => Object.keys(value).every((key) => keys.includes(key));

const textObject = (value: unknown, max: number, ...types: string[]): boolean =>
  isObject(value) &&
  isText(value.text, max) &&
  typeof value.type === 'string' &&
  types.includes(value.type) &&
  hasOnly(value, 'type', 'text', value.type === 'mrkdwn' ? 'verbatim' : 'emoji');

const image = (value: unknown): boolean =>
  isObject(value) && value.type === 'image' && isText(value.image_url, 3000) && isText(value.alt_text, 2000);

const button = (value: unknown): boolean =>
  isObject(value) &&
  value.type === 'button' &&
  textObject(value.text, 75, 'plain_text') &&
  (value.url === undefined || isText(value.url, 3000)) &&
  (value.style === undefined || value.style === 'primary' || value.style === 'danger');

const both = ['plain_text', 'mrkdwn'];

/** What each type of block must hold; other types are not taken by this stand-in. */
const rules: Record<string, (block: Json) => boolean> = {
  divider: (block) => hasOnly(block, 'type', 'block_id'),
  header: (block) => hasOnly(block, 'type', 'block_id', 'text') && textObject(block.text, 150, 'plain_text'),
  section: (block) =>
    hasOnly(block, 'type', 'block_id', 'text', 'fields', 'accessory', 'expand') &&
    (block.text !== undefined || block.fields !== undefined) &&
    (block.text === undefined || textObject(block.text, 3000, ...both)) &&
    (block.fields === undefined || isList(block.fields, 10, (field) => textObject(field, 2000, ...both))) &&
    (block.accessory === undefined || button(block.accessory) || image(block.accessory)),
  context: (block) =>
    hasOnly(block, 'type', 'block_id', 'elements') &&
    isList(block.elements, 10, (element) => image(element) || textObject(element, 3000, ...both)),
  actions: (block) => hasOnly(block, 'type', 'block_id', 'elements') && isList(block.elements, 25, button),
  image: (block) => image(block),
};

/** Whether Slack takes this as the `blocks` of a message or an attachment. */
export function validBlocks(blocks: unknown): boolean {
  if (!Array.isArray(blocks) || blocks.length > 50) return false;
  const ids = blocks.flatMap((block) => (isObject(block) && block.block_id !== undefined ? [block.block_id] : []));
  if (new Set(ids).size !== ids.length || !ids.every((id) => isText(id, 255))) return false;
  return blocks.every(
    (block) => isObject(block) && typeof block.type === 'string' && rules[block.type]?.(block) === true,
  );
}
