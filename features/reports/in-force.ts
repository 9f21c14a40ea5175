import type { Transaction } from '#adapters/db.ts'
import type { DisclosureFacts } from '#domain/report/disclosure-facts.ts'
import type { Service } from '#domain/service.ts'
import { authorisationsAt, type TokenConsent } from '#features/inventory/authorisations.ts'

type InForce = NonNullable<DisclosureFacts['inForce']>

/** What stood at a moment beside the inventory: who had let Intune share with Apple, and which approvals stood. */
export const inForceAt = async (tx: Transaction, at: Date, chosen: readonly Service[]): Promise<InForce> => ({
  authorisations: await authorisationsThen(tx, at, chosen),
  approvals: [...(await casesApproved(tx, at)), ...(await reportsApproved(tx, at))],
})

/** Agreements are of the tenant as Intune names them, whichever services a report was narrowed to. */
const authorisationsThen = async (
  tx: Transaction,
  at: Date,
  chosen: readonly Service[],
): Promise<InForce['authorisations']> => {
  const isAbout = (service: Service) => chosen.length === 0 || chosen.includes(service)
  const { agreed, consents, tokens, next } = await authorisationsAt(tx, at)
  const all = [...tokens, ...(await furtherTokens(tx, at, next))]
  const given = (granted: boolean | null) =>
    granted === null ? ('unknown' as const) : granted ? ('granted' as const) : ('notGranted' as const)
  return [
    ...agreed
      .filter(({ isOver }) => !isOver)
      .map(({ tenant, service, granted, grantedAt, grantedBy, source }) => ({
        ...{ of: 'agreed' as const, name: tenant, service, source, by: grantedBy },
        ...{ value: given(granted), at: grantedAt?.toISOString() ?? null },
      })),
    ...consents
      .filter(({ isOver }) => !isOver && isAbout('apns'))
      .map(({ tenant, state, source }) => ({
        ...{ of: 'tenant' as const, name: tenant, service: null, source, by: null, at: null },
        value: state ?? ('unknown' as const),
      })),
    ...all
      .filter(({ until, service }) => until === null && isAbout(service))
      .map(({ name, service, granted, source }) => ({
        ...{ of: 'token' as const, name, service, source, by: null, at: null },
        value: given(granted),
      })),
  ]
}

const furtherTokens = async (tx: Transaction, at: Date, after: string | null): Promise<TokenConsent[]> => {
  if (after === null) return []
  const { tokens, next } = await authorisationsAt(tx, at, after)
  return [...tokens, ...(await furtherTokens(tx, at, next))]
}

/** Of cases that were not over: what ended with its case is told with it. */
const casesApproved = async (tx: Transaction, at: Date): Promise<InForce['approvals']> => {
  const after = [{ voidedAt: null }, { voidedAt: { gt: at } }]
  const approvals = await tx.approval.findMany({
    where: {
      decision: 'approved',
      decidedAt: { lte: at },
      OR: after,
      offboarding: {
        AND: [
          { OR: [{ finishedAt: null }, { finishedAt: { gt: at } }] },
          { OR: [{ cancelledAt: null }, { cancelledAt: { gt: at } }] },
        ],
      },
    },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    include: {
      offboarding: { select: { connections: { select: { connection: { select: { name: true } } } } } },
    },
  })
  return approvals.map(({ offboardingId, offboarding: { connections }, ...approval }) => ({
    of: 'offboarding',
    id: offboardingId,
    name: connections[0]?.connection.name ?? '',
    count: connections.length,
    note: approval.note,
    source: {
      grade: 'stated',
      by: approval.decidedByName ?? '',
      at: (approval.decidedAt ?? at).toISOString(),
    },
  }))
}

const reportsApproved = async (tx: Transaction, at: Date): Promise<InForce['approvals']> => {
  type Row = { id: string; kind: string; by: string; at: string; note: string | null }
  const rows = await tx.$queryRaw<Row[]>`
    select id, kind, facts #>> '{approved,by}' as by, facts #>> '{approved,at}' as at, facts #>> '{approved,note}' as note
    from report where approves is not null and composed_at <= ${at} order by composed_at, id`
  return rows.map(({ id, kind, by, at: approvedAt, note }) => ({
    ...{ of: 'report' as const, id, name: kind, count: 1, note },
    source: { grade: 'stated' as const, by, at: approvedAt },
  }))
}
