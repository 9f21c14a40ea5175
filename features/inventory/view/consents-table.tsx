import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Footnote } from '#components/footnote.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { TenantConsent } from '../authorisations.ts'
import { StayWords } from './stay-words.tsx'

/** Each tenant's own setting; one that the last reading could not read says so below. */
export async function ConsentsTable({ consents }: { consents: TenantConsent[] }) {
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
            cell: ({ state, source, cited }) => (
              <Graded source={source} reading={cited}>
                {t(`authorisations.states.${state ?? 'notTold'}`)}
              </Graded>
            ),
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
