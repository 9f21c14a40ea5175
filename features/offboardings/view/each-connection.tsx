import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import type { Source } from '#domain/grade.ts'
import { type CountedOf, countedOf, isCounted } from '#domain/offboarding/impact.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { rowsOf } from '#features/inventory/view/population-words.tsx'
import type { OffboardingDetail } from '../queries.ts'

/** As many as a person reads before agreeing; the numbers below are of all of them. */
const most = 100

/** What is counted of each connection, every number leading to its rows. */
export async function EachConnection({
  offboarding,
  observed,
}: {
  offboarding: OffboardingDetail
  observed: Source
}) {
  const t = await getTranslations()
  const { plan, impact } = offboarding
  const rows = plan.connections.slice(0, most)
  const count = (id: string, kind: ConnectionKind, of: CountedOf) => {
    if (!isCounted(kind, of)) return null
    const number = impact.each.find((each) => each.id === id)?.[of] ?? 0
    const words = t('offboardings.impact.number', { number })
    if (number === 0) return words
    const rowsAt = () => {
      if (of === 'licences') return `/connections/${id}`
      return of === 'managed'
        ? rowsOf('devices', { connection: id, only: 'managed' })
        : rowsOf(of, { connection: id })
    }
    return <QuietLink href={rowsAt()}>{words}</QuietLink>
  }
  return (
    <Section
      id="each"
      title={t('offboardings.impact.each', { count: plan.connections.length })}
      note={t('offboardings.impact.eachNote')}
      aside={<Graded source={observed} reading={impact.reading} />}
    >
      <DataTable
        label={t('offboardings.impact.each', { count: plan.connections.length })}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/connections/${id}`}
        empty={null}
        density="compact"
        columns={[
          { id: 'name', header: t('offboardings.column.connection'), cell: ({ name }) => name },
          {
            id: 'kind',
            header: t('offboardings.column.kind'),
            cell: ({ kind }) => t(`connections.kinds.${kind}`),
          },
          {
            id: 'account',
            header: t('offboardings.column.account'),
            cell: ({ account }) =>
              account ? <Address wraps>{account.appleId}</Address> : t('offboardings.noAccount'),
          },
          ...countedOf.map((of) => ({
            id: of,
            header: t(`offboardings.impact.${of}`),
            numeric: true,
            cell: ({ id, kind }: { id: string; kind: ConnectionKind }) => count(id, kind, of),
          })),
        ]}
      />
      {plan.connections.length > rows.length ? (
        <p>{t('connections.firstOf', { shown: rows.length, found: plan.connections.length })}</p>
      ) : null}
    </Section>
  )
}
