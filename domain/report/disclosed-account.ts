import { isFlowing, isGone } from '../connection-life.ts'
import type { DisclosedConnection, DisclosedService } from './disclosure-facts.ts'
import type { Line, Words } from './document.ts'
import type { ReportedState } from './reported.ts'
import { markOf } from './source-words.ts'

/** Whether a connection in this state is still in Intune; if not, it is ended. */
export const isStillThere = (state: ReportedState): boolean => state !== 'none' && !isGone(state)

/** Whether data may still go to Apple over one in this state. */
export const isStillSharing = (state: ReportedState): boolean => state !== 'none' && isFlowing(state)

/** What was stated of the account behind an ended connection, word for word: its deletion, or why it is kept. */
export const statedOfAccount = (
  { accountDeletion, accountKept }: Pick<DisclosedConnection, 'accountDeletion' | 'accountKept'>,
  words: Words,
): Line[] => {
  const line = (key: string, values: Record<string, string>): Line => ({
    text: words.t(`reports.document.account.${key}`, values),
    style: 'quiet',
  })
  if (accountDeletion) {
    const { deletedOn, statedBy } = accountDeletion
    return [line('deletedOn', { deletedOn: words.date(deletedOn, 'day'), statedBy })]
  }
  if (!accountKept) return []
  const { decidedBy, why, stillUsedBy, reviewOn } = accountKept
  return [
    line('keptBecause', { decidedBy, why }),
    line('stillUsedBy', { stillUsedBy }),
    line('reviewOn', { reviewOn: words.date(reviewOn, 'day') }),
  ]
}

/** Whether what was first observed of a service is that a token which had been ended was found again. */
export const isBack = ({ firstObservedAt, connections }: DisclosedService): boolean =>
  firstObservedAt !== null && connections.some(({ restarted }) => restarted?.foundAt === firstObservedAt)

/** That a token which had been ended was found again, and since when data flows over it. */
export const restartedLines = ({ restarted, state }: DisclosedConnection, words: Words): Line[] => {
  if (!restarted || !isStillSharing(state.value)) return []
  const { endedAt, foundAt } = restarted
  const found = words.date(foundAt, 'day')
  return [
    {
      text:
        endedAt === null
          ? words.t('reports.document.connections.restarted', { found })
          : words.t('reports.document.connections.restartedAfter', {
              ended: words.date(endedAt, 'day'),
              found,
            }),
      mark: markOf(state.source, words),
    },
  ]
}

/** What went over a connection until it was found gone; nothing of one that no reading counted. */
export const sharedUntil = (
  { sharedBefore }: Pick<DisclosedConnection, 'sharedBefore'>,
  words: Words,
): Line[] => {
  if (!sharedBefore) return []
  const { until, devices, people, source } = sharedBefore
  // Of a certificate that was emptied nobody has seen the end: the last reading that counted it says until when at least.
  const at = until ?? (source.grade === 'observed' ? source.at : null)
  if (at === null || devices === null || people === null) return []
  const values = { date: words.date(at, 'day'), devices, people }
  return [{ text: words.t('inventory.sharedUntil', values), mark: markOf(source, words) }]
}
