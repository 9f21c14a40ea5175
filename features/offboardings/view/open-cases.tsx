import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import type { OffboardingSummary } from '../queries.ts'

/** Cases that are open already for what a new one could end: whoever is about to start a second one sees the first. */
export async function OpenCases({ cases }: { cases: OffboardingSummary[] }) {
  const t = await getTranslations('offboardings')
  if (cases.length === 0) return null
  return (
    <Section title={t('new.open')} note={t('new.openNote')}>
      <ul>
        {cases.map(({ id, connections, state, startedByName }) => (
          <li key={id}>
            <QuietLink href={`/offboardings/${id}`}>
              {t('named', {
                name: connections[0]?.name ?? '',
                count: connections.length,
                others: connections.length - 1,
              })}
            </QuietLink>{' '}
            {t('new.openState', { state: t(`states.${state}`), name: startedByName })}
          </li>
        ))}
      </ul>
    </Section>
  )
}
