import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { GradedValue } from '#components/grade-mark.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ShownEvent } from '../intune-events.ts'
import { whoWords } from './intune-event-words.ts'
import classes from './intune-events-table.module.css'

type IntuneEventsTableProps = { label: string; events: ShownEvent[]; empty: ReactNode }

/** What Intune's audit log tells, newest first, each line behind the mark of the reading that copied it. */
export async function IntuneEventsTable({ label, events, empty }: IntuneEventsTableProps) {
  const t = await getTranslations('intuneEvents')
  const whoOf = await whoWords()
  return (
    <DataTable
      label={label}
      density="compact"
      rows={events}
      rowKey={({ key }) => key}
      empty={<p>{empty}</p>}
      columns={[
        { id: 'at', header: t('column.at'), cell: (event) => <When event={event} /> },
        { id: 'deed', header: t('column.deed'), cell: (event) => <What event={event} /> },
        { id: 'who', header: t('column.who'), cell: ({ who }) => whoOf(who) },
        { id: 'result', header: t('column.result'), cell: (event) => <Result event={event} /> },
        {
          id: 'words',
          header: t('column.words'),
          mono: true,
          cell: (event) => <Words event={event} />,
        },
      ]}
    />
  )
}

async function When({ event: { at, reading } }: { event: ShownEvent }) {
  const t = await getTranslations()
  const date = await datesHere()
  const moment = (each: Date) => date(each, { dateStyle: 'medium', timeStyle: 'short' })
  const time = (
    <span className={classes.when}>
      <Timestamp at={at.toISOString()}>{moment(at)}</Timestamp>
    </span>
  )
  return reading ? (
    <GradedValue
      grade="observed"
      label={t('grades.observed.name')}
      source={t('intuneEvents.cited', { reading: reading.sequence, at: moment(reading.finishedAt) })}
    >
      {time}
    </GradedValue>
  ) : (
    time
  )
}

/** What was done to an enrolment profile says so, and to which; anything else was done to what the page is about. */
async function What({ event: { deed, subject, resourceName } }: { event: ShownEvent }) {
  const t = await getTranslations('intuneEvents')
  const isProfile = subject === 'enrolmentProfile'
  return (
    <span className={classes.lines}>
      <span>{t(`deeds.${deed}`)}</span>
      {isProfile ? <span>{t('profile', { named: resourceName ?? '' })}</span> : null}
    </span>
  )
}

async function Result({ event: { isSuccess, result } }: { event: ShownEvent }) {
  const t = await getTranslations('intuneEvents.result')
  if (result === '') return t('unknown')
  return isSuccess ? t('success') : t('failure', { word: result })
}

async function Words({ event: { words, changed } }: { event: ShownEvent }) {
  const t = await getTranslations('intuneEvents')
  return (
    <span className={`${classes.lines} ${classes.words}`}>
      <span>{words}</span>
      {changed.length > 0 ? <span>{t('changedNames', { names: changed.join(', ') })}</span> : null}
    </span>
  )
}
