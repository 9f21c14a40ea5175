import { getTimeZone, getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { dayIn, daysBetween, midnightOf } from '#domain/day.ts'
import type { Expiry } from '#domain/stated-connection.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { StatedConnection } from '#features/connections/stated.ts'
import classes from './waiting-list.module.css'
import { WaitingItem } from './waiting-list.tsx'

type StatedWaiting = StatedConnection & { state: 'expiring' | 'expired'; expiry: Expiry }

/** Those of the stated connections that wait for a person: they expire soon, or have expired. */
export const waitingOf = (stated: readonly StatedConnection[]): StatedWaiting[] =>
  stated.flatMap(({ state, expiry, ...each }) =>
    expiry !== null && (state === 'expiring' || state === 'expired') ? [{ ...each, state, expiry }] : [],
  )

type WaitingStatedProps = { waiting: readonly StatedWaiting[]; now: Date }

/** In the list of what waits for a person: stated connections that expire or have expired, each on whose word. */
export async function WaitingStated({ waiting, now }: WaitingStatedProps) {
  const t = await getTranslations()
  const longDay = await longDays()
  const today = dayIn(await getTimeZone(), now)
  return waiting.map(({ id, name, service, appleId, state, expiry, statedBy, statedAt }) => (
    <WaitingItem key={id} urgency={state} mark={<StateMark state={state}>{t(`states.${state}`)}</StateMark>}>
      <QuietLink href={`/connections/stated/${id}`}>
        <bdi>{name}</bdi>
      </QuietLink>{' '}
      <span className={classes.service}>{t(`services.${service}.name`)}</span>
      <br />
      <Graded source={{ grade: 'stated', by: statedBy, at: statedAt.toISOString() }}>
        <span>
          {t.rich(`overview.waiting.${state}`, {
            account: () => (appleId ? <Address>{appleId}</Address> : t('overview.waiting.unstated')),
            date: longDay(midnightOf(expiry.day), 'UTC'),
            days: daysBetween(today, expiry.day),
          })}
        </span>
      </Graded>
    </WaitingItem>
  ))
}
