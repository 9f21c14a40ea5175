'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { LinkAddress } from '#components/link-address.tsx'
import { type Day, isDay } from '#domain/day.ts'

type Days = {
  /** The organisation's day. */
  today: Day
  /** A regular expression over the paths of pages that can speak of an earlier day. */
  places: string
}

const Known = createContext<Days>({ today: '', places: '(?!)' })

/** Links below lead to the day that the page speaks of, where they lead to a page that can. */
export function DayInLinks({ today, places, children }: Days & { children: ReactNode }) {
  const known = useMemo(() => ({ today, places }), [today, places])
  const asked = pastDay(useSearchParams(), today)?.asked
  const addressOf = useMemo(() => atDay(asked, new RegExp(places)), [asked, places])
  return (
    <Known.Provider value={known}>
      <LinkAddress.Provider value={addressOf}>{children}</LinkAddress.Provider>
    </Known.Provider>
  )
}

/** What an address calls the day, on pages and in exports alike. */
const parameter = 'asOf'

/** The earlier day or instant that an address asks for; null where it is today, or asks for what cannot be shown. */
const pastDay = (address: URLSearchParams, today: Day): { day: Day; asked: string } | null => {
  const asked = address.get(parameter) ?? ''
  const day = asked.slice(0, 10)
  const isInstant = asked.length > day.length
  return isDay(day) && (day < today || (day === today && isInstant)) ? { day, asked } : null
}

export const usePastDay = (): Day | null => pastDay(useSearchParams(), useContext(Known).today)?.day ?? null

/** Whether a path is of a page that can speak of an earlier day. */
export const useHasDays = (path: string): boolean => new RegExp(useContext(Known).places).test(path)

/** An address of ours at a day. One that names a day itself stays as it is. */
const atDay =
  (asked: string | undefined, places: RegExp) =>
  (href: string): string => {
    if (asked === undefined || !href.startsWith('/')) return href
    const { pathname, searchParams, hash } = new URL(href, 'http://here')
    if (!places.test(pathname) || searchParams.has(parameter)) return href
    searchParams.set(parameter, asked)
    return `${pathname}?${searchParams}${hash}`
  }
