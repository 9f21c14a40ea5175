import { inOrganisation } from '#adapters/db.ts'
import type { ReadPlace } from './beside.ts'

/** Intune writes its log with delay; what is asked for twice is kept once. */
const overlapMs = 24 * 60 * 60 * 1000

/**
 * From when on to ask for audit events: shortly before the last reading that copied them to their end began. Null when
 * none has, for everything Intune still has. The last event itself would do as well, but in a tenant where nothing
 * happens to Apple's objects it lies months back, and everybody else's events since then would be read each time.
 */
export const copiedUntil = ({
  organisationId,
  tenantLinkId,
}: Omit<ReadPlace, 'readingId'>): Promise<string | null> =>
  inOrganisation(organisationId, async (tx) => {
    const copied = await tx.readingCollection.findFirst({
      where: { tenantLinkId, collection: 'auditEvents', refusal: null, reading: { state: 'finished' } },
      orderBy: { reading: { sequence: 'desc' } },
      select: { reading: { select: { startedAt: true } } },
    })
    const startedAt = copied?.reading.startedAt
    return startedAt ? new Date(startedAt.getTime() - overlapMs).toISOString() : null
  })
