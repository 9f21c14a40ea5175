import type { PageOutcome } from '#adapters/graph/page.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import type { ManagedDevice } from '#domain/tenant.ts'

/** What Intune manages of a tenant: the serial numbers it knows, and how many devices there are with or without one. */
export type ManagedNow = { serials: ReadonlySet<string>; count: number }

/** Of a case that ends many tokens each asks what is managed. What was read a minute ago answers the next of them too. */
const freshMs = 60_000

/** Reads what Intune manages, tenant by tenant, whole, and again once that is a minute old. For one run of a case. */
export const managedReader = (now: () => Date) => {
  const known = new Map<string, { at: number; managed: ManagedNow }>()
  return async (
    tenantLinkId: string,
    tenant: Pick<GraphTenant, 'page'>,
  ): Promise<Outcome<ManagedNow, GraphReason>> => {
    const before = known.get(tenantLinkId)
    if (before && now().getTime() - before.at < freshMs) return done(before.managed)
    const read = await readManaged(tenant)
    if (read.ok) known.set(tenantLinkId, { at: now().getTime(), managed: read.value })
    return read
  }
}

const readManaged = async (tenant: Pick<GraphTenant, 'page'>): Promise<Outcome<ManagedNow, GraphReason>> => {
  const ids = new Set<string>()
  const serials = new Set<string>()
  for (let link: string | null = null; ; ) {
    const page: PageOutcome<ManagedDevice> = await tenant.page('managedDevices', null, link)
    // Begun anew, in smaller pages: what was counted already is counted once.
    if (!page.ok && page.reason === 'startOver') link = null
    else if (!page.ok) return page
    else {
      for (const { intuneId, serial } of page.value.rows) {
        ids.add(intuneId)
        if (serial !== null) serials.add(serial)
      }
      link = page.value.next
      if (link === null) return done({ serials, count: ids.size })
    }
  }
}
