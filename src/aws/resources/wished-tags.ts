import type { Context, Desired } from '../context.ts';
import { ownerTag, type Tags } from '../tags.ts';

/** The user's tags and the one that says whose it is; that one is never overridden. */
export const wishedTags = ({ place }: Context, { choices }: Desired): Tags => ({
  ...choices.tags,
  [ownerTag]: place.installation,
});
