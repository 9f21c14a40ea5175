import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import type { ListedEvent } from '#features/audit/queries.ts'
import { EventSentence } from '#features/audit/view/event-sentence.tsx'
import { datesHere } from '#i18n/dates.ts'

/** What was recorded about a stated connection, oldest first. */
export async function StatedHistory({ history }: { history: readonly ListedEvent[] }) {
  const t = await getTranslations('stated')
  const date = await datesHere()
  return (
    <Section title={t('history')}>
      <DefinitionList
        items={history.map((event) => ({
          id: String(event.sequence),
          term: (
            <Timestamp at={event.at.toISOString()}>
              {date(event.at, { dateStyle: 'medium', timeStyle: 'short' })}
            </Timestamp>
          ),
          description: <EventSentence event={event} />,
        }))}
      />
    </Section>
  )
}
