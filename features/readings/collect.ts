import type { CollectionRows } from '#adapters/graph/collection.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Checkpoint, Staging } from '#adapters/staging/staging.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { SideBySide } from '#domain/side-by-side.ts'
import { besideReader, type ReadPlace } from './beside.ts'
import { copiedUntil } from './copied-until.ts'
import { findUnlisted, type KnownToken } from './find-unlisted.ts'
import { lookUpAccounts } from './look-up-accounts.ts'
import { type CollectionRequest, collectionReader } from './read-collection.ts'
import { deviceRow, identityRow, licenceRow, type ObjectCollection, objectRow } from './staged-rows.ts'

/** How many tokens, and how many apps, are read at the same time; Microsoft's budgets are kept below (see `pace`). */
const tokensAtOnce = 3
const appsAtOnce = 4

/** Tokens answer with an object each; a token by the thousand still fits, and their scopes must be known first. */
type Listed = { [Name in ObjectCollection]: CollectionRows[Name] }

/**
 * Reads one tenant page by page into staging. Collections that do not need each other are read side by side; those
 * that hang under tokens or apps follow once these are listed. Whatever was read before a crash or a refusal is not
 * read again.
 */
export const collect = async (
  { tenant, organisationId, tenantLinkId, readingId, staging, known, signal }: Collecting,
  race: SideBySide<GraphReason>,
): Promise<void> => {
  const mine: Checkpoint[] = []
  for (const checkpoint of await staging.checkpoints()) {
    if (checkpoint.tenantLinkId !== tenantLinkId) continue
    if (checkpoint.isRefused || tellsAbsence.has(checkpoint.collection)) await staging.restart(checkpoint)
    else mine.push(checkpoint)
  }
  const read = collectionReader(tenant, tenantLinkId, staging, mine, signal)
  const origin = { readingId, tenantLinkId }
  const place = { organisationId, ...origin }
  const beside = besideReader(place, staging)

  const list = <Name extends ObjectCollection>(
    name: Name,
    scope: CollectionRequest<Name>['scope'],
    key = '',
  ) =>
    read({
      name,
      scope,
      key,
      table: 'object',
      rowsOf: (rows) => rows.map((row) => objectRow(name, key, row.externalId, row)),
    })
  // Staged by `objectRow` from these very rows.
  const listed = <Name extends ObjectCollection>(name: Name) =>
    staging.objects(tenantLinkId, name) as Promise<Listed[Name][]>

  const enrolment = async (): Promise<Outcome<null, GraphReason>> => {
    const outcome = await list('enrolmentTokens', null)
    if (!outcome.ok) return outcome
    const tokens = await findUnlisted(
      tenant,
      tenantLinkId,
      staging,
      known,
      'enrolmentTokens',
      await listed('enrolmentTokens'),
    )
    if (!tokens.ok) return tokens
    // A token that went since this reading was interrupted has no list to be read to its end, and shares nothing.
    const there = new Set(tokens.value.map(({ externalId }) => externalId))
    for (const checkpoint of mine) {
      if (ofToken.has(checkpoint.collection) && !there.has(checkpoint.scope))
        await staging.restart(checkpoint)
    }
    await race.each(tokens.value, tokensAtOnce, async ({ externalId }) => {
      const profiles = await list('enrolmentProfiles', { tokenExternalId: externalId }, externalId)
      if (!profiles.ok) return profiles
      return read({
        name: 'identities',
        scope: { tokenExternalId: externalId },
        key: externalId,
        table: 'identity',
        rowsOf: (rows) => rows.flatMap((row) => identityRow(origin, externalId, row)),
      })
    })
    return done(null)
  }

  const location = async (): Promise<Outcome<null, GraphReason>> => {
    for (const name of ['locationTokens', 'locationApps'] as const) {
      const outcome = await list(name, null)
      if (!outcome.ok) return outcome
    }
    const tokens = await findUnlisted(
      tenant,
      tenantLinkId,
      staging,
      known,
      'locationTokens',
      await listed('locationTokens'),
    )
    if (!tokens.ok) return tokens
    // An app that belongs to no token shares nothing over any connection.
    const apps = (await listed('locationApps')).filter((app) => app.tokenExternalId !== null)
    await race.each(apps, appsAtOnce, ({ externalId, kind, tokenExternalId }) =>
      read({
        name: 'licences',
        scope: { appExternalId: externalId, kind },
        key: externalId,
        table: 'licence',
        rowsOf: (rows) => rows.flatMap((row) => licenceRow(origin, tokenExternalId, row)),
      }),
    )
    return done(null)
  }

  const devices = () =>
    read({
      name: 'managedDevices',
      scope: null,
      key: '',
      table: 'device',
      rowsOf: (rows) => rows.map((row) => deviceRow(origin, row)),
    })

  await race.all([
    devices,
    enrolment,
    location,
    () => list('organisation', null),
    () => list('pushCertificate', null),
    () => list('sharingAuthorisations', null),
    () => beside('locationBooks', () => list('locationBooks', null)),
    () => beside('adminConsent', () => list('adminConsent', null)),
    () => beside('auditEvents', async () => list('auditEvents', { since: await copiedUntil(place) })),
  ])
  // The Apple IDs are known once everything that names one is listed.
  await race.all([() => beside('directoryUsers', () => lookUpAccounts(tenant, tenantLinkId, staging))])
}

export type Collecting = ReadPlace & {
  tenant: GraphTenant
  staging: Staging
  known: readonly KnownToken[]
  signal: AbortSignal
}

/** Read for each enrolment token: their scope is its id. */
const ofToken: ReadonlySet<string> = new Set(['enrolmentProfiles', 'identities'])

/**
 * Asked anew in every run: an absence counts only beside good answers of the same run, because a lapsed licence
 * answers 404 too.
 */
const tellsAbsence: ReadonlySet<string> = new Set([
  'pushCertificate',
  'enrolmentTokens',
  'locationTokens',
  'gone',
  'directoryUsers',
])
