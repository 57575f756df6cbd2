import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { accountAlias, type Caller, enabledRegions, installations, whoAmI } from './account.ts';
import { type Clients, createClients } from './clients.ts';
import type { Context } from './context.ts';
import type { Readings } from './engine/plan.ts';
import { readAll } from './engine/read.ts';
import type { Resource } from './engine/resource.ts';
import { ExpectedError, isClosed, isDenied, isMissing } from './errors.ts';
import { namesOf, type Place, roleNames } from './names.ts';
import { pipeline } from './pipeline.ts';
import { getRole } from './resources/role.ts';
import type { Session } from './session.ts';
import { fromList, homeTag, isOurs } from './tags.ts';
import { findTrails, type TrailFound } from './trails.ts';

/** What a command knows after looking, before it does anything. */
export type Survey = {
  readonly caller: Caller;
  readonly accountAlias: string | undefined;
  /** Enabled regions. */
  readonly regions: readonly string[];
  readonly place: Place;
  /** Where the installation is, or undefined where there is none: then `place.home` is the session's region. */
  readonly foundIn: string | undefined;
  readonly context: Context;
  readonly resources: readonly Resource[];
  readonly readings: Readings;
  /** Names of all installations of the account; undefined where the caller may not see them. */
  readonly installations: readonly string[] | undefined;
  /** Trails that count in the home region, ours among them. */
  readonly trails: readonly TrailFound[];
};

type Options = {
  readonly installation: string;
  readonly signal: AbortSignal;
  readonly keyDeletionDays?: number;
  /** Ids of the only resources that are looked at, and no trail; default: all. */
  readonly only?: readonly string[];
  /** Told after the first step, while the resources are still being read. */
  readonly onFirstLook?: (look: FirstLook) => void;
};

/** Who is asking, and whether a role says where the installation is. */
export type FirstLook = {
  readonly caller: Caller;
  readonly accountAlias: string | undefined;
  readonly homeByRole: string | undefined;
};

/** Who is asking, in which account, and where the installation is: two steps, all calls of a step side by side. */
export async function survey(session: Session & { region: string }, options: Options): Promise<Survey> {
  const clients = createClients(session);
  const { region } = session;
  const [caller, alias, regions, homeByRole, all] = await Promise.all([
    whoAmI(clients, region),
    accountAlias(clients, region),
    enabledRegions(clients, region),
    findHomeByRole(clients, region, options.installation),
    installations(clients, region).catch((error: unknown) => {
      if (isDenied(error)) return undefined;
      throw error;
    }),
  ]);
  const known = { caller, accountAlias: alias, regions, installations: all };
  if (!regions.includes(region)) throw unknownRegion(region, regions);
  options.onFirstLook?.({ caller, accountAlias: alias, homeByRole });
  const look = (home: string) => readPlace(clients, { caller, regions, home, ...options });
  if (homeByRole) return { ...(await look(homeByRole)), ...known, foundIn: homeByRole };

  // No role says where: look here, and for a table of this name in every region, so that nothing is made twice.
  const [here, homeByTable] = await Promise.all([
    look(region),
    findHomeByTable(clients, regions, placeOf(caller, options.installation, region)),
  ]);
  const elsewhere = homeByTable !== undefined && homeByTable !== region;
  const found = elsewhere ? await look(homeByTable) : here;
  const anything = [...found.readings.values()].some(
    (reading) => 'observed' in reading && reading.observed.state === 'ours',
  );
  return { ...found, ...known, foundIn: anything ? found.place.home : undefined };
}

const placeOf = (caller: Caller, installation: string, home: string): Place => ({
  partition: caller.partition,
  account: caller.account,
  installation,
  home,
});

async function readPlace(
  clients: Clients,
  of: Options & { readonly caller: Caller; readonly regions: readonly string[]; readonly home: string },
) {
  const place = placeOf(of.caller, of.installation, of.home);
  const context: Context = {
    place,
    names: namesOf(place),
    clients,
    findings: {},
    say: () => undefined,
    signal: of.signal,
    keyDeletionDays: of.keyDeletionDays ?? 7,
  };
  const { only } = of;
  const resources = pipeline(place, of.regions).filter(({ id }) => only?.includes(id) ?? true);
  const trailsFound = only ? [] : findTrails(clients, of.home);
  const [readings, trails] = await Promise.all([readAll(resources, context), trailsFound]);
  return { place, context, resources, readings, trails };
}

/** The same after looking at everything, where a survey was of some resources only. */
export async function wholeSurvey(survey: Survey): Promise<Survey> {
  const { context, place, regions, caller } = survey;
  const { signal, clients, keyDeletionDays } = context;
  const of = { installation: place.installation, home: place.home, signal, keyDeletionDays, regions, caller };
  return { ...survey, ...(await readPlace(clients, of)) };
}

/** Roles are global: their tag says in which region the rest is. Either of the two is enough. */
async function findHomeByRole(clients: Clients, region: string, installation: string): Promise<string | undefined> {
  const names = roleNames(installation);
  const roles = await Promise.all(
    [names.function, names.events].map((name) => getRole({ clients, place: { home: region } }, name)),
  );
  return roles
    .map((found) => fromList(found?.Tags))
    .find((tags) => isOurs(tags, installation) && tags[homeTag] !== undefined)?.[homeTag];
}

async function findHomeByTable(
  clients: Clients,
  regions: readonly string[],
  place: Place,
): Promise<string | undefined> {
  const TableName = namesOf(place).table;
  const hits = await Promise.all(
    regions.map(async (region) => {
      try {
        await clients.dynamodb(region).send(new DescribeTableCommand({ TableName }));
        return [region];
      } catch (error) {
        // Not there, or a region closed to us: then nothing of ours can be there either.
        if (isMissing(error) || isClosed(error)) return [];
        throw error;
      }
    }),
  );
  return hits.flat()[0];
}

const unknownRegion = (region: string, regions: readonly string[]) =>
  new ExpectedError({
    name: 'UnknownRegion',
    message: `${region} is not an enabled region of this account.`,
    action: `Use one of: ${regions.join(', ')}.`,
    exitCode: 2,
  });
