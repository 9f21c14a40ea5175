import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Footnote } from '#components/footnote.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'
import type { TenantConsent } from '../authorisations.ts'
import { StayWords } from './stay-words.tsx'

type ConsentsTableProps = { consents: TenantConsent[]; reading: CompleteReading }

/** Each tenant's own setting; one that the last reading could not read says so below. */
export async function ConsentsTable({ consents, reading }: ConsentsTableProps) {
  const t = await getTranslations()
  const refused = consents.filter(({ asked, isOver }) => asked.kind === 'refused' && !isOver)
  return (
    <>
      <DataTable
        label={t('authorisations.consentsTitle')}
        rows={consents}
        rowKey={({ key }) => key}
        empty={<p>{t('authorisations.consentsNone')}</p>}
        columns={[
          { id: 'tenant', header: t('authorisations.column.tenant'), cell: ({ tenant }) => tenant },
          {
            id: 'state',
            header: t('authorisations.column.state'),
            cell: ({ state, asked, until, since }) => {
              const words = t(`authorisations.states.${state ?? 'notTold'}`)
              // A tenant that stopped answering was last observed when it began to say so.
              const source = until ?? (asked.kind === 'answered' ? reading : since)
              return source ? (
                <Graded source={observedBy(source)} reading={source}>
                  {words}
                </Graded>
              ) : (
                words
              )
            },
          },
          {
            id: 'known',
            header: t('authorisations.column.known'),
            cell: ({ since, until }) => <StayWords since={since} until={until} />,
          },
        ]}
      />
      {refused.length > 0 ? (
        <Footnote>
          {refused.map(({ key, tenant, asked }) =>
            asked.kind === 'refused' ? (
              <span key={key}>
                {t('authorisations.refused', {
                  sequence: asked.sequence,
                  tenant,
                  why: t(`refusals.${asked.reason}`, asked.reasonValues),
                })}
              </span>
            ) : null,
          )}
        </Footnote>
      ) : null}
    </>
  )
}
