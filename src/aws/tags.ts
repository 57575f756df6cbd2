import { prefix } from './names.ts';

export type Tags = Readonly<Record<string, string>>;

/** What carries this tag with the installation's name is ours; whatever lacks it is never changed or deleted. */
export const ownerTag = `${prefix}:installation`;
/** On the roles, which are global: tells every command in which region the rest is. */
export const homeTag = `${prefix}:home`;

/** Whether these tags say "made by this installation". */
export const isOurs = (tags: Tags, installation: string): boolean => tags[ownerTag] === installation;

type KeyValue = { Key?: string | undefined; Value?: string | undefined };
type KmsTag = { TagKey?: string | undefined; TagValue?: string | undefined };

/** The three shapes that AWS's services use for tags, and back. */
export const toList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const fromList = (list: readonly KeyValue[] | undefined): Tags =>
  Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
export const toKmsList = (tags: Tags) => Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
export const fromKmsList = (list: readonly KmsTag[] | undefined): Tags =>
  Object.fromEntries((list ?? []).map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']));

/** The wished tags that the resource lacks or carries with another value; tags of others are left alone. */
export const missingTags = (wished: Tags, found: Tags): Tags =>
  Object.fromEntries(Object.entries(wished).filter(([key, value]) => found[key] !== value));
