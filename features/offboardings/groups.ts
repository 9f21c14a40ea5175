import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import { connectionList } from '#features/connections/list-connections.ts'
import { latest } from '#features/connections/queries.ts'

/** What connections can be chosen by, many at once. */
export const groupKinds = ['everything', 'organisation', 'location', 'scopeTag', 'account'] as const
export type GroupKind = (typeof groupKinds)[number]

/** Connections that belong together, whose ending is not complete; `value` is empty for everything. */
export type Group = { kind: GroupKind; value: string; connectionIds: string[] }

/** Of what a reading found of a token (domain/tenant.ts), what it can be grouped by. */
const named = z.object({
  organisationName: z.string().nullish(),
  locationName: z.string().nullish(),
  accountType: z.string().nullish(),
  scopeTags: z.array(z.string()).catch([]),
})

/** Intune gives every object this scope tag that has no other. */
const defaultScopeTag = '0'

/** As many tokens as a tenant can have: 3,000 for locations and 2,000 for enrolment (Microsoft Learn), and a certificate. */
const most = 5_001

/**
 * The groups of what is left to end: everything, and what shares an Apple organisation, a location, a scope tag of
 * Intune or an Apple account. Only location tokens name their organisation; an enrolment token belongs to it when the
 * same Apple account holds both, because a Managed Apple Account is of one organisation.
 */
export const groupsOf = async (tx: Transaction): Promise<Group[]> => {
  const { connections } = await connectionList(tx, latest(), { standing: 'unfinished' }, { most })
  // Those that are over still tell which organisation an account is of.
  const rows = await tx.connection.findMany({ select: { id: true, accountId: true, observed: true } })
  const said = new Map(rows.map(({ id, observed }) => [id, named.safeParse(observed).data]))
  const groups = new Map<string, Group>()
  const add = (kind: GroupKind, value: string, id: string) => {
    const key = JSON.stringify([kind, value])
    const group = groups.get(key) ?? { kind, value, connectionIds: [] }
    group.connectionIds.push(id)
    groups.set(key, group)
  }
  const organisations = organisationsOf(rows, (id) => said.get(id)?.organisationName ?? null)
  for (const { id, account } of connections) {
    add('everything', '', id)
    for (const name of organisations(id, account?.id ?? null)) add('organisation', name, id)
    const { locationName, scopeTags = [] } = said.get(id) ?? {}
    if (locationName) add('location', locationName, id)
    for (const tag of scopeTags) if (tag !== defaultScopeTag) add('scopeTag', tag, id)
    if (account) add('account', account.appleId, id)
  }
  return [...groups.values()].toSorted(
    (a, b) => groupKinds.indexOf(a.kind) - groupKinds.indexOf(b.kind) || a.value.localeCompare(b.value),
  )
}

/** Which Apple organisations a connection is of: the one it names, else those its account names elsewhere. */
const organisationsOf = (
  connections: readonly { id: string; accountId: string | null }[],
  nameOf: (id: string) => string | null,
): ((id: string, accountId: string | null) => string[]) => {
  const ofAccount = new Map<string, Set<string>>()
  for (const { id, accountId } of connections) {
    const name = nameOf(id)
    if (accountId === null || name === null) continue
    ofAccount.set(accountId, (ofAccount.get(accountId) ?? new Set()).add(name))
  }
  return (id, accountId) => {
    const own = nameOf(id)
    return own === null ? [...(ofAccount.get(accountId ?? '') ?? [])] : [own]
  }
}

/** Those of these that are a school's: enrolment tokens of Apple School Manager, and location tokens it gave out. */
export const schoolsAmong = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await tx.connection.findMany({
    where: { id: { in: [...connectionIds] } },
    select: { id: true, service: true, observed: true },
  })
  const isOfSchool = ({ service, observed }: (typeof rows)[number]) =>
    service === 'asm' || named.safeParse(observed).data?.accountType === 'education'
  return new Set(rows.filter(isOfSchool).map(({ id }) => id))
}

/** The Apple organisations that these connections name. */
export const organisationNamesOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<string[]> => {
  const rows = await tx.connection.findMany({
    where: { id: { in: [...connectionIds] } },
    select: { observed: true },
  })
  const names = rows.flatMap(({ observed }) => named.safeParse(observed).data?.organisationName ?? [])
  return [...new Set(names)].toSorted()
}

/** The connections of one group; none where there is no such group any more. */
export const connectionsOfGroup = async (
  tx: Transaction,
  { kind, value }: Pick<Group, 'kind' | 'value'>,
): Promise<string[]> =>
  (await groupsOf(tx)).find((group) => group.kind === kind && group.value === value)?.connectionIds ?? []
