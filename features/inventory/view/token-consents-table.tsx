import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { TokenConsent } from '../authorisations.ts'
import { StayWords } from './stay-words.tsx'

/** What each token says of itself. */
export async function TokenConsentsTable({ tokens }: { tokens: TokenConsent[] }) {
  const t = await getTranslations()
  const words = (granted: boolean | null) => {
    if (granted === null) return t('authorisations.states.notTold')
    return t(granted ? 'authorisations.states.granted' : 'authorisations.states.notGranted')
  }
  return (
    <DataTable
      label={t('authorisations.tokensTitle')}
      rows={tokens}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/connections/${id}`}
      empty={<p>{t('authorisations.tokensNone')}</p>}
      columns={[
        { id: 'name', header: t('authorisations.column.connection'), cell: ({ name }) => name },
        {
          id: 'service',
          header: t('authorisations.column.service'),
          cell: ({ service }) => t(`services.${service}.name`),
        },
        {
          id: 'life',
          header: t('authorisations.column.life'),
          cell: ({ state }) => <StateMark state={state}>{t(`states.${state}`)}</StateMark>,
        },
        {
          id: 'state',
          header: t('authorisations.column.state'),
          cell: ({ granted, source, cited }) => (
            <Graded source={source} reading={cited}>
              {words(granted)}
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
  )
}
