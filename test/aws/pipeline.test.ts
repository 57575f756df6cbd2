import { describe, expect, it } from 'vitest';
import { pipeline } from '../../src/aws/pipeline.ts';

const place = { partition: 'aws', account: '111122223333', installation: 'main', home: 'eu-west-1' };
const resources = pipeline(place, ['eu-west-1', 'us-east-1', 'us-east-2']);
const ids = resources.map(({ id }) => id);

describe('the list of resources', () => {
  it('names each once', () => expect(new Set(ids).size).toBe(ids.length));

  it('needs only what is in it, without a circle', () => {
    const walk = (id: string, seen: readonly string[] = []): void => {
      expect(ids).toContain(id);
      expect(seen).not.toContain(id);
      for (const need of resources.find((resource) => resource.id === id)?.needs ?? []) walk(need, [...seen, id]);
    };
    for (const id of ids) walk(id);
  });

  it('has no forwarding rule at home: events would go round', () => {
    expect(ids.filter((id) => id.startsWith('forwarder:'))).toEqual(['forwarder:us-east-1', 'forwarder:us-east-2']);
  });

  it('sets the home target after everything that an event passes', () => {
    const target = resources.find(({ id }) => id === 'target');
    expect(target?.needs).toEqual(expect.arrayContaining(['topic', 'subscription', 'permission', 'queue', 'settings']));
  });

  it('says for each which permissions it takes, and never all actions of a service', () => {
    for (const { id, permissions } of resources) {
      const statements = [...permissions.read, ...permissions.write, ...permissions.remove];
      expect(statements.length, id).toBeGreaterThan(0);
      for (const action of statements.flatMap(({ Action }) => Action)) expect(action).toMatch(/^[a-z0-9]+:[A-Z]\w+$/);
    }
  });
});
