'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { FrameMenu } from '#components/frame-menu.tsx'
import type { Day } from '#domain/day.ts'
import classes from './as-of-menu.module.css'
import { useHasDays, usePastDay } from './day-in-links.tsx'

type AsOfMenuProps = {
  /** The organisation's day, and the locale in which days are written. */
  today: Day
  locale: string
  /** `past` holds {date} where the day goes. */
  words: { menu: string; label: string; show: string; today: string; past: string }
}

/** What does not outlast the choice of another day: the day itself, and a page that begins after a row of this one. */
const ofThisDay = ['asOf', 'after']

/**
 * The day a page speaks of, and the choice of another one as a plain form: it works without script, and the
 * address can be passed on. Nothing stands on the pages that know of today only.
 */
export function AsOfMenu({ today, locale, words }: AsOfMenuProps) {
  const path = usePathname()
  const address = useSearchParams()
  const past = usePastDay()
  if (!useHasDays(path)) return null
  const kept = [...address].filter(([name, value]) => value !== '' && !ofThisDay.includes(name))
  const day = past ?? today
  return (
    <FrameMenu
      label={words.menu}
      trigger={past ? words.past.replace('{date}', written(day, locale)) : words.today}
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
