import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import { midnightOf } from '#domain/day.ts'
import { datesHere } from '#i18n/dates.ts'
import type { AccessRequestSummary } from '../queries.ts'

/** A day that a member named, as the day it is. */
export const daysHere = async (): Promise<(day: string) => string> => {
  const date = await datesHere()
  return (day) => date(midnightOf(day), { dateStyle: 'medium', timeZone: 'UTC' })
}

const marks = {
  find: 'waiting',
  identify: 'waiting',
  extract: 'underWay',
  answer: 'underWay',
  answered: 'done',
  refused: 'cancelled',
  withdrawn: 'cancelled',
} as const satisfies Record<string, WorkState>

/** What a request waits for, or how it ended. */
export async function RequestMark({ request: { step, end } }: { request: AccessRequestSummary }) {
  const t = await getTranslations('accessRequests.state')
  const state = step === 'over' ? (end?.how ?? 'answered') : step
  return <WorkMark state={marks[state]}>{t(state)}</WorkMark>
}

/** A week before its day an answer is pressing. */
const pressingDays = 7

/** When an answer is due and how long that is; of a request that is over, when it ended. */
export async function Due({ request: { dueOn, daysLeft, end } }: { request: AccessRequestSummary }) {
  const t = await getTranslations('accessRequests')
  const day = await daysHere()
  if (end) return t('endedOn', { on: day(end.on) })
  const words = t(daysLeft < 0 ? 'late' : 'due', { on: day(dueOn), days: Math.abs(daysLeft) })
  return daysLeft <= pressingDays ? <FlagMark grave={daysLeft < 0}>{words}</FlagMark> : words
}
