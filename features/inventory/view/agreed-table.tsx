import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { AgreedSharing } from '../authorisations.ts'
import { StayWords } from './stay-words.tsx'

/** Who agreed to share for which service, when, and under which terms. */
export async function AgreedTable({ agreed }: { agreed: AgreedSharing[] }) {
  const t = await getTranslations('authorisations')
  const date = await datesHere()
  return (
    <DataTable
      label={t('agreedTitle')}
      rows={agreed}
      rowKey={({ key }) => key}
      empty={<p>{t('agreedNone')}</p>}
      columns={[
        { id: 'service', header: t('column.service'), cell: ({ service }) => service },
        { id: 'tenant', header: t('column.tenant'), cell: ({ tenant }) => tenant },
        {
          id: 'state',
          header: t('column.state'),
          cell: ({ granted, source, cited }) => (
            <Graded source={source} reading={cited}>
              {t(granted ? 'states.granted' : 'states.notGranted')}
            </Graded>
          ),
        },
        {
          id: 'grantedBy',
          header: t('column.grantedBy'),
          cell: ({ grantedBy }) => grantedBy ?? t('notGiven'),
        },
        {
          id: 'grantedAt',
          header: t('column.grantedAt'),
          cell: ({ grantedAt }) => (grantedAt ? date(grantedAt, { dateStyle: 'medium' }) : t('notGiven')),
        },
        {
          id: 'terms',
          header: t('column.terms'),
          cell: ({ termsUrl }) =>
            termsUrl ? (
              <a href={termsUrl} target="_blank" rel="noreferrer">
                {t('terms')}
              </a>
            ) : (
              t('notGiven')
            ),
        },
        {
          id: 'known',
          header: t('column.known'),
          cell: ({ since, until }) => <StayWords since={since} until={until} />,
        },
      ]}
    />
  )
}
