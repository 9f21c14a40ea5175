import { getTranslations } from 'next-intl/server'
import { goneSoFar } from '#domain/offboarding/by-hand.ts'
import { stoppedByMember } from '#domain/offboarding/task.ts'
import { datesHere } from '#i18n/dates.ts'
import type { StoredTask } from '../case.ts'

/** Why a task waits for somebody, as a sentence; a moment in it is told as this page tells moments. */
export const stuckWords = async (task: StoredTask): Promise<string> => {
  const { reason, values } = task
  if (!reason) return ''
  const [t, date] = [await getTranslations('refusals'), await datesHere()]
  const { at, ...others } = values
  if (at === undefined) return t(reason, values)
  const said = t(reason, { ...others, at: date(new Date(at), { dateStyle: 'medium', timeStyle: 'short' }) })
  return reason === stoppedByMember ? `${said} ${await goneWords(task)}` : said
}

/** How many had gone of what goes entry by entry when it was left where it was; empty of anything else. */
export const goneWords = async (task: StoredTask): Promise<string> => {
  const gone = goneSoFar(task)
  return gone === null
    ? ''
    : (await getTranslations('offboardings.stop'))('gone', { kind: task.kind, ...gone })
}
