import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Address } from '#components/address.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { Urgency } from '#domain/urgency.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { Waiting } from '../sharing.ts'
import { SharedUntil } from './shared-until.tsx'
import classes from './waiting-list.module.css'

const dayMs = 86_400_000

type WaitingListProps = {
  waiting: Waiting[]
  /** Of these accounts Apple was asked for the deletion. */
  requested: ReadonlyMap<string, { requestedOn: Date; lookAgainOn: Date; offboardingId: string }>
  now: Date
  /** What else waits, as items of the list. */
  children?: ReactNode
}

/** What waits for a person, the loudest first, each with what it means and the way to it. */
export async function WaitingList({ waiting, requested, now, children }: WaitingListProps) {
  const t = await getTranslations()
  const longDay = await longDays()
  const sentence = ({ connection, urgency, isAccountInUse }: Waiting) => {
    const { expiresAt, disabledAt, account, restarts, observedSince } = connection
    if (urgency === 'restarted')
      return t('overview.waiting.restarted', {
        ended: longDay(restarts?.disabledAt ?? observedSince),
        date: longDay(observedSince),
      })
    if (urgency === 'emptied') return t('connections.notice.emptied')
    const request = urgency === 'disabled' ? requested.get(account?.id ?? '') : undefined
    if (request)
      return t.rich('overview.waiting.disabledRequested', {
        account: () => <Address>{account?.appleId ?? ''}</Address>,
        date: longDay(disabledAt ?? observedSince),
        on: longDay(request.requestedOn),
        again: longDay(request.lookAgainOn),
        case: (said) => <QuietLink href={`/offboardings/${request.offboardingId}/account`}>{said}</QuietLink>,
      })
    const date = expiresAt ?? disabledAt ?? connection.observedSince
    const key = urgency === 'disabled' && isAccountInUse ? 'disabledInUse' : urgency
    return t.rich(`overview.waiting.${key}`, {
      account: () => (account ? <Address>{account.appleId}</Address> : t('overview.waiting.unnamed')),
      date: longDay(urgency === 'disabled' ? (disabledAt ?? date) : date),
      days: Math.max(0, Math.ceil((date.getTime() - now.getTime()) / dayMs)),
    })
  }
  return (
    <ul className={classes.list}>
      {waiting.map((each) => (
        <WaitingItem
          key={each.connection.id}
          urgency={each.urgency}
          mark={
            each.urgency === 'restarted' ? (
              <StateMark state="restarted">{t('connections.restarted')}</StateMark>
            ) : (
              <StateMark state={each.urgency}>{t(`states.${each.urgency}`)}</StateMark>
            )
          }
        >
          <QuietLink href={`/connections/${each.connection.id}`}>{each.connection.name}</QuietLink>{' '}
          <span className={classes.service}>{t(`services.${each.connection.service}.name`)}</span>
          <br />
          {sentence(each)}
          {(each.urgency === 'disabled' || each.urgency === 'emptied') && each.connection.sharedBefore ? (
            <>
              <br />
              <SharedUntil before={each.connection.sharedBefore} />
            </>
          ) : null}
        </WaitingItem>
      ))}
      {children}
    </ul>
  )
}

type WaitingItemProps = { mark: ReactNode; urgency?: Urgency; children: ReactNode }

/** One thing that waits: its mark, and what it means. */
export function WaitingItem({ mark, urgency, children }: WaitingItemProps) {
  return (
    <li data-urgency={urgency}>
      <span className={classes.mark}>{mark}</span>
      <span>{children}</span>
    </li>
  )
}
