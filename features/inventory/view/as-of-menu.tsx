'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { FrameMenu } from '#components/frame-menu.tsx'
import { isDay } from '#domain/day.ts'
import classes from './as-of-menu.module.css'

type AsOfMenuProps = {
  /** The organisation's day, and the locale in which days are written. */
  today: string
  locale: string
  /** `past` holds {date} where the day goes. */
  words: { menu: string; label: string; show: string; today: string; past: string }
}

/** Pages that can speak of an earlier day, with all below them, */
const askable = ['/accounts', '/inventory', '/devices', '/people', '/authorisations']
/** and pages that can by themselves: a connection's events, what is stated and what is yet to be decided cannot. */
const itself = /^\/(?:reviews|connections(?:\/[0-9a-f-]{36})?)$/

/** What does not outlast the choice of another day: the day itself, and a page that begins after a row of this one. */
const ofThisDay = ['asOf', 'after']

/**
 * The day a page speaks of, and the choice of another one as a plain form: it works without script, and the
 * address can be passed on. Nothing stands on the pages that know of today only.
 */
export function AsOfMenu({ today, locale, words }: AsOfMenuProps) {
  const path = usePathname()
  const address = useSearchParams()
  const isAskable =
    itself.test(path) || askable.some((place) => path === place || path.startsWith(`${place}/`))
  if (!isAskable) return null
  const asked = address.get('asOf') ?? ''
  const kept = [...address].filter(([name, value]) => value !== '' && !ofThisDay.includes(name))
  const dayAsked = asked.slice(0, 10)
  const isInstant = asked.length > dayAsked.length
  const isPast = isDay(dayAsked) && (dayAsked < today || (dayAsked === today && isInstant))
  const day = isPast ? dayAsked : today
  return (
    <FrameMenu
      label={words.menu}
      trigger={isPast ? words.past.replace('{date}', written(day, locale)) : words.today}
    >
      <form method="get" action={path} className={classes.choice}>
        <label className={classes.field}>
          <span>{words.label}</span>
          <input type="date" name="asOf" key={day} defaultValue={day} max={today} />
        </label>
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{words.show}</button>
      </form>
    </FrameMenu>
  )
}

/** A day has no time zone: midnight UTC stands for it. */
const written = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))
