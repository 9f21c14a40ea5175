import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ListedEvent } from '../queries.ts'
import { EventFacts } from './event-facts.tsx'
import { EventSentence } from './event-sentence.tsx'
import classes from './events-table.module.css'

/** The audit log, a line an event. */
export async function EventsTable({ events, empty }: { events: ListedEvent[]; empty: ReactNode }) {
  const t = await getTranslations('audit')
  const date = await datesHere()
  return (
    <DataTable
      label={t('title')}
      rows={events}
      rowKey={({ sequence }) => String(sequence)}
      empty={empty}
      columns={[
        {
          id: 'event',
          header: t('column.event'),
          width: '264px',
          cell: ({ sequence, at }) => (
            <span className={classes.event}>
              <span>{sequence}</span>
              <Timestamp at={at.toISOString()}>
                {date(at, { dateStyle: 'medium', timeStyle: 'medium' })}
              </Timestamp>
            </span>
          ),
        },
        { id: 'what', header: t('column.what'), cell: (event) => <EventSentence event={event} /> },
        { id: 'facts', header: t('column.facts'), cell: (event) => <EventFacts event={event} /> },
      ]}
    />
  )
}
