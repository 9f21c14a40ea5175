import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Staging } from '#adapters/staging/staging.ts'
import { type DirectoryExtent, directoryState, extentGranted } from '#domain/directory.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { objectRow } from './staged-rows.ts'

/** What names an Apple ID. */
const naming = ['pushCertificate', 'enrolmentTokens', 'locationTokens'] as const

const lookUpsAtOnce = 4

/**
 * Looks each Apple ID up among the users of the tenant's directory, as far as its registration may look there, which is
 * no part of what a reading needs: where it may not, nobody is asked. All answers are staged as one page.
 */
export const lookUpAccounts = async (
  tenant: GraphTenant,
  tenantLinkId: string,
  staging: Staging,
): Promise<Outcome<null, GraphReason>> => {
  const extent = extentGranted(tenant.permissions)
  if (extent === null) return done(null)
  const appleIds = await namedIn(staging, tenantLinkId)
  const rows: ReturnType<typeof objectRow>[] = []
  for (let from = 0; from < appleIds.length; from += lookUpsAtOnce) {
    const answers = await Promise.all(
      appleIds.slice(from, from + lookUpsAtOnce).map((appleId) => lookUp(tenant, appleId, extent)),
    )
    for (const answer of answers) {
      if (!answer.ok) return answer
      rows.push(answer.value)
    }
  }
  const count = appleIds.length
  const place = { tenantLinkId, collection: 'directoryUsers', scope: '' }
  await staging.stage({ ...place, table: 'object', rows, nextLink: null, seen: count, kept: count })
  return done(null)
}

const lookUp = async (
  tenant: GraphTenant,
  appleId: string,
  extent: DirectoryExtent,
): Promise<Outcome<ReturnType<typeof objectRow>, GraphReason>> => {
  const users = await tenant.whole('directoryUsers', { address: appleId, extent })
  if (!users.ok) return users
  return done(objectRow('directoryUsers', '', appleId, { state: directoryState(users.value), extent }))
}

/** Each once, in small letters, as accounts are told apart. */
const namedIn = async (staging: Staging, tenantLinkId: string): Promise<string[]> => {
  const objects = await Promise.all(naming.map((name) => staging.objects(tenantLinkId, name)))
  const appleIds = objects.flat().flatMap((object) => appleIdIn(object) ?? [])
  return [...new Set(appleIds)].toSorted()
}

const appleIdIn = (object: unknown): string | null => {
  if (typeof object !== 'object' || object === null) return null
  const appleId: unknown = Reflect.get(object, 'appleId')
  return typeof appleId === 'string' && appleId.trim() !== '' ? appleId.trim().toLowerCase() : null
}
