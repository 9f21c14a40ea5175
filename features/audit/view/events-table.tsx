import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { Gap } from '../gaps.ts'
import type { ListedEvent } from '../queries.ts'
import { EventFacts } from './event-facts.tsx'
import { EventSentence } from './event-sentence.tsx'
import classes from './events-table.module.css'

type Line = ListedEvent | Gap
const isGap = (line: Line): line is Gap => 'logClass' in line
const numberOf = (line: Line): number => (isGap(line) ? line.to : line.sequence)

type Props = { events: ListedEvent[]; gaps: Gap[]; empty: ReactNode }

/** The audit log, a line an event, and one for those that were pruned between two. */
export async function EventsTable({ events, gaps, empty }: Props) {
  const lines: Line[] = [...events, ...gaps].toSorted((one, other) => numberOf(other) - numberOf(one))
  const t = await getTranslations('audit')
  const date = await datesHere()
  const rangeOf = ({ from, to }: Gap) => (from === to ? from : t('pruned.range', { from, to }))
  return (
    <DataTable
      label={t('title')}
      rows={lines}
      rowKey={(line) => (isGap(line) ? `${line.logClass} ${line.to}` : String(line.sequence))}
      empty={empty}
      columns={[
        {
          id: 'event',
          header: t('column.event'),
          width: '264px',
          cell: (line) => (
            <span className={classes.event}>
              {isGap(line) ? (
                <span className={classes.gap}>{rangeOf(line)}</span>
              ) : (
                <>
                  <span>{line.sequence}</span>
                  <Timestamp at={line.at.toISOString()}>
                    {date(line.at, { dateStyle: 'medium', timeStyle: 'medium' })}
                  </Timestamp>
                </>
              )}
            </span>
          ),
        },
        {
          id: 'what',
          header: t('column.what'),
          cell: (line) =>
            isGap(line) ? (
              <span className={classes.gap}>
                {t(`pruned.${line.logClass}`, {
                  count: line.events,
                  day: date(line.upTo, { dateStyle: 'long', timeZone: 'UTC' }),
                })}
              </span>
            ) : (
              <EventSentence event={line} />
            ),
        },
        {
          id: 'facts',
          header: t('column.facts'),
          cell: (line) => (isGap(line) ? null : <EventFacts event={line} />),
        },
      ]}
    />
  )
}
